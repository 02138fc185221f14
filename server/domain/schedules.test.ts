import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Parameter, Schedule } from '../engine/port.ts';
import { draw, end, path, start } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, benchOn, openBench } from '../testing/running.ts';
import { setState } from './process-settings.ts';

const database = useDatabase();
let bench: Bench;
const HOUR = 3_600_000;

const PLAIN = draw([start('in'), end('out'), path('in', 'out')]);
const HOURLY: Schedule = {
  ...{ kind: 'cycle', expression: 'R/PT1H', timeZone: 'UTC', validFrom: null, validUntil: null },
  misfire: 'run-once',
};
const scheduled = (schedule: Partial<Schedule> = {}) => ({
  starts: [
    { element: 'in', name: 'in', on: { kind: 'timer', schedule: { ...HOURLY, ...schedule } } as const },
  ],
});
const count = async (process: string) =>
  (await bench.db.selectFrom('instance').select('origin').where('process', '=', process).execute()).length;
const triggerOf = (process: string) =>
  bench.db.selectFrom('start_trigger').selectAll().where('process', '=', process).executeTakeFirst();
const historyOf = (process: string) =>
  bench.db.selectFrom('process_log').select(['event', 'data']).where('process', '=', process).execute();

beforeAll(async () => {
  bench = await openBench(database);
});
beforeEach(async () => {
  await bench.db.deleteFrom('start_trigger').execute();
  await database.store.pool.query('delete from graphile_worker._private_jobs');
});

test('a schedule starts an instance at each of its moments, once', async () => {
  await bench.deploy('hourly', PLAIN, scheduled());
  expect(await bench.work()).toEqual([]);
  for (const expected of [1, 2, 3]) {
    bench.clock.forward(HOUR);
    await bench.work({ twice: true });
    expect(await count('hourly')).toBe(expected);
  }
  const rows = await bench.db
    .selectFrom('instance')
    .select(['origin', 'started_by', 'status'])
    .where('process', '=', 'hourly')
    .execute();
  expect(rows[0]).toEqual({ origin: 'timer', started_by: null, status: 'completed' });
});

test('moments that were missed get one start together, and the next one keeps its time', async () => {
  await bench.deploy('late', PLAIN, scheduled());
  const first = (await triggerOf('late'))?.next_at;
  bench.clock.forward(5.5 * HOUR);
  // Another server, after none was there.
  const other = benchOn(database);
  other.clock.now = bench.clock.now;
  await other.work();
  expect(await count('late')).toBe(1);
  const next = (await triggerOf('late'))?.next_at;
  expect((next?.getTime() ?? 0) - (first?.getTime() ?? 0)).toBe(5 * HOUR);
});

test('or none, if the schedule says so, and that is noted', async () => {
  await bench.deploy('strict', PLAIN, scheduled({ misfire: 'skip' }));
  bench.clock.forward(5.5 * HOUR);
  await bench.work();
  expect(await count('strict')).toBe(0);
  expect(await historyOf('strict')).toMatchObject([{ event: 'schedule-skipped', data: { element: 'in' } }]);
  bench.clock.forward(0.5 * HOUR);
  await bench.work();
  expect(await count('strict')).toBe(1);
});

test('a schedule ends when its times are over', async () => {
  await bench.deploy('twice', PLAIN, scheduled({ expression: 'R2/PT1H' }));
  for (let hour = 0; hour < 4; hour += 1) {
    bench.clock.forward(HOUR);
    await bench.work();
  }
  expect(await count('twice')).toBe(2);
  expect(await triggerOf('twice')).toMatchObject({ next_at: null, passed: 2 });
});

test('another version with the same schedule goes on with it, one with another begins anew', async () => {
  await bench.deploy('kept', PLAIN, scheduled());
  const first = (await triggerOf('kept'))?.next_at;
  bench.clock.forward(HOUR / 2);
  await bench.deploy('kept', PLAIN, scheduled());
  expect((await triggerOf('kept'))?.next_at).toEqual(first);
  await bench.deploy('kept', PLAIN, scheduled({ expression: 'R/PT2H' }));
  expect((await triggerOf('kept'))?.next_at).toEqual(new Date(bench.clock.now.getTime() + 2 * HOUR));
  bench.clock.forward(HOUR / 2);
  expect(await bench.work()).toEqual([]);
});

test('a process that is switched off starts nothing, and goes on when it is switched on', async () => {
  await bench.deploy('off', PLAIN, scheduled());
  const set = async (state: 'active' | 'inactive' | 'no-new-starts') => {
    const admin = await bench.user('admin');
    await bench.db
      .transaction()
      .execute((tx) =>
        setState(bench.around, tx, admin, 'off', { state, cancelInstances: false, reason: null }),
      );
  };
  for (const state of ['inactive', 'no-new-starts'] as const) {
    await set(state);
    bench.clock.forward(2 * HOUR);
    expect(await bench.work()).toEqual([]);
  }
  await set('active');
  bench.clock.forward(HOUR);
  await bench.work();
  expect(await count('off')).toBe(1);
});

test('a start that is refused is noted with the process, and the schedule goes on', async () => {
  const needed: Parameter = {
    name: 'amount',
    label: 'Amount',
    type: 'integer',
    direction: 'in',
    required: true,
    default: null,
  };
  await bench.deploy('needs', PLAIN, { ...scheduled(), parameters: [needed] });
  bench.clock.forward(HOUR);
  await bench.work();
  expect(await historyOf('needs')).toMatchObject([
    { event: 'start-failed', data: { problem: expect.stringContaining('a value for the parameter amount') } },
  ]);
  expect(await triggerOf('needs')).toMatchObject({ next_at: new Date(bench.clock.now.getTime() + HOUR) });
});
