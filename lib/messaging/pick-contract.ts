/** What travels between the background and the picker in the page of a CRM. */
import * as z from 'zod/mini';
import { Pick } from '../picker/pick.ts';
import { SentRequest } from '../picker/saving.ts';

export const PickToBackground = z.discriminatedUnion('type', [
  /** So far the person has come: kept over loads of the page. */
  z.strictObject({ type: z.literal('picked'), pick: Pick }),
  /** The adapter that this amounts to is to be used. */
  z.strictObject({ type: z.literal('save') }),
  z.strictObject({ type: z.literal('end') }),
]);
export type PickToBackground = z.infer<typeof PickToBackground>;

export const BackgroundToPick = z.discriminatedUnion('type', [
  /** Where the person stands; `known`: the process server knows this CRM. */
  z.strictObject({ type: z.literal('pick'), pick: Pick, known: z.boolean() }),
  /** What the page has sent while the person saves a record. */
  z.strictObject({ type: z.literal('sent'), sent: z.array(SentRequest) }),
  /** Nobody picks in this tab any more. */
  z.strictObject({ type: z.literal('over') }),
]);
export type BackgroundToPick = z.infer<typeof BackgroundToPick>;
