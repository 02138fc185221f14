import { beforeAll, expect, test } from 'vitest';
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
