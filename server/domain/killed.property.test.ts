/** Killing the server between any two effects changes nothing: what was begun is done, and done once. */
import fc from 'fast-check';
import { sql } from 'kysely';
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
import { benchOn, openBench } from '../testing/running.ts';
import { Killed, sabotage } from '../testing/sabotage.ts';
import { ERRAND_RUNNERS } from '../upkeep/errand-runner.ts';
import { runCommand } from './commands.ts';
import { Definitions } from './definitions.ts';
import type { Surroundings } from './surroundings.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
const HOUR = 3_600_000;
const ECHO = 'throughline:echo';
type Fate = 'before' | 'after' | null;

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
  let total = 0;
  /** Does one thing with a new server, again and again until one survives. */
  const survive = async <T>(work: (around: Surroundings) => Promise<T>): Promise<T> => {
    for (;;) {
      const offset = total;
      const { store, count } = sabotage(database.store, (n) => isDeadly(offset + n));
      try {
        return await work({ ...bench.around, store, definitions: new Definitions(), actions: { echo } });
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      } finally {
        total += count();
      }
    }
  };
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
  await drain(bench.clock.now, survive);
  await complete('a');
  await complete('b');
  bench.clock.forward(2 * HOUR);
  await drain(bench.clock.now, survive);
  return { outcome: await outcomeOf(), statements: total };
}

/** Carries out errands as the work queue does: taken, done, noted as done; a death gives them back. */
async function drain(
  until: Date,
  survive: (work: (around: Surroundings) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const later = new Date(Math.max(until.getTime(), Date.now()) + 1000);
  const take = `update graphile_worker._private_jobs as job set locked_at = now(), locked_by = 'test',
      attempts = attempts + 1 from graphile_worker._private_tasks as task
    where task.id = job.task_id and job.id = (select id from graphile_worker._private_jobs
      where run_at <= $1 and is_available order by id limit 1)
    returning job.id, task.identifier as name, job.payload`;
  for (;;) {
    const { rows } = await database.store.pool.query(take, [later]);
    const [errand] = rows;
    if (!errand) return;
    const runner = ERRAND_RUNNERS[errand.name as keyof typeof ERRAND_RUNNERS];
    await survive((around) => runner(around, errand.payload as never, new AbortController().signal));
    // Every third server dies just before it could note that.
    if (Number(errand.id) % 3 === 0)
      await survive((around) => runner(around, errand.payload as never, new AbortController().signal));
    await database.store.pool.query('delete from graphile_worker._private_jobs where id = $1', [errand.id]);
  }
}

/** All that must be the same, whoever died: everything but ids and times. */
async function outcomeOf() {
  const { db } = database.store;
  const counted = async (columns: string) => {
    const { rows } = await sql<Record<string, unknown>>`select ${sql.raw(columns)} `.execute(db);
    return rows.map((row) => JSON.stringify(row)).sort();
  };
  const { rows: gaps } = await sql`
    select account from channel left join channel_event using (account)
    group by account, head having count("offset") <> head`.execute(db);
  return {
    instances: await counted(`process, status, origin, started_by, log_head, count(*)::int from instance
      group by 1, 2, 3, 4, 5`),
    steps: await counted(`process, element, step.status, ended_by, outcome, count(*)::int
      from step join instance on instance.id = step.instance group by 1, 2, 3, 4, 5`),
    tasks: await counted('element, ended_reason, ended_by, count(*)::int from task group by 1, 2, 3'),
    activities: await counted(
      'category, status, ended_at is null as open, count(*)::int from activity group by 1, 2, 3',
    ),
    log: await counted(`process, step_log.element, event, actor, count(*)::int
      from step_log join instance on instance.id = step_log.instance group by 1, 2, 3, 4`),
    told: await counted(
      "account, body::jsonb->>'type' as type, count(*)::int from channel_event group by 1, 2",
    ),
    left: await counted(`(select count(*) from job)::int as jobs,
      (select count(*) from subscription)::int as subscriptions,
      (select count(*) from graphile_worker._private_jobs)::int as errands`),
    gaps,
  };
}

async function clear(): Promise<void> {
  await database.store.pool.query(
    `truncate instance, step_log, step, task, task_attachment, job, subscription, trace, instance_record, record_case, stage_visit, channel,
       channel_event, command_answer, activity, activity_participant, activity_record, reminder_answer;
     delete from graphile_worker._private_jobs`,
  );
}

test('killing the server between any two effects changes nothing', async () => {
  const bench = await openBench(database);
  const starts = [{ element: 'in', name: 'in', on: { kind: 'signal', name: 'go' } as const }];
  await bench.deploy('main', patient(MAIN));
  await bench.deploy('child', CHILD);
  await bench.deploy('hears', HEARS);
  await bench.deploy('begins', patient(BEGINS), { starts });
  await clear();
  const { outcome: expected, statements } = await run(() => null);
  expect(expected).toMatchObject({ gaps: [], left: ['{"jobs":0,"subscriptions":0,"errands":0}'] });
  const deaths = fc.uniqueArray(
    fc.record({
      at: fc.integer({ min: 1, max: statements }),
      fate: fc.constantFrom<Fate>('before', 'after'),
    }),
    { selector: ({ at }) => at, minLength: 1, maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(deaths, async (chosen) => {
      await clear();
      const fates = new Map(chosen.map(({ at, fate }) => [at, fate]));
      const { outcome } = await run((n) => fates.get(n) ?? null);
      expect(outcome).toEqual(expected);
    }),
    { numRuns: 15 },
  );
}, 120_000);
