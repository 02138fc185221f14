/** A case ends: it is completed, or cancelled with everything in it. */
import { cancelInside } from '../engine/cancel.ts';
import { SUBSCRIPTIONS, topicOf } from './crm-jobs.ts';
import { type CaseRun, effect, RECORD_ELEMENT } from './working.ts';

/** The steps of its last stage are done (behaviour 8.5). */
export function completeCase(one: CaseRun): void {
  const visit = one.visits.at(-1);
  const over = { type: 'step.completed', outcome: null, skipped: null } as const;
  if (visit) {
    visit.over = one.command.now;
    effect(one, { ...over, step: visit.step, element: visit.stage });
  }
  effect(one, { ...over, step: one.agreement.step, element: RECORD_ELEMENT });
  closeSubscriptions(one);
  one.status = 'completed';
  effect(one, { type: 'instance.ended', status: 'completed', error: null });
}

/** `error`: why the case has ended by itself; null: somebody has cancelled it. */
export function cancelCase(one: CaseRun, error: { code: string; message: string } | null): void {
  const visit = one.visits.at(-1);
  cancelInside(one.run, null);
  if (visit) effect(one, { type: 'step.cancelled', step: visit.step, element: visit.stage });
  const { step } = one.agreement;
  if (topicOf(one.agreement) !== null) effect(one, { type: 'job.cancelled', step });
  effect(one, { type: 'step.cancelled', step, element: RECORD_ELEMENT });
  closeSubscriptions(one);
  one.status = 'cancelled';
  Object.assign(one.agreement, { phase: 'idle', dispute: null, incident: null, again: false });
  effect(one, { type: 'instance.ended', status: 'cancelled', error });
}

function closeSubscriptions(one: CaseRun): void {
  if (one.record === null) return;
  for (const subscription of Object.values(SUBSCRIPTIONS))
    effect(one, { type: 'subscription.closed', subscription });
}
