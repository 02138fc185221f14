/** CRM installations as administrators add and change them, one at a time. */
import * as z from 'zod/mini';
import { Id, Instant, System } from './entities.ts';

/** What a system can be called: processes write `system:type`, and routes have it in their address. */
export const SystemId = Id.check(z.regex(/^[^:/\s]+$/));

const Origin = z.url({ protocol: /^https?$/ });

/** A system that one person enters: it has an address, so that there are pages of it. */
export const EnteredSystem = z.strictObject({
  ...System.shape,
  id: SystemId,
  kind: SystemId,
  name: System.shape.name.check(z.minLength(1), z.maxLength(200)),
  origins: z.array(Origin).check(z.minLength(1), z.maxLength(20)),
});
export type EnteredSystem = z.infer<typeof EnteredSystem>;

/** How the server reaches a CRM, as administrators see it: never its secret. */
export const CheckedConnection = z.object({
  system: Id,
  /** Of connector; `lib/protocol/connector-forms.ts` lists them. */
  kind: z.string(),
  settings: z.record(z.string(), z.unknown()),
  hasSecret: z.boolean(),
  checkedAt: z.nullable(Instant),
  /** Why the last check failed; null when it did not, or there was none. */
  problem: z.nullable(z.string()),
  /** Whom the CRM took the server for at the last check; null when that failed, or there was none. */
  signedInAs: z.nullable(z.string()),
});
export type CheckedConnection = z.infer<typeof CheckedConnection>;

/** By which a CRM tells the server what happens to its records. */
export const Webhook = z.object({
  system: Id,
  createdAt: Instant,
  /** When it has last told something; null: never. */
  lastAt: z.nullable(Instant),
});
export type Webhook = z.infer<typeof Webhook>;

/** With its token, which only the answer to its making carries. */
export const MadeWebhook = z.object({ ...Webhook.shape, token: z.string() });
export type MadeWebhook = z.infer<typeof MadeWebhook>;

/** All need *manage definitions*, and are told to everybody at once. */
export const SYSTEM_ORDERS = [
  /** `isNew`: refused with `system-taken` where there is one with this id. The others stay as they are. */
  z.strictObject({ type: z.literal('system.put'), system: EnteredSystem, isNew: z.boolean() }),
  /** With its connection and its webhook; instances keep their records. */
  z.strictObject({ type: z.literal('system.remove'), system: Id }),
] as const;
