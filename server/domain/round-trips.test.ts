import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { openStore, type Store } from '../store/store.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, benchOn, openBench } from '../testing/running.ts';
import { sabotage } from '../testing/sabotage.ts';
import { runCommand } from './commands.ts';

const database = useDatabase();
/** A transaction begins and ends with one more each. */
const BOTH_ENDS = 2;
const CHAIN = ['a', 'b', 'c'];

/** Runs a process of three steps to its end, and looks at something after its start and after each step. */
async function look<Seen>({ around }: Bench, store: Store, see: () => Promise<Seen>): Promise<Seen[]> {
  const own = { ...around, store };
  const ids = Array.from({ length: 4 }, () => crypto.randomUUID());
  const [first = '', ...rest] = ids;
  let { open } = await runCommand(own, 'alice', first, { type: 'process.start', process: 'p', record: null });
  const seen = [await see()];
  for (const id of rest) {
    const submission = { kind: 'perform-task', result: 'done', details: null } as const;
    const ordered = { type: 'task.complete', task: open[0]?.task.id ?? '', submission } as const;
    ({ open } = await runCommand(own, 'alice', id, ordered));
    seen.push(await see());
  }
  return seen;
}

test('a step is completed in six statements, however much that changes', async () => {
  const bench = await openBench(database);
  const tasks = CHAIN.map((id) => task(id, { assignee: 'alice' }));
  await bench.deploy('p', draw([start('in'), ...tasks, end('out'), path('in', ...CHAIN, 'out')]));
  const { store, count } = sabotage(bench.around.store, () => null);
  const counts = await look(bench, store, async () => count());
  const each = counts.slice(1).map((after, index) => after - (counts[index] ?? 0));
  expect(each).toEqual([6, 6, 6].map((statements) => statements + BOTH_ENDS));
});

test('a step is completed without looking through all that is there', async () => {
  // One connection: how often it has gone through a table can be asked on it.
  const store = openStore(database.url, { max: 1 });
  const bench = benchOn(database);
  const tables = ['instance', 'step', 'step_log', 'task', 'activity', 'command_answer', 'channel_event'];
  const scans = async () => {
    await sql`select pg_stat_force_next_flush()`.execute(store.db);
    const { rows } = await sql<{ relname: string; seq_scan: string }>`select relname, seq_scan
      from pg_stat_user_tables where relname = any(${tables}::text[]) order by relname`.execute(store.db);
    return rows;
  };
  // Often enough that PostgreSQL has settled on its plans, for tables that it knows nothing of.
  for (let round = 0; round < 5; round += 1) await look(bench, store, async () => null);
  const [before, ...after] = await look(bench, store, scans);
  await store.close();
  expect(before).toHaveLength(tables.length);
  for (const seen of after) expect(seen).toEqual(before);
});
