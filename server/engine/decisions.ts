/** What can come of an approval (behaviour 1.8): for conditions of flows, and for whoever skips the step. */
import type { Choice, Decision } from '../../lib/protocol/index.ts';

export const DECISIONS = [
  { code: 'approved', label: 'Approved' },
  { code: 'rejected', label: 'Rejected' },
] as const satisfies (Choice & { code: Decision })[];
