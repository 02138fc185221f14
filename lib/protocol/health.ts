import * as z from 'zod/mini';

/**
 * What `GET /health` answers to anybody: is this a process server, does it work, who signs people in. Read
 * before the versions are known to fit, so unknown keys are allowed.
 */
export const Health = z.object({
  /** `failing`: it runs but can't reach its database. */
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  /** The protocol version that it speaks. */
  protocol: z.number(),
  /** The OpenID provider to sign in at. */
  issuer: z.string(),
  /** The name that the extension has there. */
  clientId: z.string(),
  /** What it asks for there. */
  scope: z.string(),
  /** What it asks the provider to show in every sign-in, such as `consent`; null: what the provider thinks fit. */
  prompt: z.nullable(z.string()),
  node: z.string(),
});
export type Health = z.infer<typeof Health>;
