/** Why an instance waits, place by place: what the engine says, with what the tables know about it. */
import type { User, WaitingPlace, WaitReason } from '../../../lib/protocol/index.ts';
import type { Waiting } from '../../engine/model.ts';
import type { Db } from '../../store/store.ts';
import { outcomesOf } from './outcomes.ts';
import { mayAdminister } from './rights.ts';
import { eventReason } from './waiting-event.ts';
import { freshJob, readJobReason } from './waiting-job.ts';
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
      actions: mayAdminister(user) ? actionsOf(reason, step) : [],
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
  // A task says more than an incident: who it is for, and what keeps them from it.
  if (what.type === 'person' && task) return personReason(db, what, task);
  // A dead job says how often it was tried.
  const job = await readJobReason(db, instance, step);
  if (job) return job;
  if (row?.incident) return { type: 'incident', incident: row.incident };
  switch (what.type) {
    case 'person':
      return personReason(db, what, task);
    case 'timer':
      return { type: 'timer', at: what.at };
    case 'event':
      return eventReason(db, what.event);
    case 'job':
      return freshJob(what.topic);
    case 'process':
      return processReason(db, instance, step, what.process);
    case 'incident':
      return { type: 'incident', incident: what.incident };
  }
}

/** What can be done about it. Whatever waits can be skipped; what failed can be tried again. */
function actionsOf(reason: WaitReason, step: OpenStep | undefined): WaitingPlace['actions'] {
  const failed = reason.type === 'incident' || (step?.incident ?? null) !== null;
  return [
    ...(failed ? (['retry'] as const) : []),
    ...(reason.type === 'person' ? (['open', 'reassign'] as const) : []),
    'skip',
  ];
}
