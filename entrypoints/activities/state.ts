import type { Activity } from '../../lib/protocol/index.ts';

/** How an activity stands, as it is coloured: final ones are done with, pending ones wait (behaviour 7.1). */
export type Standing = 'overdue' | 'pending' | 'completed' | 'cancelled';

/** Overdue is what waits longer than until it was due. */
export function standingOf({ status, due }: Pick<Activity, 'status' | 'due'>, now: Date): Standing {
  if (status === 'completed' || status === 'cancelled') return status;
  return new Date(due) < now ? 'overdue' : 'pending';
}

/** Completed and cancelled are final (behaviour 7.2). */
export function isFinal({ status }: Pick<Activity, 'status'>): boolean {
  return status === 'completed' || status === 'cancelled';
}

/**
 * Whether opening an activity opens the page of its step: while the step waits for this person and is answered on a
 * page. A *Perform task* is its activity, and is ended there (behaviour 6.5); who only takes part, or has made it,
 * sees the plain activity.
 */
export function opensPage({ task, mayChange }: Pick<Activity, 'task' | 'mayChange'>): boolean {
  return task?.open === true && task.kind !== 'perform-task' && mayChange;
}
