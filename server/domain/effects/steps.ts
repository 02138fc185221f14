/** Steps begin and end. */

import type { EffectOf } from '../../engine/model.ts';
import { type Change, setStanding } from '../change.ts';
import { endJob } from './jobs.ts';

export function entered(change: Change, effect: EffectOf<'step.entered'>): void {
  const { step, element, elementType, name, parent, index } = effect;
  change.entered.set(step, { id: step, element, type: elementType, name, parent, index });
  setStanding(change, step, {});
  change.log.push({ element, event: 'step.entered', data: { step, elementType, name } });
}

export function completed(change: Change, effect: EffectOf<'step.completed'>): void {
  const { step, element, outcome, skipped } = effect;
  // They belong to the step that the person completed.
  const details = step === change.about ? change.details : null;
  const status = skipped === null ? 'completed' : 'skipped';
  setStanding(change, step, { status, ended: true, by: enderOf(change, step), outcome });
  change.log.push({
    element,
    event: `step.${status}`,
    data: { step, outcome, ...(details && { details }), ...(skipped !== null && { reason: skipped }) },
  });
}

export function cancelled(change: Change, { step, element }: EffectOf<'step.cancelled'>): void {
  // A job that has failed for good is kept with its step, and goes with it.
  if (change.problems.has(step)) endJob(change, step);
  setStanding(change, step, { status: 'cancelled', ended: true, by: enderOf(change, step) });
  change.log.push({ element, event: 'step.cancelled', data: { step } });
}

/** Whoever acts ends the step that they act on; with an instance, all of its steps. */
function enderOf(change: Change, step: string): string | null {
  const theirs = change.about === null ? !change.fresh : change.about === step;
  return theirs ? (change.actor?.id ?? null) : null;
}
