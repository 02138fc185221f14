/** Outcomes that are the same in every process: for conditions of flows, and for whoever skips the step. */
import type { Choice, Decision } from '../../lib/protocol/index.ts';

/** What can come of an approval (behaviour 1.8). */
export const DECISIONS = [
  { code: 'approved', label: 'Approved' },
  { code: 'rejected', label: 'Rejected' },
] as const satisfies (Choice & { code: Decision })[];

/** What comes of an e-mail that a person sends (behaviour 1.7). */
export const SENT = { code: 'sent', label: 'Sent' } as const satisfies Choice;
