import { expect, test } from 'vitest';
import { draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { openBench } from '../testing/running.ts';
import { sabotage } from '../testing/sabotage.ts';
import { runCommand } from './commands.ts';

const database = useDatabase();
/** A transaction begins and ends with one more each. */
const BOTH_ENDS = 2;

test('a step is completed in six statements, however much that changes', async () => {
  const bench = await openBench(database);
  const mine = { assignee: 'alice' };
  const chain = ['a', 'b', 'c'];
  const tasks = chain.map((id) => task(id, mine));
  await bench.deploy('p', draw([start('in'), ...tasks, end('out'), path('in', ...chain, 'out')]));
  const { store, count } = sabotage(bench.around.store, () => null);
  const around = { ...bench.around, store };
  const first = await runCommand(around, 'alice', '1', { type: 'process.start', process: 'p', record: null });
  const counts: number[] = [];
  let open = first.open;
  for (const id of ['2', '3', '4']) {
    const before = count();
    const submission = { kind: 'perform-task', result: 'done', details: null } as const;
    const ordered = { type: 'task.complete', task: open[0]?.task.id ?? '', submission } as const;
    ({ open } = await runCommand(around, 'alice', id, ordered));
    counts.push(count() - before);
  }
  expect(counts).toEqual([6, 6, 6].map((statements) => statements + BOTH_ENDS));
});
