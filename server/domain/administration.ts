/**
 * What administrators do with running instances: retry, skip, reassign, set a variable, open a page, delete.
 * Everything is noted in the log of the instance, with who did it. Each works within the transaction given.
 */
import {
  ProtocolError,
  phrase,
  type TaskPage,
  type User,
  type Value,
  type Values,
} from '../../lib/protocol/index.ts';
import { anyOf, type Tx } from '../store/store.ts';
import { amend, checkAgain } from './access.ts';
import type { Changed } from './carry-out.ts';
import type { Change } from './change.ts';
import { Outbox } from './channels.ts';
import { dropErrands, errandKeys } from './errands.ts';
import { instruct } from './events.ts';
import { requirePermission } from './people.ts';
import { logProcess } from './process-log.ts';
import type { StepPlace } from './reassign-step.ts';
import type { Surroundings } from './surroundings.ts';
import { readTaskOfStep, toPage } from './tasks.ts';

export { cancelMany, startMany } from './bulk.ts';
export { cancelIn } from './cancel.ts';
export { reassignMany } from './reassign-many.ts';
export { reassignStep } from './reassign-step.ts';

/**
 * Executes a failed step once more, from its beginning; where only its performer was wrong, looks at the
 * performer again. Needs *manage definitions*. Throws `step-unfit` when the step has not failed.
 */
export async function retryStep(
  around: Surroundings,
  tx: Tx,
  user: User,
  { instance, step }: StepPlace,
  outbox: Outbox | null = null,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const task = await readOpenTask(tx, instance, step);
  if (task) return checkAgain(around, tx, user, { instance, step }, outbox);
  await instruct(
    around,
    tx,
    instance,
    { type: 'retry', step },
    { actor: user, outbox, prepare: noting('step.retried', { step }) },
  );
}

/** Retries every failed step of an instance; gives how many there were. Needs *manage definitions*. */
export async function retryAll(around: Surroundings, tx: Tx, user: User, instance: string): Promise<number> {
  requirePermission(user, 'manage-definitions');
  const failed = await tx
    .selectFrom('step')
    .select('id')
    .where('instance', '=', instance)
    .where('status', '=', 'error')
    .orderBy('entered_at')
    .orderBy('id')
    .execute();
  const outbox = new Outbox();
  let retried = 0;
  for (const { id: step } of failed) {
    // The retry before may have ended this one.
    if (!(await isFailed(tx, { instance, step }))) continue;
    await retryStep(around, tx, user, { instance, step }, outbox);
    retried += 1;
  }
  await outbox.publish(tx);
  return retried;
}

async function isFailed(tx: Tx, { instance, step }: StepPlace): Promise<boolean> {
  const found = await tx
    .selectFrom('step')
    .select('status')
    .where('instance', '=', instance)
    .where('id', '=', step)
    .executeTakeFirst();
  return found?.status === 'error';
}

/**
 * Ends a waiting or failed step without doing it. The outcome chooses the flows as on completing it. Needs
 * *manage definitions*.
 */
export async function skipStep(
  around: Surroundings,
  tx: Tx,
  user: User,
  { instance, step }: StepPlace,
  skip: { outcome: string | string[] | null; reason: string; variables?: Values },
): Promise<Changed> {
  requirePermission(user, 'manage-definitions');
  const { outcome, reason, variables = {} } = skip;
  return instruct(
    around,
    tx,
    instance,
    { type: 'skip', step, outcome, variables, reason },
    { actor: user, prepare: (change) => change.endedJobs.add(step) },
  );
}

/** Sets a variable of the process. Needs *manage definitions*. */
export async function setVariable(
  around: Surroundings,
  tx: Tx,
  user: User,
  instance: string,
  name: string,
  value: Value,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const variables = { [name]: value };
  await instruct(
    around,
    tx,
    instance,
    { type: 'set-variables', variables },
    { actor: user, prepare: noting('variable.set', { name, value }) },
  );
}

/**
 * The page of any step that waits for a person, as administrator (behaviour 4.4); completing it is allowed,
 * too. Needs *manage definitions*.
 */
export async function openStep(
  around: Surroundings,
  tx: Tx,
  user: User,
  { instance, step }: StepPlace,
): Promise<TaskPage> {
  requirePermission(user, 'manage-definitions');
  const task = await readTaskOfStep(tx, instance, step);
  await amend(around, tx, instance, { actor: user, outbox: null }, async (change) => {
    change.log.push({ element: null, event: 'step.opened', data: { step } });
    return true;
  });
  return toPage(task);
}

/** Deletes an ended instance with those that it has called. Needs *manage definitions*. */
export async function deleteInstance(around: Surroundings, tx: Tx, user: User, id: string): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const found = await tx
    .selectFrom('instance')
    .select(['process', 'caption', 'parent', 'parent_step'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!found) throw new ProtocolError('instance-unknown', { id });
  const tree = await lockTree(tx, id);
  const running = tree.filter(({ ended_at }) => ended_at === null);
  const open = running.find((member) => member.id === id) ?? running[0];
  if (open) {
    const got = open.id === id ? phrase('in-status', { status: open.status }) : phrase('has-called');
    throw new ProtocolError('step-unfit', { expected: phrase('ended-instance'), got });
  }
  if (await isAwaited(tx, found)) {
    const got = phrase('end-unheard');
    throw new ProtocolError('step-unfit', { expected: phrase('ended-instance'), got });
  }
  await deleteInstances(
    tx,
    tree.map((member) => member.id),
  );
  const { process, caption } = found;
  await logProcess(tx, process, user, around.now(), 'instance-deleted', { instance: id, caption });
}

/** Whether the step that called it still runs: its errand will tell it how this one has ended. */
async function isAwaited(
  tx: Tx,
  { parent, parent_step }: { parent: string | null; parent_step: string | null },
): Promise<boolean> {
  const calling = await tx
    .selectFrom('step')
    .select('status')
    .where('instance', '=', parent)
    .where('id', '=', parent_step)
    .executeTakeFirst();
  return calling?.status === 'running';
}

/** Deletes instances, and the errands that nobody carries out for them any more. */
export async function deleteInstances(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const jobs = await tx
    .selectFrom('job')
    .select(['instance', 'step'])
    .where('instance', '=', anyOf(ids))
    .execute();
  await dropErrands(
    tx,
    jobs.map(({ instance, step }) => errandKeys.job(instance, step)),
  );
  await tx.deleteFrom('instance').where('id', '=', anyOf(ids)).execute();
}

/** An instance and all that were started by it, at any depth, locked in the order of their ids. */
async function lockTree(tx: Tx, id: string) {
  const members = await tx
    .withRecursive('tree', (db) =>
      db
        .selectFrom('instance')
        .select('id')
        .where('id', '=', id)
        .union(
          db.selectFrom('instance').innerJoin('tree', 'tree.id', 'instance.parent').select('instance.id'),
        ),
    )
    .selectFrom('tree')
    .select('id')
    .execute();
  return tx
    .selectFrom('instance')
    .select(['id', 'status', 'ended_at'])
    .where('id', '=', anyOf(members.map((member) => member.id)))
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function readOpenTask(tx: Tx, instance: string, step: string) {
  return tx
    .selectFrom('task')
    .select('id')
    .where('instance', '=', instance)
    .where('step', '=', step)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

function noting(event: string, data: Record<string, unknown>): (change: Change) => void {
  return (change) => {
    change.log.push({ element: null, event, data });
  };
}
