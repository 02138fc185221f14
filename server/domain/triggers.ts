/** Start events that fire by themselves: those of the actual version, while the process is active. */
import { isDeepStrictEqual } from 'node:util';
import type { StartTrigger } from '../engine/port.ts';
import type { StartTriggerTable } from '../store/schema.ts';
import type { Tx } from '../store/store.ts';
import { dropErrands, errandKeys, postErrands } from './errands.ts';
import { nextMoment } from './schedule-moments.ts';
import type { Surroundings } from './surroundings.ts';

type Standing = Pick<StartTriggerTable, 'since' | 'next_at' | 'last_at'> & { passed: number };

/**
 * Arms the start events of a process anew: after another version or another state. A schedule that is the
 * same as before goes on as it was.
 */
export async function planTriggers(around: Surroundings, tx: Tx, process: string): Promise<void> {
  const row = await tx
    .selectFrom('process')
    .innerJoin('definition', (join) =>
      join.onRef('definition.key', '=', 'process.key').onRef('definition.version', '=', 'process.actual'),
    )
    .select(['state', 'facts'])
    .where('process.key', '=', process)
    .executeTakeFirstOrThrow();
  const before = await tx.deleteFrom('start_trigger').where('process', '=', process).returningAll().execute();
  await dropErrands(
    tx,
    before.filter(({ kind }) => kind === 'timer').map(({ element }) => errandKeys.schedule(process, element)),
  );
  const wanted = row.state === 'active' ? row.facts.starts.filter(({ on }) => on.kind !== 'none') : [];
  for (const trigger of wanted) {
    const known = before.find(
      ({ element, spec }) => element === trigger.element && isDeepStrictEqual(spec, trigger.on),
    );
    const standing = known ?? armed(trigger.on, around.now());
    await arm(tx, process, trigger, standing);
  }
}

async function arm(
  tx: Tx,
  process: string,
  { element, on }: StartTrigger,
  standing: Standing,
): Promise<void> {
  if (on.kind === 'none') return;
  const { since, passed, next_at, last_at } = standing;
  await tx
    .insertInto('start_trigger')
    .values({
      ...{ process, element, kind: on.kind, name: nameOf(on), spec: JSON.stringify(on) },
      ...{ since, passed, next_at, last_at },
    })
    .execute();
  if (next_at) await postSchedule(tx, process, element, next_at);
}

/** Posts the errand for the next moment of a schedule. */
export function postSchedule(tx: Tx, process: string, element: string, at: Date): Promise<void> {
  const key = errandKeys.schedule(process, element);
  return postErrands(tx, [{ name: 'schedule', payload: { process, element }, key, at }]);
}

function armed(on: StartTrigger['on'], since: Date): Standing {
  const next = on.kind === 'timer' ? nextMoment(on.schedule, { since, passed: 0 }, since) : null;
  return { since, passed: next ? next.passed - 1 : 0, next_at: next?.at ?? null, last_at: null };
}

function nameOf(on: StartTrigger['on']): string | null {
  if (on.kind === 'none' || on.kind === 'timer') return null;
  return on.kind === 'record' ? on.on.type : on.name;
}
