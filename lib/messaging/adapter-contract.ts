/** What pages see of adapters, and ask for. */
import * as z from 'zod/mini';
import { SiteAdapter } from '../sites/schema.ts';

/** Where an adapter that a person may switch off is from: this person with the picker, the server, or our package. */
export const SwitchedSource = z.enum(['own', 'server', 'shipped']);
export type SwitchedSource = z.infer<typeof SwitchedSource>;

/** Where an adapter is from; what a policy of the browser sets stays. */
export const AdapterSource = z.enum([...SwitchedSource.options, 'policy']);
export type AdapterSource = z.infer<typeof AdapterSource>;

/** One adapter that there is, used or not. */
export const KnownAdapter = z.strictObject({
  adapter: SiteAdapter,
  source: AdapterSource,
  /**
   * `off`: switched off here; `withdrawn`: switched off by the server; `barred`: by a policy of the browser; `covered`: another
   * one goes before it.
   */
  state: z.enum(['used', 'covered', 'off', 'withdrawn', 'barred']),
});
export type KnownAdapter = z.infer<typeof KnownAdapter>;

/** Something that the server has sent and that does not count; `kind` null: all of it. */
export const RefusedAdapter = z.strictObject({
  kind: z.nullable(z.string()),
  /** `browser`: it cannot check signatures. */
  why: z.enum(['key', 'signature', 'shape', 'untrue', 'old', 'browser']),
});
export type RefusedAdapter = z.infer<typeof RefusedAdapter>;

export const AdapterView = z.strictObject({
  known: z.array(KnownAdapter),
  refused: z.array(RefusedAdapter),
});
export type AdapterView = z.infer<typeof AdapterView>;

export const ADAPTER_REQUESTS = [
  /** Opens this page of a CRM, and the picker over it. Access to it was given before. */
  z.strictObject({ type: z.literal('pick.start'), url: z.url() }),
  /** Takes an adapter from a file. */
  z.strictObject({ type: z.literal('adapter.put'), adapter: SiteAdapter }),
  z.strictObject({ type: z.literal('adapter.remove'), kind: z.string() }),
  z.strictObject({
    type: z.literal('adapter.set'),
    kind: z.string(),
    source: SwitchedSource,
    used: z.boolean(),
  }),
] as const;
