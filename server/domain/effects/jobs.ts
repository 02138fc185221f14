/** System actions are handed to workers, and taken back. */

import type { EffectOf, Job } from '../../engine/model.ts';
import type { Change } from '../change.ts';
import { errandKeys } from '../errands.ts';
import { isOwnTopic } from '../topics.ts';
import { withdraw } from './timers.ts';

export function created(change: Change, { job }: EffectOf<'job.created'>): void {
  const instance = change.subject.id;
  const { step, element, topic, after } = job;
  change.jobs.set(step, job);
  change.endedJobs.delete(step);
  if (isOwnTopic(topic)) {
    const at = momentAfter(change.at, after);
    const errand = { payload: { instance, step }, key: errandKeys.job(instance, step) };
    change.errands.push({ name: 'job', ...errand, ...(at && { at }) });
  }
  change.log.push({
    ...{ element, event: 'job.created' },
    data: { step, topic, ...(after && { problem: after.why }) },
  });
}

/** When a job begins that is not to begin at once; null: at once. */
export function momentAfter(now: Date, after: Job['after']): Date | null {
  return after ? new Date(now.getTime() + after.seconds * 1000) : null;
}

export function cancelled(change: Change, { step }: EffectOf<'job.cancelled'>): void {
  endJob(change, step);
  withdraw(change, errandKeys.job(change.subject.id, step));
}

/** The job of a step is no longer wanted, or has been done. */
export function endJob(change: Change, step: string): void {
  if (!change.jobs.delete(step)) change.endedJobs.add(step);
}
