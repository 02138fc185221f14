/** Why an instance waits, place by place: what the engine says, with what the tables know about it. */
import type { User, WaitingPlace, WaitReason } from '../../../lib/protocol/index.ts';
import type { Waiting } from '../../engine/model.ts';
import type { Db } from '../../store/store.ts';
import { outcomesOf } from './outcomes.ts';
import { mayAdminister } from './rights.ts';
import { eventReason } from './waiting-event.ts';
import { jobReason } from './waiting-job.ts';
import { personReason, readWaitingTask } from './waiting-person.ts';
import { processReason } from './waiting-process.ts';
import { type OpenStep, readOpenSteps } from './waiting-step.ts';

/** The waiting places of an instance; `waiting` is what the engine explains. */
export async function readWaiting(
  db: Db,
  user: User,
  instance: string,
  startedAt: Date,
  waiting: readonly Waiting[],
): Promise<WaitingPlace[]> {
  const steps = await readOpenSteps(db, instance);
  const places: WaitingPlace[] = [];
  for (const one of waiting) {
    const step = steps.get(one.step);
    const task = await readWaitingTask(db, instance, one.step);
    const reason = await reasonOf(db, instance, one, step, task);
    places.push({
      ...{ step: one.step, element: one.element, name: one.name, reason },
      since: (step?.entered_at ?? startedAt).toISOString(),
      actions: mayAdminister(user) ? actionsOf(reason) : [],
      outcomes: task ? outcomesOf(task.content) : [],
    });
  }
  return places;
}

type TaskOrNone = Awaited<ReturnType<typeof readWaitingTask>>;

async function reasonOf(
  db: Db,
  instance: string,
  { step, for: what }: Waiting,
  row: OpenStep | undefined,
  task: TaskOrNone,
): Promise<WaitReason> {
  // What stands in the way of a step can be more than the engine knows: a performer that nobody is.
  if (row?.incident && what.type !== 'job') return { type: 'incident', incident: row.incident };
  switch (what.type) {
    case 'person':
      return personReason(db, what, task);
    case 'timer':
      return { type: 'timer', at: what.at };
    case 'event':
      return eventReason(db, what.event);
    case 'job':
      return jobReason(db, instance, step, what.topic);
    case 'process':
      return processReason(db, instance, step, what.process);
    case 'incident':
      return { type: 'incident', incident: what.incident };
  }
}

/** What can be done about it. Whatever waits can be skipped; what failed can be tried again. */
function actionsOf(reason: WaitReason): WaitingPlace['actions'] {
  if (reason.type === 'person') return ['open', 'reassign', 'skip'];
  const failed = reason.type === 'incident' || (reason.type === 'job' && reason.status !== 'running');
  return failed ? ['retry', 'skip'] : ['skip'];
}
