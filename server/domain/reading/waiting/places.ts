/** Why an instance waits, place by place: what the engine says, with what the tables know about it. */
import type { Meanwhile, User, WaitingPlace, WaitReason } from '../../../../lib/protocol/index.ts';
import type { Meanwhile as EngineMeanwhile, Waiting } from '../../../engine/model.ts';
import { plannedOutcomes, plansSeveral } from '../../../engine/planned-outcomes.ts';
import type { Db } from '../../../store/store.ts';
import { mayAdminister } from '../rights.ts';
import { type CalledInstance, processReason, readCalled } from './called-process.ts';
import { eventReason } from './event.ts';
import { freshJob, type JobReason, readJobReasons } from './job.ts';
import { type OpenStep, readOpenSteps } from './open-steps.ts';
import { outcomesOf, takesSeveral } from './outcomes.ts';
import { personReason, readWaitingTasks, type WaitingTask } from './person.ts';

/** The waiting places of an instance; `waiting` is what the engine explains. */
export async function readWaiting(
  db: Db,
  user: User,
  instance: { id: string; startedAt: Date; definition: unknown },
  waiting: readonly Waiting[],
): Promise<WaitingPlace[]> {
  if (waiting.length === 0) return [];
  const { id, startedAt } = instance;
  const steps = await readOpenSteps(db, id);
  const tasks = await readWaitingTasks(db, id);
  const jobs = await readJobReasons(db, id);
  const called = await readCalled(db, id);
  const places: WaitingPlace[] = [];
  for (const { step: place, element, name, for: what, meanwhile = [] } of waiting) {
    const step = steps.get(place);
    const task = tasks.get(place);
    const facts = { step, task, job: jobs.get(place), called: called.get(place) };
    const reason = await reasonOf(db, what, facts);
    places.push({
      ...{ step: place, element, name, reason, since: (step?.entered_at ?? startedAt).toISOString() },
      meanwhile: await Promise.all(meanwhile.map((aside) => asideOf(db, aside))),
      actions: mayAdminister(user) ? actionsOf(reason, step) : [],
      outcomes: task ? outcomesOf(task.content) : plannedOutcomes(instance.definition, element),
      several: task ? takesSeveral(task.content) : plansSeveral(instance.definition, element),
    });
  }
  return places;
}

/** What the tables know about one place. */
interface PlaceFacts {
  step: OpenStep | undefined;
  task: WaitingTask | undefined;
  job: JobReason | undefined;
  called: CalledInstance | undefined;
}

/** A task says more than an incident, who it is for and what keeps them; a dead job, how often it was tried. */
async function reasonOf(
  db: Db,
  what: Waiting['for'],
  { step, task, job, called }: PlaceFacts,
): Promise<WaitReason> {
  if (what.type === 'person' && task) return personReason(db, what, task);
  if (job) return job;
  if (step?.incident) return { type: 'incident', incident: step.incident };
  switch (what.type) {
    case 'person':
      return personReason(db, what, null);
    case 'timer':
    case 'event':
      return awaitedReason(db, what);
    case 'job':
      return freshJob(what.topic);
    case 'process':
      return processReason(db, what.process, called ?? null);
    case 'incident':
      return { type: 'incident', incident: what.incident };
  }
}

async function asideOf(db: Db, { for: what, ...aside }: EngineMeanwhile): Promise<Meanwhile> {
  return { ...aside, reason: await awaitedReason(db, what) };
}

async function awaitedReason(db: Db, what: EngineMeanwhile['for']): Promise<WaitReason> {
  if (what.type === 'event') return eventReason(db, what.event);
  return { type: 'timer', at: new Date(what.at).toISOString() };
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
