import * as z from 'zod/mini';
import { Detail, filled, type Places, placesOf } from './details.ts';
import { ERRORS, ErrorCode } from './errors.ts';

/** An error as it travels: a code of the table, its text filled in, and for forms the field it is about. */
export const WireError = z.strictObject({
  code: ErrorCode,
  /** In English: for logs and callers, and where a person's language has no words for it. */
  message: z.string(),
  retryable: z.boolean(),
  field: z.nullable(z.string()),
  /** What the text of the code is filled in with, so that it can be said in the person's language. */
  details: z.optional(z.record(z.string(), Detail)),
});
export type WireError = z.infer<typeof WireError>;

/** What an entry of the table is filled in with. */
export type Details<Code extends ErrorCode> = { [Name in Places<(typeof ERRORS)[Code]['text']>]?: Detail };

/**
 * Fills an entry of the table.
 *
 * ```ts
 * wireError('task-unknown', { task: 't-1' }).message
 * // "Expected the id of a task of yours, got t-1. It may belong …"
 * ```
 */
export function wireError<Code extends ErrorCode>(
  code: Code,
  details: Details<Code> = {},
  field: string | null = null,
): WireError {
  const { text, retryable } = ERRORS[code];
  const known = details as Record<string, Detail>;
  const error = { code, message: filled(text, known), retryable, field };
  return placesOf(text).length > 0 ? { ...error, details: known } : error;
}
