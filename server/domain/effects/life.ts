/** The instance gets its caption, fails, recovers and ends. */

import type { EffectOf } from '../../engine/model.ts';
import { type Change, setStanding } from '../change.ts';
import { endJob } from './jobs.ts';

export function captioned(change: Change, { caption }: EffectOf<'instance.captioned'>): void {
  change.caption = caption;
}

export function ended(change: Change, { status, error }: EffectOf<'instance.ended'>): void {
  const { subject, acting } = change;
  change.ended = { status, error };
  // An ended instance waits for nothing more, so what it could not do is history.
  change.problems.clear();
  if (subject.parent !== null)
    change.errands.push({ name: 'child-ended', payload: { instance: subject.id, error, acting } });
  change.log.push({
    element: null,
    event: `instance.${status}`,
    data: error ? { error, problem: error.message } : {},
  });
}

export function failed(change: Change, { step, incident }: EffectOf<'instance.failed'>): void {
  setStanding(change, step, { status: 'error', incident });
  // The job that has just failed is kept for the administrator.
  if (change.endedJobs.delete(step)) change.deadJobs.set(step, incident.message);
  change.log.push({ element: incident.element, event: 'instance.failed', data: { step, ...incident } });
}

export function recovered(change: Change, { step }: EffectOf<'instance.recovered'>): void {
  setStanding(change, step, {});
  // Unless it is tried again, which makes a new one.
  endJob(change, step);
  change.log.push({ element: null, event: 'instance.recovered', data: { step } });
}
