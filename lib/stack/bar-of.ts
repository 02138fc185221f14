import { errorText } from '../error-text/error-text.ts';
import type { CaseState, StageBar } from '../messaging/contract.ts';

/** So many stays in a stage are told on a CRM page, the last ones: the page is given no more than that. */
const MOST_VISITS = 5;

/** What of a case is drawn on the page of its record; null: there is nothing to draw. */
export function barOf({ case: view, offer, pending }: CaseState): StageBar | null {
  const moving = pending && pending.state !== 'refused' ? pending.stage : null;
  const refused = pending?.error ? errorText(pending.error) : null;
  if (!view) {
    if (!offer) return null;
    return {
      ...{ name: offer.name, status: 'offered', stage: null, stages: [], open: 0, moving: null, refused },
      ...{ agreement: { state: 'agreed' }, change: null, mayMove: false },
    };
  }
  const { process, status, stage, stages, agreement, change, mayMove, steps } = view;
  return {
    ...{ name: process.name, status, stage, agreement, mayMove, moving, refused },
    stages: stages.map(({ visits, ...one }) => ({
      ...one,
      visits: visits.slice(-MOST_VISITS).map((visit) => ({ ...visit, by: visit.by?.name ?? null })),
    })),
    change: change?.name ?? null,
    open: steps.filter((step) => step.status === 'open').length,
  };
}
