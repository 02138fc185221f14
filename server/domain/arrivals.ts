/** Messages, signals and record events arrive: at one waiting step, or at one start event. */
import { type Origin, ProtocolError } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import { prepareTold, UntoldField } from './cases/beginning.ts';
import { isOutOfReach } from './cases/reading.ts';
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
  // A CRM takes its time: nothing is locked while it is spoken to.
  const found = errand.unread ? await readBeginning(around, errand) : errand;
  if (found) await around.store.db.transaction().execute((tx) => startTriggered(around, tx, found));
}

/** What a case starts with that its CRM has told too little for; null: it does not start, and where that is a fault it is noted. */
async function readBeginning(
  around: Surroundings,
  errand: Errands['trigger'],
): Promise<Errands['trigger'] | null> {
  const { process, element, record } = errand;
  const { db } = around.store;
  try {
    const beginning = await prepareTold(around, process, record);
    return beginning && { ...errand, variables: beginning.variables };
  } catch (error) {
    const isFinal = error instanceof UntoldField || isRefusedStart(error);
    if (!isFinal || isOutOfReach(error)) throw error;
    // Not for this record: so it is with most.
    if (error instanceof ProtocolError && error.wire.code === 'case-unfit') return null;
    const problem = { element, record, problem: error.message };
    await db
      .transaction()
      .execute((tx) => logProcess(tx, process, null, around.now(), 'start-failed', problem));
    return null;
  }
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
