/** System actions: carried out by workers, tried again, at last dead until an administrator retries them. */
import { type ActionContext, ActionError, type Outputs, type RightsOf } from '../actions/action.ts';
import type { JobTable } from '../store/schema.ts';
import { type Acting, tellWorkDropped } from './acting.ts';
import { tellLate } from './cases/late.ts';
import { tellOfCase } from './cases/watching.ts';
import type { Change } from './change.ts';
import { type Errands, errandKeys, postErrands } from './errands.ts';
import { type Instruction, instructOnce } from './events.ts';
import { storable } from './storable.ts';
import type { Surroundings } from './surroundings.ts';
import { actionOf } from './topics.ts';

/** A system action whose server died during its last attempt is not tried once more. */
const DIED = 'Expected the server to be there until the action was done, got one that ended in between.';

/** The longest pause between two attempts. */
const LONGEST_PAUSE_S = 3600;
/** However long the other side wants to be left alone. */
const LONGEST_WAIT_S = 86_400;

type JobPlace = Errands['job'];
/** A job, and who waits for it. */
export type AwaitedJob = JobPlace & { acting: Acting | null };
type Taken = Pick<JobTable, 'element' | 'topic' | 'attempts' | 'max_attempts'> & {
  acting: Acting | null;
  inputs: Outputs;
  context: Omit<ActionContext, 'signal' | 'rightsOf' | 'isWanted'>;
};

/** The errand `job`: one attempt. `signal` is aborted when the server stops. */
export async function runJob(around: Surroundings, place: JobPlace, signal: AbortSignal): Promise<void> {
  const taken = await takeJob(around, place);
  if (taken === null) return;
  const job = { ...place, acting: taken.acting };
  if (taken.attempts > taken.max_attempts) return failJob(around, job, { message: DIED, code: null });
  try {
    const outputs = await perform(around, taken, signal);
    const { element, inputs } = taken;
    if (!(await completeJob(around, job, outputs)))
      await tellLate(around, { ...place, element, inputs, outputs });
  } catch (error) {
    if (signal.aborted) return releaseJob(around, place);
    await afterFailure(around, job, taken, error);
  }
}

/** Counts the attempt before it begins, so that one that kills the server is counted, too. */
async function takeJob(around: Surroundings, { instance, step }: JobPlace): Promise<Taken | null> {
  const row = await around.store.db
    .updateTable('job')
    .set((the) => ({ status: 'running', attempts: the('attempts', '+', 1), next_at: null }))
    .from('instance')
    .whereRef('instance.id', '=', 'job.instance')
    .where('job.instance', '=', instance)
    .where('step', '=', step)
    .where('job.status', '<>', 'dead')
    .returning([
      ...(['element', 'topic', 'inputs', 'variables', 'attempts', 'max_attempts', 'acting'] as const),
      ...(['process', 'version', 'record', 'started_by', 'business_key'] as const),
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { record, attempts, max_attempts, acting, inputs, variables, element, topic } = row;
  const context = {
    ...{ key: `${instance}:${step}`, instance, step, element, variables },
    process: { key: row.process, version: row.version },
    record: record && { system: record.system, type: record.type, id: record.id },
    ...{ startedBy: row.started_by, businessKey: row.business_key },
    ...{ attempt: attempts, attempts: max_attempts },
  };
  return { element, topic, attempts, max_attempts, acting, inputs, context };
}

async function perform(around: Surroundings, taken: Taken, signal: AbortSignal): Promise<Outputs> {
  const name = actionOf(taken.topic);
  const action = Object.hasOwn(around.actions, name) ? around.actions[name] : undefined;
  if (!action) {
    const known = Object.keys(around.actions).join(', ') || 'none';
    throw new ActionError(`Expected a system action that this server has (${known}), got ${name}.`, {
      retryable: false,
    });
  }
  const rights = await rightsOf(around, taken);
  return action(taken.inputs, {
    ...taken.context,
    ...{ rightsOf: rights, isWanted: () => isWanted(around, taken.context), signal },
  });
}

/** Whether the job is there as it was taken: who ends its step takes it away. */
async function isWanted(
  { store }: Surroundings,
  { instance, step, attempt }: Taken['context'],
): Promise<boolean> {
  const found = await store.db
    .selectFrom('job')
    .select('step')
    .where('instance', '=', instance)
    .where('step', '=', step)
    .where('status', '=', 'running')
    .where('attempts', '=', attempt)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whose rights the process asks for (behaviour 3.8): by their login, as the CRM knows them. */
async function rightsOf(
  { definitions, store: { db } }: Surroundings,
  { context }: Taken,
): Promise<RightsOf | null> {
  const { process, startedBy } = context;
  const { facts } = await definitions.read(db, process.key, process.version);
  if (!facts.userRights) return null;
  if (startedBy === null) return { login: null };
  const starter = await db
    .selectFrom('account')
    .select('login')
    .where('id', '=', startedBy)
    .executeTakeFirst();
  return { login: starter?.login ?? null };
}

/**
 * The action is done: the instance goes on with its outputs. False when it does not wait any more, and nothing happens.
 */
export async function completeJob(around: Surroundings, job: AwaitedJob, outputs: Outputs): Promise<boolean> {
  const { step } = job;
  return endJob(around, job, { type: 'job.completed', step, outputs: storable(outputs) });
}

/** The action has failed for good: a BPMN error with `code` where one is given, else an incident. */
export async function failJob(
  around: Surroundings,
  job: AwaitedJob,
  { message, code }: { message: string; code: string | null },
): Promise<void> {
  const { step } = job;
  const news = { type: 'job.failed', step, code: storable(code), message: storable(message) } as const;
  await endJob(around, job, news);
}

async function endJob(
  around: Surroundings,
  { instance, step, acting }: AwaitedJob,
  news: Instruction,
): Promise<boolean> {
  const prepare = (change: Change) => change.endedJobs.add(step);
  const wanted = await instructOnce(around, instance, news, { acting, prepare });
  // The step was ended while the work was under way: whoever waits for it need not.
  if (!wanted && acting) await around.store.db.transaction().execute((tx) => tellWorkDropped(tx, acting));
  return wanted;
}

async function afterFailure(
  around: Surroundings,
  job: AwaitedJob,
  taken: Taken,
  error: unknown,
): Promise<void> {
  const { message, retryable, code, afterSeconds, uncertain } = readFailure(error);
  if (uncertain && !(await isWanted(around, taken.context))) {
    const { element, inputs } = taken;
    await tellLate(around, { instance: job.instance, step: job.step, element, inputs, outputs: null });
  }
  if (!retryable || taken.attempts >= taken.max_attempts) return failJob(around, job, { message, code });
  const seconds = Math.min(LONGEST_WAIT_S, afterSeconds ?? pauseAfter(taken.attempts));
  await postpone(around, job, storable(message), seconds);
}

/** Another attempt after a pause. */
async function postpone(
  around: Surroundings,
  { instance, step }: JobPlace,
  problem: string,
  seconds: number,
): Promise<void> {
  await around.store.db.transaction().execute(async (tx) => {
    const at = new Date(around.now().getTime() + seconds * 1000);
    const row = await tx
      .updateTable('job')
      .set({ status: 'retrying', problem, next_at: at })
      .where('instance', '=', instance)
      .where('step', '=', step)
      .where('status', '<>', 'dead')
      .returning('step')
      .executeTakeFirst();
    const key = errandKeys.job(instance, step);
    if (!row) return;
    await postErrands(tx, [{ name: 'job', payload: { instance, step }, key, at }]);
    await tellOfCase(tx, instance, around.now());
  });
}

/** A server that stops gives back what it had begun: the attempt does not count. */
async function releaseJob(around: Surroundings, { instance, step }: JobPlace): Promise<void> {
  await around.store.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('job')
      .set((the) => ({ status: 'ready', attempts: the('attempts', '-', 1) }))
      .where('instance', '=', instance)
      .where('step', '=', step)
      .where('status', '=', 'running')
      .returning('step')
      .executeTakeFirst();
    const key = errandKeys.job(instance, step);
    if (row) await postErrands(tx, [{ name: 'job', payload: { instance, step }, key }]);
  });
}

/** Seconds until the next attempt: doubled each time, and spread so that many failures do not come back at once. */
export function pauseAfter(attempts: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_PAUSE_S, 2 ** Math.min(attempts, 20));
  return longest * (0.5 + random() / 2);
}

function readFailure(
  error: unknown,
): Pick<ActionError, 'message' | 'retryable' | 'code' | 'afterSeconds' | 'uncertain'> {
  if (error instanceof ActionError) return error;
  const message = error instanceof Error ? error.message || error.name : String(error);
  return { message, retryable: true, code: null, afterSeconds: null, uncertain: false };
}
