import * as z from 'zod/mini';

/**
 * What `GET /health` answers to anybody: is this a process server, does it work, where do people sign in.
 * Read before the versions are known to fit, so unknown keys are allowed.
 */
export const Health = z.object({
  /** `failing`: it runs but can't reach its database. */
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  /** The protocol version that it speaks. */
  protocol: z.number(),
  /** Which of the servers of one database this is. */
  node: z.string(),
  /** What a client needs to sign a person in: the OpenID provider, and what to ask it for. */
  signIn: z.object({
    issuer: z.string(),
    clientId: z.string(),
    scope: z.string(),
    prompt: z.nullable(z.string()),
  }),
});
export type Health = z.infer<typeof Health>;
