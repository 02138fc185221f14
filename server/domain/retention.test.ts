import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { call, draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { configure, setState } from './process-settings.ts';
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

test('a process that keeps for longer than time is told in keeps nobody else from deleting', async () => {
  await bench.start('short');
  await bench.db
    .updateTable('process')
    .set({ retention_days: 2_000_000_000 })
    .where('key', '=', 'long')
    .execute();
  await bench.start('long');
  bench.clock.forward(31 * DAY);
  expect(await deleteOld(bench.around, { retentionDays: 30, errorDays: 0 })).toBeGreaterThan(0);
  expect(await left()).not.toContain('short');
  expect(await left()).toContain('long');
});

test('an instance that somebody ends at the same moment does not keep the others from being cancelled', async () => {
  const ids = [await bench.start('stuck'), await bench.start('stuck')].sort();
  bench.clock.forward(21 * DAY);
  const { engine, store } = bench.around;
  const advance: typeof engine.advance = async (...command) => {
    await store.db
      .updateTable('instance')
      .set({ status: 'completed', ended_at: bench.clock.now })
      .where('id', '=', ids[1] ?? '')
      .execute();
    return engine.advance(...command);
  };
  const around = { ...bench.around, engine: { ...engine, advance } };
  await cancelFailed(around, { retentionDays: 0, errorDays: 20 });
  expect(await Promise.all(ids.map(bench.statusOf))).toEqual(['cancelled', 'completed']);
});

test('more instances than a statement takes values are cancelled together', async () => {
  const admin = await bench.user('admin');
  await sql`insert into instance (id, process, version, state, status, caption, revision, started_at, parent, root)
    select 'many-' || n, 'short', 1, '{}', 'running', 'Many', 1, now(), case when n > 0 then 'many-0' end, 'many-0'
    from generate_series(0, 66000) as n`.execute(bench.db);
  const change = { state: 'active', cancelInstances: true, reason: null } as const;
  const bulk = await bench.db
    .transaction()
    .execute((tx) => setState(bench.around, tx, admin, 'short', change));
  expect(bulk).toMatchObject({ total: 66_001 });
  // Whatever else the machine does meanwhile.
}, 120_000);
