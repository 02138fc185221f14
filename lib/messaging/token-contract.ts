/** What is said of the tokens by which programs act for a person. */
import * as z from 'zod/mini';
import { Id, Instant, Text } from '../protocol/index.ts';

/** A token by which a program of the person acts in their name; the token itself is shown once. */
export const AccessToken = z.strictObject({
  id: Id,
  name: Text,
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: z.nullable(Instant),
});
export type AccessToken = z.infer<typeof AccessToken>;
export const CreatedToken = z.strictObject({ ...AccessToken.shape, token: z.string() });
export type CreatedToken = z.infer<typeof CreatedToken>;
