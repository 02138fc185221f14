/** Adapters that administrators give to everybody: data that says how the pages of a kind of CRM are read. */
import * as z from 'zod/mini';
import { Id } from './entities.ts';

/** What an adapter may be long, as text. */
export const ADAPTER_LIMIT = 200_000;

/**
 * What the server says of one kind of CRM: `text` is the JSON of an `AdapterPayload`, and `signature` its Ed25519 signature
 * in Base64. What is signed is the text itself, so that there is one way to check it.
 */
export const AdapterStatement = z.strictObject({
  text: z.string().check(z.maxLength(2 * ADAPTER_LIMIT)),
  signature: z.string().check(z.maxLength(200)),
});
export type AdapterStatement = z.infer<typeof AdapterStatement>;

export const AdapterPayload = z.strictObject({
  kind: Id,
  /** Grows with every change: an old statement never takes the place of a new one. */
  revision: z.number(),
  /** False: nobody is to work with this kind of CRM, unless they have made an adapter themselves. */
  enabled: z.boolean(),
  /** Null: the one that ships with the extension. */
  adapter: z.unknown(),
});
export type AdapterPayload = z.infer<typeof AdapterPayload>;

export const ADAPTER_QUERIES = [z.strictObject({ type: z.literal('adapters') })] as const;
export const ADAPTER_RESULTS = [
  z.strictObject({
    type: z.literal('adapters'),
    /** The server's public key, in Base64: extensions keep the first that they hear of after signing in. */
    key: z.string().check(z.maxLength(100)),
    statements: z.array(AdapterStatement),
  }),
] as const;

/** All need *manage definitions*, and are told to everybody at once. */
export const ADAPTER_ORDERS = [
  /** `origin`: where this CRM is, so that the server comes to know it if it does not yet. */
  z.strictObject({
    type: z.literal('adapter.publish'),
    adapter: z.string().check(z.maxLength(ADAPTER_LIMIT)),
    origin: z.nullable(z.url()),
  }),
  /** Switches a kind of CRM off for everybody, or on again. */
  z.strictObject({ type: z.literal('adapter.enable'), kind: Id, enabled: z.boolean() }),
  /** Takes a published adapter back: what ships with the extension counts again. */
  z.strictObject({ type: z.literal('adapter.withdraw'), kind: Id }),
] as const;
