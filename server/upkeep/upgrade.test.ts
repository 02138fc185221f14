import { sql } from 'kysely';
import pino from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../app.ts';
import { migrate } from '../store/migrate.ts';
import { useDatabase } from '../testing/database.ts';
import { fillAsFormat1 } from '../testing/format-1.ts';
import { restOf } from '../testing/rest.ts';
import { type Bench, benchOn } from '../testing/running.ts';
import { startTestServer } from '../testing/server.ts';
import { upgrade } from './upgrade.ts';

const NOW = new Date('2026-03-03T12:00:00Z');
const SILENT = pino({ level: 'silent' });

const database = useDatabase({ empty: true });
let server: RunningServer;
let bench: Bench;
const rest = restOf(() => server);
const get = async (path: string) => (await rest('admin', 'GET', `/api/${path}`)).body;
const instance = (id: string) => get(`instances/${id}`);

beforeAll(async () => {
  const { db } = database.store;
  await fillAsFormat1(db);
  // The file of one process would not be accepted any more.
  await sql`update definition set files = jsonb_set(files, '{bpmn}',
    to_jsonb(replace(files->>'bpmn', 'parallelGateway', 'complexGateway'))) where key = 'starving'`.execute(
    db,
  );
  const systems = { id: 'crm-1', kind: 'demo', name: 'Demo CRM', origins: '[]' };
  await db.insertInto('system').values(systems).execute();
  server = await startTestServer(database, { demoPassword: 'secret', now: () => NOW });
  bench = benchOn(database);
});

describe('a server on a database of the first version', () => {
  test('knows what each instance waits for, and since when it has failed', async () => {
    const { waiting, steps } = await instance('waits');
    expect(waiting).toMatchObject([{ step: 's3', element: 'second', reason: { type: 'person' } }]);
    expect(steps).toMatchObject([
      { id: 's1', type: 'startEvent', status: 'completed', endedBy: null },
      { id: 's2', name: 'First', status: 'completed', endedBy: { id: 'alice' }, outcome: 'done' },
      { id: 's3', name: 'Second', status: 'running', enteredAt: '2026-03-02T12:08:00.000Z', endedAt: null },
    ]);
    const failed = await bench.db
      .selectFrom('instance')
      .select(['id', 'failed_at'])
      .where('failed_at', 'is not', null)
      .orderBy('id')
      .execute();
    expect(failed).toEqual([
      { id: 'starves', failed_at: new Date('2026-03-02T12:23:00Z') },
      { id: 'unmatched', failed_at: new Date('2026-03-02T12:21:00Z') },
      { id: 'unperformed', failed_at: new Date('2026-03-02T12:14:00Z') },
    ]);
  });

  test('shows all of them in the log, also those that have ended', async () => {
    const { items } = await get('instances');
    expect(items).toHaveLength(9);
    const all = ['waits', 'done', 'cancelled', 'unperformed', 'asks', 'joins', 'unmatched', 'starves'];
    for (const id of all) expect(await instance(id)).toMatchObject({ summary: { id } });
    expect(await instance('done')).toMatchObject({ variables: { startedBy: 'alice' }, waiting: [] });
    expect((await instance('cancelled')).steps).toMatchObject([{}, { status: 'cancelled' }]);
  });

  test('completes steps that waited, and joins of which one branch had come', async () => {
    await bench.complete('waits');
    await bench.complete('joins');
    await bench.complete('joins-too');
    for (const id of ['waits', 'joins', 'joins-too']) expect(await bench.statusOf(id)).toBe('completed');
  });

  test('writes the answer to the variable of the question and goes the way that it says', async () => {
    const [task] = (await rest('alice', 'GET', '/api/tasks')).body.filter(
      (one) => (one as { instance: { id: string } }).instance.id === 'asks',
    ) as { id: string }[];
    const submission = { kind: 'user-dialog' as const, answers: ['yes'] };
    await bench.command('alice', { type: 'task.complete', task: task?.id ?? '', submission });
    expect(await bench.variablesOf('asks')).toMatchObject({ answer: 'yes', recordTitle: 'A lead' });
    expect((await instance('asks')).waiting).toMatchObject([{ element: 'call' }]);
  });

  test('cancels an instance that waits', async () => {
    const reason = 'Not needed';
    const { body } = await rest('admin', 'POST', '/api/instances/asks/cancel', { reason });
    expect(body).toMatchObject({ status: 'cancelled' });
    expect((await rest('alice', 'GET', '/api/tasks')).body).toEqual([]);
  });

  test('opens the task of a performer who was nobody when it is tried again', async () => {
    const { waiting } = await instance('unperformed');
    expect(waiting).toMatchObject([{ step: 's2', reason: { incident: { code: 'no-performer' } } }]);
    await bench.db.insertInto('account').values({ id: 'ghost', login: 'ghost', name: 'Ghost' }).execute();
    expect((await rest('admin', 'POST', '/api/instances/unperformed/retry')).status).toBe(200);
    await bench.complete('unperformed', 'ghost');
    expect(await bench.statusOf('unperformed')).toBe('completed');
  });

  test('tries only the end of a step again that had failed behind its completion', async () => {
    await rest('admin', 'PUT', '/api/instances/unmatched/variables/recordTitle', { value: 3 });
    await rest('admin', 'POST', '/api/instances/unmatched/steps/s2/retry');
    expect(await instance('unmatched')).toMatchObject({
      summary: { status: 'completed', incident: null },
      steps: [{}, { id: 's2', outcome: 'done', status: 'completed' }, { element: 'a' }],
    });
  });

  test('goes on with instances of a file that is no longer accepted, and starts none', async () => {
    const skip = { outcome: null, reason: 'Nothing comes' };
    expect((await instance('starves')).waiting).toMatchObject([
      { reason: { incident: { code: 'join-starved' } } },
    ]);
    expect((await rest('admin', 'POST', '/api/instances/starves/steps/s4/skip', skip)).status).toBe(200);
    expect(await bench.statusOf('starves')).toBe('completed');
    expect(await get('processes/starving')).toMatchObject({
      entry: { state: 'no-new-starts' },
      history: [
        { event: 'state-set', actor: null, data: { state: 'no-new-starts' } },
        {
          event: 'refused',
          data: { version: 1, problem: expect.stringMatching(/^join \(join\): Expected/) },
        },
      ],
    });
  });

  test('starts the other processes as ever', async () => {
    const id = await bench.start('own-tasks');
    await bench.complete(id);
    await bench.complete(id);
    expect(await bench.statusOf(id)).toBe('completed');
    const { rows } = await sql`select distinct compiled->>'format' as format from definition`.execute(
      bench.db,
    );
    expect(rows).toEqual([{ format: '2' }]);
  });
});

describe('an upgrade', () => {
  const fresh = useDatabase({ empty: true });
  const tables = [
    'definition',
    'process',
    'process_log',
    'instance',
    'step',
    'step_log',
    'task',
    'channel',
  ] as const;
  const contents = async () => {
    const all = tables.map((table) => fresh.store.db.selectFrom(table).selectAll().execute());
    return (await Promise.all(all)).map((rows) => rows.map((row) => JSON.stringify(row)).sort());
  };

  test('is done by one of two servers, and goes on where one was broken off', async () => {
    const { db } = fresh.store;
    await fillAsFormat1(db);
    await migrate(db);
    await db.insertInto('account').values({ id: 'alice', login: 'alice', name: 'Alice' }).execute();
    await db.insertInto('channel').values({ account: 'alice', epoch: 'before', head: 3 }).execute();
    // As if the connection had gone when the instances of one process were done, and some of another.
    await sql`create function fail() returns trigger language plpgsql as
      $$ begin raise 'broken off'; end $$`.execute(db);
    await sql`create trigger broken before update on definition for each row when (old.key = 'choice')
      execute function fail()`.execute(db);
    await expect(upgrade(db, NOW, SILENT)).rejects.toThrow('broken off');
    await sql`drop trigger broken on definition`.execute(db);
    await Promise.all([upgrade(db, NOW, SILENT), upgrade(db, NOW, SILENT)]);
    const once = await contents();
    const [channel] = await db.selectFrom('channel').selectAll().execute();
    expect(channel).toMatchObject({ head: 3 });
    expect(channel?.epoch).not.toBe('before');
    await upgrade(db, NOW, SILENT);
    expect(await contents()).toEqual(once);
    const { rows } = await sql`select state->>'format' as format, count(*)::int as count from instance
      group by 1`.execute(db);
    expect(rows).toEqual([{ format: '2', count: 9 }]);
  });
});
