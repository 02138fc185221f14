/** Instances that call activities start (behaviour 5.4, 9.4): apart from their parents, ended with them. */
import type { Tx } from '../store/store.ts';
import { isThere } from './arrivals.ts';
import type { Errands } from './errands.ts';
import { type Instruction, instruct, instructOnce, isStale } from './events.ts';
import { readActual } from './processes.ts';
import { isRefusedStart, startInstance } from './starts.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The errand `child-start`: starts the version that is actual now, whatever the state of the process. A parent
 * that does not wait any more gets no child; a process that cannot be started fails the call.
 */
export async function startChild(around: Surroundings, errand: Errands['child-start']): Promise<void> {
  const { parent, step, acting = null } = errand;
  try {
    await around.store.db.transaction().execute((tx) => startChildIn(around, tx, errand));
  } catch (error) {
    if (!isRefusedStart(error)) throw error;
    await instructOnce(
      around,
      parent,
      { type: 'child.ended', step, status: 'failed', error: null, variables: {} },
      {
        acting,
        prepare: (change) =>
          change.log.push({ element: null, event: 'child.failed', data: { step, problem: error.message } }),
      },
    );
  }
}

async function startChildIn(around: Surroundings, tx: Tx, errand: Errands['child-start']): Promise<void> {
  const { parent, step, instance: id, process, variables, businessKey, acting = null } = errand;
  // Nobody cancels the parent until the child is there to be cancelled with it.
  const above = await tx
    .selectFrom('instance')
    .select(['started_by', 'record', 'root'])
    .where('id', '=', parent)
    .forShare()
    .executeTakeFirst();
  // Looked at behind the lock: together with it, it would be the step as it was before the wait.
  const calling = await tx
    .selectFrom('step')
    .select('status')
    .where('instance', '=', parent)
    .where('id', '=', step)
    .executeTakeFirst();
  if (!above || calling?.status !== 'running' || (await isThere(tx, id))) return;
  const actual = await readActual(tx, process);
  await startInstance(around, tx, actual, {
    ...{
      process,
      start: null,
      origin: 'call',
      actor: null,
      acting,
      owner: above.started_by,
      record: above.record,
    },
    ...{ parameters: {}, variables, businessKey, id },
    parent: { instance: parent, step, root: above.root ?? parent },
  });
}

/** The errand `child-cancel`: ends what a call activity has started and does not wait for any more. */
export async function cancelChild(
  around: Surroundings,
  { parent, step }: Errands['child-cancel'],
): Promise<void> {
  const children = await around.store.db
    .selectFrom('instance')
    .select('id')
    .where('parent', '=', parent)
    .where('parent_step', '=', step)
    .where('ended_at', 'is', null)
    .execute();
  for (const { id } of children)
    await instructOnce(around, id, {
      type: 'cancel',
      reason: 'The process that called it goes on without it.',
    });
}

/** The errand `child-ended`: tells the parent how its child has ended, and with which variables. */
export async function reportChild(
  around: Surroundings,
  { instance, error, acting = null }: Errands['child-ended'],
): Promise<void> {
  await around.store.db.transaction().execute(async (tx) => {
    const child = await tx.selectFrom('instance').selectAll().where('id', '=', instance).executeTakeFirst();
    if (!child?.parent || !child.parent_step) return;
    const { compiled } = await around.definitions.read(tx, child.process, child.version);
    const ended = child.status === 'completed' && error === null ? 'completed' : endOf(child.status);
    const news: Instruction = {
      ...{ type: 'child.ended', step: child.parent_step, status: ended, error },
      variables: around.engine.variables(compiled, child.state),
    };
    await instruct(around, tx, child.parent, news, { acting }).catch((fault: unknown) => {
      if (!isStale(fault)) throw fault;
    });
  });
}

function endOf(status: string): 'cancelled' | 'failed' {
  return status === 'cancelled' ? 'cancelled' : 'failed';
}
