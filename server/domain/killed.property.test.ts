/** Killing the server between any two effects changes nothing: what was begun is done, and done once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../lib/protocol/index.ts';
import type { Action } from '../actions/action.ts';
import type { Definition } from '../engine/definition.ts';
import {
  call,
  caught,
  draw,
  end,
  after as lasting,
  parallel,
  path,
  service,
  signal,
  start,
  task,
  thrown,
} from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import {
  clearRuns,
  deathsAmong,
  drain,
  type Fate,
  hasErrands,
  outcomeOf,
  surviving,
} from '../testing/killing.ts';
import { benchOn, openBench } from '../testing/running.ts';
import { runCommand } from './commands.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
const HOUR = 3_600_000;
const ECHO = 'throughline:echo';

const mine = { assignee: 'alice' };
const branches = ['a', 'wait', ECHO, 'sub', 'tell'];
const MAIN = draw([
  ...[start('in'), parallel('split'), parallel('join'), end('out'), path('in', 'split'), path('join', 'out')],
  ...[task('a', mine), caught('wait', lasting('PT1H')), service(ECHO, { gives: { said: 'heard' } })],
  ...[call('sub', 'child', { out: { answer: `\${result}` } }), thrown('tell', 'go')],
  ...branches.map((branch) => path('split', branch, 'join')),
]);
const CHILD = draw([
  start('in'),
  task('b', { ...mine, result: 'result' }),
  end('out'),
  path('in', 'b', 'out'),
]);
const HEARS = draw([start('in'), caught('wait', signal('go')), end('out'), path('in', 'wait', 'out')]);
const BEGINS = draw([start('in', signal('go')), service(ECHO), end('out'), path('in', ECHO, 'out')]);

/** So many attempts that no number of deaths here uses them up. */
function patient(drawn: Definition): Definition {
  for (const element of Object.values(drawn.elements))
    if (element.type === 'serviceTask') element.action.attempts = 100;
  return drawn;
}

/** Runs it all to the end, with servers that die as told; gives what is there then. */
async function run(isDeadly: (n: number) => Fate): Promise<{ outcome: unknown; statements: number }> {
  const bench = benchOn(database);
  const { db } = bench;
  const echo: Action = async (_, { element }) => ({ said: element });
  const { survive, count } = surviving(database, () => ({ ...bench.around, actions: { echo } }), isDeadly);
  const command = (id: string, ordered: Command) =>
    survive((around) => runCommand(around, 'alice', id, ordered));
  const complete = async (title: string) => {
    const found = (await listTasks(db, 'alice')).find((one) => one.title === title);
    const submission = { kind: 'perform-task', result: 'done', details: null } as const;
    await command(`complete ${title}`, { type: 'task.complete', task: found?.id ?? '', submission });
  };
  const startOf = (process: string) =>
    command(`start ${process}`, { type: 'process.start', process, record: null });

  await startOf('hears');
  await startOf('main');
  await drain(database, bench.clock.now, survive);
  await complete('a');
  await complete('b');
  // Another attempt comes after a pause.
  do {
    bench.clock.forward(2 * HOUR);
    await drain(database, bench.clock.now, survive);
  } while (await hasErrands(database));
  return { outcome: await outcomeOf(database), statements: count() };
}

test('killing the server between any two effects changes nothing', async () => {
  const bench = await openBench(database);
  const starts = [{ element: 'in', name: 'in', on: { kind: 'signal', name: 'go' } as const }];
  await bench.deploy('main', patient(MAIN));
  await bench.deploy('child', CHILD);
  await bench.deploy('hears', HEARS);
  await bench.deploy('begins', patient(BEGINS), { starts });
  await clearRuns(database);
  const { outcome: expected, statements } = await run(() => null);
  expect(expected).toMatchObject({ gaps: [], left: ['{"jobs":0,"subscriptions":0,"errands":0}'] });
  const deaths = deathsAmong(statements);
  await fc.assert(
    fc.asyncProperty(deaths, async (chosen) => {
      await clearRuns(database);
      const { outcome } = await run(chosen);
      expect(outcome).toEqual(expected);
    }),
    { numRuns: 15 },
  );
}, 120_000);
