/** What pages see of an address at which the server knows a CRM. */
import * as z from 'zod/mini';
import { System } from '../protocol/index.ts';
import { Verified } from '../sites/schema.ts';

export const Site = z.strictObject({
  system: System,
  origin: z.string(),
  granted: z.boolean(),
  known: z.boolean(),
  /** An administrator keeps people from working there. */
  barred: z.boolean(),
  /** An administrator recommends it. */
  first: z.boolean(),
  /** How much of what is known of the CRM was ever seen to be true; null: nothing is known. */
  verified: z.nullable(Verified),
});
export type Site = z.infer<typeof Site>;
