/** Schedules: timer start events that start instances again and again (behaviour 9.1). */
import type { Tx } from '../store/store.ts';
import type { Errands } from './errands.ts';
import { logProcess } from './process-log.ts';
import { readActual } from './processes.ts';
import { nextMoment } from './schedule-moments.ts';
import { isRefusedStart, startInstance } from './starts.ts';
import type { Surroundings } from './surroundings.ts';
import { postSchedule } from './triggers.ts';

/** A moment that is older has been missed: no server was there for it. */
const MISSED_AFTER_MS = 60_000;

/**
 * The errand `schedule`: starts an instance if the moment has come, and posts the errand for the next one, in
 * one transaction. Of moments that were missed, all together get one start, or none, as the schedule says.
 */
export async function keepSchedule(
  around: Surroundings,
  { process, element }: Errands['schedule'],
): Promise<void> {
  await around.store.db.transaction().execute(async (tx) => {
    // First the process, then its start events: the order in which they are armed.
    await tx.selectFrom('process').select('key').where('key', '=', process).forNoKeyUpdate().execute();
    const trigger = await tx
      .selectFrom('start_trigger')
      .selectAll()
      .where('process', '=', process)
      .where('element', '=', element)
      .forUpdate()
      .executeTakeFirst();
    const now = around.now();
    if (!trigger?.next_at || trigger.spec.kind !== 'timer') return;
    // An errand that is carried out again, or too early by another clock.
    if (trigger.next_at > now) return postSchedule(tx, process, element, trigger.next_at);
    const { schedule } = trigger.spec;
    const passed = trigger.passed + 1;
    const missed = now.getTime() - trigger.next_at.getTime() > MISSED_AFTER_MS;
    // Missed moments are passed over together; one that is only late does not swallow its successor.
    const after = missed ? now : trigger.next_at;
    const next = nextMoment(schedule, { since: trigger.since, passed }, after);
    await tx
      .updateTable('start_trigger')
      .set({ passed: next ? next.passed - 1 : passed, next_at: next?.at ?? null, last_at: now })
      .where('process', '=', process)
      .where('element', '=', element)
      .execute();
    if (next) await postSchedule(tx, process, element, next.at);
    if (missed && schedule.misfire === 'skip')
      await logProcess(tx, process, null, now, 'schedule-skipped', { element, due: trigger.next_at });
    else await startScheduled(around, tx, process, element);
  });
}

/** A start that is refused is noted with the process; the schedule goes on. */
async function startScheduled(around: Surroundings, tx: Tx, process: string, element: string): Promise<void> {
  const actual = await readActual(tx, process);
  const request = { process, start: element, actor: null, owner: null, record: null, parameters: {} };
  try {
    await startInstance(around, tx, actual, { ...request, origin: 'timer' });
  } catch (error) {
    if (!isRefusedStart(error)) throw error;
    await logProcess(tx, process, null, around.now(), 'start-failed', { element, problem: error.message });
  }
}
