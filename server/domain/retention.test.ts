import { beforeAll, expect, test } from 'vitest';
import { call, draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { configure } from './process-settings.ts';
import { cancelFailed, deleteOld } from './retention.ts';

const database = useDatabase();
let bench: Bench;
const DAY = 24 * 3_600_000;

beforeAll(async () => {
  bench = await openBench(database);
  await bench.deploy('short', draw([start('in'), end('out'), path('in', 'out')]));
  await bench.deploy('long', draw([start('in'), end('out'), path('in', 'out')]));
  await bench.deploy('calls', draw([start('in'), call('it', 'long'), end('out'), path('in', 'it', 'out')]));
  await bench.deploy(
    'stuck',
    draw([start('in'), task('work', { assignee: 'ghost' }), end('out'), path('in', 'work', 'out')]),
  );
  const admin = await bench.user('admin');
  const settings = { tracing: false, quickLaunch: false, permissions: [] };
  await bench.db.transaction().execute(async (tx) => {
    await configure(bench.around, tx, admin, 'long', { ...settings, retentionDays: 90 });
  });
});

const left = async () =>
  (await bench.db.selectFrom('instance').select('process').orderBy('process').execute()).map(
    ({ process }) => process,
  );

test('ended instances go when their time is over, children with the first of the chain', async () => {
  for (const process of ['short', 'long', 'calls', 'stuck']) await bench.start(process);
  await bench.work();
  expect(await left()).toEqual(['calls', 'long', 'long', 'short', 'stuck']);
  const keeping = { retentionDays: 30, errorDays: 0 };
  bench.clock.forward(29 * DAY);
  expect(await deleteOld(bench.around, keeping)).toBe(0);
  bench.clock.forward(2 * DAY);
  expect(await deleteOld(bench.around, { ...keeping, retentionDays: 0 })).toBe(0);
  expect(await deleteOld(bench.around, keeping)).toBe(3);
  expect(await left()).toEqual(['long', 'stuck']);
  bench.clock.forward(60 * DAY);
  expect(await deleteOld(bench.around, keeping)).toBe(1);
  expect(
    await bench.db.selectFrom('step').select('id').where('status', '=', 'completed').execute(),
  ).toHaveLength(1);
});

test('instances that stand in error for too long are cancelled, those that have just failed are not', async () => {
  const young = await bench.start('stuck');
  expect(await cancelFailed(bench.around, { retentionDays: 0, errorDays: 0 })).toBe(0);
  expect(await cancelFailed(bench.around, { retentionDays: 0, errorDays: 20 })).toBe(1);
  const rows = await bench.db
    .selectFrom('instance')
    .select(['id', 'status'])
    .where('process', '=', 'stuck')
    .execute();
  expect(rows.find(({ id }) => id === young)?.status).toBe('error');
  expect(rows.map(({ status }) => status).sort()).toEqual(['cancelled', 'error']);
  expect(await cancelFailed(bench.around, { retentionDays: 0, errorDays: 20 })).toBe(0);
});
