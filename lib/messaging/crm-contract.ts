/** What administrators see of the company's CRMs, and ask for, beside the orders that add and remove them. */
import * as z from 'zod/mini';
import { CheckedConnection, Id, MadeWebhook, System, Webhook } from '../protocol/index.ts';

/** The CRMs that the server knows, how it reaches them, and how they reach it. */
export const Crms = z.strictObject({
  systems: z.array(System),
  connections: z.array(CheckedConnection),
  webhooks: z.array(Webhook),
});
export type Crms = z.infer<typeof Crms>;

export const CRM_REQUESTS = [
  z.strictObject({ type: z.literal('crms.list') }),
  /** Answered with the connection as it is then; not yet checked. */
  z.strictObject({
    type: z.literal('connection.save'),
    system: Id,
    kind: z.string(),
    settings: z.record(z.string(), z.json()),
    /** Left out: the stored one stays. Null: there is none. */
    secret: z.optional(z.nullable(z.string())),
  }),
  /** Signs in to the CRM; answered with the connection and how that went. */
  z.strictObject({ type: z.literal('connection.check'), system: Id }),
  z.strictObject({ type: z.literal('connection.remove'), system: Id }),
  /** Makes the webhook of a CRM, or gives it another token; only the answer carries it. */
  z.strictObject({ type: z.literal('webhook.make'), system: Id }),
  z.strictObject({ type: z.literal('webhook.remove'), system: Id }),
] as const;

export const CRM_ANSWERS = [
  z.strictObject({ type: z.literal('crms'), crms: Crms }),
  z.strictObject({ type: z.literal('connection'), connection: CheckedConnection }),
  z.strictObject({ type: z.literal('webhook'), webhook: MadeWebhook }),
] as const;
