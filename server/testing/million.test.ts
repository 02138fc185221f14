import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from './database.ts';
import { copyInstance, settle } from './million.ts';
import { type Bench, openBench } from './running.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
  const work = task('work', { assignee: 'alice' });
  await bench.deploy('p', draw([start('begin'), work, end('done'), path('begin', 'work', 'done')]));
});

test('a copy is as alive as what it was copied from: its task is completed, and it ends', async () => {
  const template = await bench.start('p');
  await copyInstance(bench.db, template, { count: 3, prefix: 'copy' });
  await settle(bench.db);
  expect(await bench.complete('copy-2')).toMatchObject({ instance: 'copy-2', ended: true });
  const statuses = await Promise.all([template, 'copy-1', 'copy-2', 'copy-3'].map(bench.statusOf));
  expect(statuses).toEqual(['running', 'running', 'completed', 'running']);
});

test('references are checked again afterwards', async () => {
  const orphan = {
    instance: 'ghost',
    position: 1,
    at: new Date(),
    element: null,
    event: 'x',
    actor: null,
    data: '{}',
  };
  await expect(bench.db.insertInto('step_log').values(orphan).execute()).rejects.toThrow('foreign key');
});

test('rows are settled when nobody sees what was before them', async () => {
  const template = await bench.start('p');
  const reading = await bench.db.startTransaction().setIsolationLevel('repeatable read').execute();
  await sql`select 1 from instance`.execute(reading);
  await copyInstance(bench.db, template, { count: 2000, prefix: 'more' });

  const settled = vi.fn();
  const settling = settle(bench.db).then(settled);
  await vi.waitFor(async () => expect(await vacuumsOf('instance')).toBeGreaterThan(2), { timeout: 20_000 });
  expect(settled).not.toHaveBeenCalled();
  await reading.commit().execute();
  await settling;
  expect(await hiddenPages('instance')).toBeLessThan(9);
});

async function vacuumsOf(table: string): Promise<number> {
  const { rows } = await sql<{ vacuum_count: string }>`
    select vacuum_count from pg_stat_user_tables where relname = ${table}`.execute(bench.db);
  return Number(rows[0]?.vacuum_count);
}

async function hiddenPages(table: string): Promise<number> {
  const { rows } = await sql<{ hidden: number }>`
    select relpages - relallvisible as hidden from pg_class where relname = ${table}`.execute(bench.db);
  return rows[0]?.hidden ?? Number.NaN;
}
