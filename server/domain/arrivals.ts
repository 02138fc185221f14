/** Messages, signals and record events arrive: at one waiting step, or at one start event. */
import type { Origin } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import type { Errands } from './errands.ts';
import { instructOnce } from './events.ts';
import { logProcess } from './process-log.ts';
import { readActual } from './processes.ts';
import { isRefusedStart, startInstance } from './starts.ts';
import type { Surroundings } from './surroundings.ts';

/** The errand `event`: one subscription hears of what it waits for. */
export async function arriveAtStep(
  around: Surroundings,
  { instance, subscription, variables }: Errands['event'],
): Promise<void> {
  await instructOnce(around, instance, { type: 'event', subscription, variables });
}

/**
 * The errand `trigger`: one start event starts an instance, if it still listens. The id of the instance was
 * chosen when the errand was posted, so that a repetition finds it.
 */
export async function arriveAtStart(around: Surroundings, errand: Errands['trigger']): Promise<void> {
  await around.store.db.transaction().execute((tx) => startTriggered(around, tx, errand));
}

async function startTriggered(
  around: Surroundings,
  tx: Tx,
  { process, element, instance: id, record, variables, businessKey }: Errands['trigger'],
): Promise<void> {
  const trigger = await tx
    .selectFrom('start_trigger')
    .select('kind')
    .where('process', '=', process)
    .where('element', '=', element)
    .executeTakeFirst();
  if (!trigger || (await isThere(tx, id))) return;
  const origin: Origin = trigger.kind;
  const actual = await readActual(tx, process);
  const request = { process, start: element, origin, actor: null, owner: null, record, businessKey, id };
  try {
    await startInstance(around, tx, actual, { ...request, parameters: {}, variables });
  } catch (error) {
    if (!isRefusedStart(error)) throw error;
    const problem = { element, record, problem: error.message };
    await logProcess(tx, process, null, around.now(), 'start-failed', problem);
  }
}

/** Whether an instance of this id has been started; it cannot be started twice. */
export async function isThere(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.selectFrom('instance').select('id').where('id', '=', id).executeTakeFirst();
  return found !== undefined;
}
