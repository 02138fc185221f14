/**
 * A record that is not found in its CRM. One answer is no proof: a CRM that restarts, or an index that lags, says the
 * same. The case ends when the CRM has told that the record was deleted, or when it is not there at a second look either.
 */
import type { CaseRun } from './working.ts';

/** Between the two looks, in seconds. */
const PATIENCE_S = 60;

/** What the case ends with; null: it is to be looked for once more. */
export function verdictOnMissing({ agreement }: CaseRun): { code: string; message: string } | null {
  const expected = 'Expected the record of the case in its CRM, got none';
  if (agreement.deleted)
    return { code: 'record-gone', message: `${expected}: the CRM says that it has been deleted.` };
  if (agreement.missed)
    return { code: 'record-gone', message: `${expected}, and none at a second look: it has been deleted.` };
  return null;
}

/** The second look is not taken at once, and it is said why. */
export const SECOND_LOOK = {
  seconds: PATIENCE_S,
  why: 'Expected the record of the case in its CRM, got none. It is looked for once more before the case ends.',
};
