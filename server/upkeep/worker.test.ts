import { pino } from 'pino';
import { afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Action, Actions } from '../actions/action.ts';
import { after, caught, draw, end, path, service, signal, start, thrown } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { showPresence } from './presence.ts';
import { startWorker, type Worker } from './worker.ts';

const database = useDatabase();
const log = pino({ level: 'silent' });
const KEEPING = { retentionDays: 30, errorDays: 20 };
const WAIT = { timeout: 20_000, interval: 20 };
let bench: Bench;
const workers: Worker[] = [];

beforeAll(async () => {
  bench = await openBench(database, { now: () => new Date() });
  const { deploy } = bench;
  const act = service('throughline:act', { gives: { by: 'by' } });
  await deploy('acts', draw([start('in'), act, end('out'), path('in', 'throughline:act', 'out')]));
  await deploy(
    'pause',
    draw([start('in'), caught('wait', after('PT1S')), end('out'), path('in', 'wait', 'out')]),
  );
  await deploy(
    'hears',
    draw([start('in'), caught('wait', signal('go')), end('out'), path('in', 'wait', 'out')]),
  );
  await deploy('throws', draw([start('in'), thrown('tell', 'go'), end('out'), path('in', 'tell', 'out')]));
});

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  await database.store.pool.query('delete from graphile_worker._private_jobs');
});

async function serve(node: string, jobs: number, actions: Actions = {}): Promise<Worker> {
  const worker = await startWorker({ ...bench.around, actions }, node, { ...KEEPING, jobs }, log);
  workers.push(worker);
  return worker;
}
const statuses = (ids: readonly string[]) => Promise.all(ids.map(bench.statusOf));
const lockedBy = async (worker: string, instance: string) => {
  const change = `update graphile_worker._private_jobs set locked_by = $1, locked_at = now()
    where payload->>'instance' = $2`;
  await database.store.pool.query(change, [worker, instance]);
};

test('two servers on one database share the work, and each piece is done once [M35]', async () => {
  const done: string[] = [];
  const nodes = new Set<string>();
  let meet: () => void = () => undefined;
  const bothAreHere = new Promise<void>((resolve) => {
    meet = resolve;
  });
  // One system action at a time for each server: the first of each waits until the other has one, too.
  const act =
    (node: string): Action =>
    async (_, { key }) => {
      nodes.add(node);
      if (nodes.size === 2) meet();
      await bothAreHere;
      done.push(key);
      return { by: node };
    };
  await serve('one', 1, { act: act('one') });
  await serve('two', 1, { act: act('two') });
  const ids = await Promise.all(Array.from({ length: 20 }, () => bench.start('acts')));
  await expect.poll(() => statuses(ids), WAIT).toEqual(ids.map(() => 'completed'));
  expect(done.sort()).toEqual(ids.map((id) => `${id}:s2`).sort());
  const by = await Promise.all(ids.map(async (id) => (await bench.variablesOf(id)).by));
  expect(new Set(by)).toEqual(new Set(['one', 'two']));
});

test('timers fire and signals arrive, whichever server is there', async () => {
  await serve('one', 1);
  const paused = await bench.start('pause');
  const hearing = await Promise.all([bench.start('hears'), bench.start('hears')]);
  await workers.pop()?.stop();
  await serve('two', 1);
  await bench.start('throws');
  const ids = [paused, ...hearing];
  await expect.poll(() => statuses(ids), WAIT).toEqual(ids.map(() => 'completed'));
});

test('what a dead server had begun is taken up by another, what a living one does is left to it', async () => {
  const alive = await showPresence(database.url, 'alive', log);
  await alive.announce(['worker-of-alive']);
  const [left, kept] = [await bench.start('acts'), await bench.start('acts')];
  await lockedBy('worker-of-dead', left);
  await lockedBy('worker-of-alive', kept);
  // Its lock is held by nobody: the server that held it is gone.
  await bench.db
    .insertInto('worker_node')
    .values({ id: 'dead', lock: '77', workers: ['worker-of-dead'] })
    .execute();
  await serve('other', 2, { act: async () => ({}) });
  await expect.poll(() => bench.statusOf(left), WAIT).toBe('completed');
  expect(await bench.statusOf(kept)).toBe('running');
  await alive.stop();
  // It left in good order, but did not finish: after a while nobody believes that it still will.
  const later = `update graphile_worker._private_jobs set locked_at = now() - interval '2 minutes'`;
  await database.store.pool.query(later);
  await expect.poll(() => bench.statusOf(kept), WAIT).toBe('completed');
});

test('a server says by what names it holds its work, so that it keeps what takes long and others take up the rest', async () => {
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let attempts = 0;
  const act: Action = async () => {
    attempts += 1;
    await finished;
    return {};
  };
  await serve('busy', 2, { act });
  const id = await bench.start('acts');
  await expect.poll(() => attempts, WAIT).toBe(1);
  // Whatever is found, the action ends: the worker could not stop otherwise.
  onTestFinished(finish);
  const { rows: held } = await database.store.pool.query<{ locked_by: string }>(
    'select locked_by from graphile_worker._private_jobs where locked_by is not null',
  );
  const { workers: told } = await bench.db
    .selectFrom('worker_node')
    .select('workers')
    .where('id', '=', 'busy')
    .executeTakeFirstOrThrow();
  expect(held.length).toBeGreaterThan(0);
  expect(told).toEqual(expect.arrayContaining(held.map((job) => job.locked_by)));
  // What a living server has held for long is not given to anybody else.
  await database.store.pool.query(
    `update graphile_worker._private_jobs set locked_at = now() - interval '10 minutes' where locked_by is not null`,
  );
  const other = await showPresence(database.url, 'other', log);
  await other.show();
  const { rows: still } = await database.store.pool.query(
    'select locked_by from graphile_worker._private_jobs where locked_by is not null',
  );
  expect(still).toEqual(held);
  await other.stop();
  finish();
  await expect.poll(() => bench.statusOf(id), WAIT).toBe('completed');
  expect(attempts).toBe(1);
});

test('a server that loses its sign of life shows it again', async () => {
  const presence = await showPresence(database.url, 'shaky', log);
  await presence.announce(['w']);
  const end = `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'throughline presence' and datname = current_database()`;
  await database.store.pool.query(end);
  await presence.show();
  const other = await showPresence(database.url, 'other', log);
  const nodes = await bench.db.selectFrom('worker_node').select('id').orderBy('id').execute();
  expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining(['shaky']));
  await presence.stop();
  await other.stop();
});

test('a system action that does not end when the server stops is broken off and begun again elsewhere', async () => {
  let begun: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const endless: Action = (_, { signal: stopping }) =>
    new Promise((_resolve, reject) => {
      begun();
      stopping.addEventListener('abort', () => reject(new Error('stopped')));
    });
  const first = await serve('first', 1, { act: endless });
  const id = await bench.start('acts');
  await underWay;
  workers.length = 0;
  await first.stop();
  const job = await bench.db
    .selectFrom('job')
    .select(['status', 'attempts'])
    .where('instance', '=', id)
    .executeTakeFirst();
  expect(job).toEqual({ status: 'ready', attempts: 0 });
  await serve('second', 1, { act: async () => ({ by: 'second' }) });
  await expect.poll(() => bench.statusOf(id), WAIT).toBe('completed');
});
