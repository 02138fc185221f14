/** What was typed and not sent, as the background keeps it. */
import * as z from 'zod/mini';
import { Id, type MailPart, type Values } from '../protocol/index.ts';

/** What a person adds to a record beside the steps of its case, as it is typed (behaviour 8.4). */
export const ByHand = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('task'),
    /** Of the activity that it becomes: what is sent again is the same task. */
    id: Id,
    title: z.string().check(z.maxLength(4000)),
    /** As the entry of a date and time holds it. */
    due: z.string().check(z.maxLength(100)),
  }),
  z.strictObject({ kind: z.literal('email'), subject: z.string().check(z.maxLength(4000)) }),
]);
export type ByHand = z.infer<typeof ByHand>;

/** Keys under which drafts keep what is not a form field. */
export const draftKeys = {
  answers: '$answers',
  result: '$result',
  details: '$details',
  comment: '$comment',
  page: '$page',
  /** What the CRM held in the fields that belong to its records, as JSON in pieces. */
  read: '$read',
} as const;

/** The parts of an e-mail as its draft keeps them. */
export function mailDraft(parts: Partial<Record<MailPart, string>>): Values {
  return Object.fromEntries(Object.entries(parts).map(([part, words]) => [`$${part}`, words]));
}
