import { beforeAll, describe, expect, test } from 'vitest';
import type { InstanceDetails, InstanceSummary, LogPage, Task } from '../../../lib/protocol/index.ts';
import type { RunningServer } from '../../app.ts';
import { TestClient } from '../../testing/client.ts';
import { useDatabase } from '../../testing/database.ts';
import { NOBODY, OWN_TASKS, QUALIFY, RECORD } from '../../testing/processes.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY, OWN_TASKS, NOBODY]);
  server = await startTestServer(database);
});

async function start(process: string, body: object = {}, user = 'alice'): Promise<string> {
  const answer = await ask(user, 'POST', `/api/processes/${process}/start`, body);
  expect(answer.status).toBe(200);
  return String(answer.body.instance);
}

async function look(id: string): Promise<InstanceDetails> {
  return (await ask('admin', 'GET', `/api/instances/${id}`)).body as unknown as InstanceDetails;
}

async function list(parameters: string): Promise<LogPage> {
  const answer = await ask('maria', 'GET', `/api/instances?${parameters}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body as unknown as LogPage;
}

describe('M29 [log] the list of instances', () => {
  test('narrows by parameters of the address, and is read page by page', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await start('own-tasks', { businessKey: `K-${n}` }));
    const other = await start('qualify', { record: RECORD }, 'bob');
    const seen: InstanceSummary[] = [];
    let cursor = '';
    do {
      const page = await list(`process=own-tasks&status=running&status=error&limit=2${cursor}`);
      expect(page.total).toBe(5);
      seen.push(...page.items);
      cursor = page.next === null ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    expect(seen.map(({ id }) => id)).toEqual([...ids].reverse());
    const record = encodeURIComponent('crm-1:lead:7');
    for (const narrow of [`record=${record}`, 'owner=bob', 'element=ask', 'process=qualify&version=1']) {
      expect(
        (await list(narrow)).items.map(({ id }) => id),
        narrow,
      ).toEqual([other]);
    }
    expect((await list('search=K-3&sort=ended&order=ascending')).items.map(({ id }) => id)).toEqual([ids[3]]);
    expect((await list('from=2100-01-01T00:00:00Z')).items).toEqual([]);
  });

  test('is exported as CSV, all of it, in which no cell is carried out by a spreadsheet', async () => {
    const title = '=HYPERLINK("http://evil.example";"A ""lead"", really")\nsecond line';
    const id = await start('qualify', { record: { ...RECORD, title } });
    const answer = await ask('maria', 'GET', '/api/instances.csv?process=qualify');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="instances.csv"');
    const [head, first, ...more] = readCsv(answer.text);
    expect(more).toHaveLength(1);
    const row = Object.fromEntries((head ?? []).map((name, index) => [name, first?.[index]]));
    expect(row).toMatchObject({
      ...{ id, process: 'Qualify', process_key: 'qualify', version: '1', owner: 'Alice Adams' },
      ...{ status: 'running', ended_at: '', duration_days: '', duration_hours: '', duration_minutes: '' },
      ...{ record_system: 'crm-1', record_id: '7', record_title: `'${title}`, origin: 'rest' },
    });
    expect((await ask('bob', 'GET', '/api/instances.csv')).status).toBe(403);
  });
});

describe('M32 [repair] an instance that does not go on', () => {
  test('tells why, and goes on when its step is given to somebody', async () => {
    const id = await start('nobody');
    const { summary, waiting } = await look(id);
    expect(summary).toMatchObject({ status: 'error', incident: { code: 'no-performer' } });
    expect(waiting).toMatchObject([
      {
        reason: { type: 'person', user: { id: 'ghost' }, obstacle: 'user-inactive' },
        actions: ['retry', 'open', 'reassign', 'skip'],
      },
    ]);
    const step = `/api/instances/${id}/steps/${waiting[0]?.step}`;
    expect(await ask('admin', 'POST', `${step}/reassign`, { user: 'bob' })).toMatchObject({
      ...{ status: 200, body: { done: true } },
    });
    const explained = await ask('admin', 'GET', `/api/instances/${id}/waiting`);
    expect(explained.body).toMatchObject([{ reason: { user: { id: 'bob' }, obstacle: null } }]);
    expect((await look(id)).summary).toMatchObject({ status: 'running', incident: null });
    const tasks = (await ask('bob', 'GET', '/api/tasks')).body as unknown as Task[];
    expect(tasks.map(({ instance }) => instance.id)).toContain(id);
  });

  test('is tried again, step by step or as a whole', async () => {
    const id = await start('nobody');
    const place = (await look(id)).waiting[0]?.step;
    await ask('admin', 'POST', `/api/instances/${id}/steps/${place}/retry`);
    await ask('admin', 'POST', `/api/instances/${id}/retry`);
    const { history, summary } = await look(id);
    expect(summary.status).toBe('error');
    expect(history.filter(({ event }) => event === 'step.retried')).toMatchObject([
      { actor: { id: 'admin' } },
      { actor: { id: 'admin' } },
    ]);
  });

  test('gets a step skipped with an outcome and a reason, and a variable set', async () => {
    const id = await start('qualify', { record: RECORD });
    const { waiting } = await look(id);
    expect(waiting[0]?.outcomes).toEqual([
      { code: 'yes', label: 'Yes' },
      { code: 'no', label: 'No' },
    ]);
    await ask('admin', 'PUT', `/api/instances/${id}/variables/amount`, { value: [1, 'two'] });
    const skip = { outcome: 'yes', reason: 'a test' };
    await ask('admin', 'POST', `/api/instances/${id}/steps/${waiting[0]?.step}/skip`, skip);
    const after = await look(id);
    expect(after.variables).toMatchObject({ amount: [1, 'two'], answer: 'yes' });
    expect(after.waiting).toMatchObject([{ element: 'call', reason: { role: { id: 'sales' } } }]);
    expect(after.steps.find(({ element }) => element === 'ask')).toMatchObject({
      ...{ status: 'skipped', endedBy: { id: 'admin' }, outcome: 'yes' },
    });
  });

  test('is cancelled, several one after the other, and deleted when it has ended', async () => {
    const [one, two, three] = [await start('own-tasks'), await start('own-tasks'), await start('own-tasks')];
    const reason = { reason: 'a test' };
    expect(await ask('maria', 'POST', `/api/instances/${one}/cancel`, reason)).toMatchObject({
      ...{ status: 200, body: { id: one, status: 'cancelled' } },
    });
    expect((await ask('admin', 'DELETE', `/api/instances/${one}`)).body).toEqual({ done: true });
    expect((await ask('admin', 'GET', `/api/instances/${one}`)).status).toBe(404);
    expect(await ask('admin', 'DELETE', `/api/instances/${two}`)).toMatchObject({
      ...{ status: 409, body: { code: 'step-unfit' } },
    });
    const alice = await TestClient.join(server.url, tokenOf('alice'));
    const many = await ask('maria', 'POST', '/api/instances/cancel', { instances: [two, three], ...reason });
    expect(many).toMatchObject({ status: 200, body: { kind: 'cancel', total: 2 } });
    await alice.until(() => alice.events.filter(({ event }) => event.type === 'task.removed').length === 2);
    alice.drop();
    expect((await ask('maria', 'GET', `/api/bulks/${many.body.id}`)).body).toMatchObject({
      total: 2,
      failed: 0,
    });
    expect((await list('process=own-tasks&status=cancelled')).items.map(({ id }) => id)).toEqual([
      three,
      two,
    ]);
  });

  test('is cancelled once, by a bulk as every list, where it is named twice', async () => {
    const one = await start('own-tasks');
    const twice = { instances: [one, one], reason: 'a test' };
    expect(await ask('maria', 'POST', '/api/instances/cancel', twice)).toMatchObject({
      ...{ status: 200, body: { kind: 'cancel', total: 1 } },
    });
  });

  test('is traced when its process is', async () => {
    const settings = { tracing: true, quickLaunch: false, retentionDays: null, permissions: [] };
    await ask('admin', 'PUT', '/api/processes/own-tasks/settings', settings);
    const id = await start('own-tasks');
    const { steps, summary } = await look(id);
    expect(summary.traced).toBe(true);
    const traced = steps.find((step) => step.traced);
    const trace = await ask('maria', 'GET', `/api/instances/${id}/steps/${traced?.id}/trace`);
    expect(trace.body).toMatchObject({ step: traced?.id, before: expect.any(Object) });
  });
});

describe('M31 [bulk] one instance for each of many records', () => {
  test('is started, told by a bar, and known by its record', async () => {
    const sam = await ask('alice', 'POST', '/api/processes/qualify/start-many', {
      records: [11, 12, 13].map((id) => ({ ...RECORD, id: String(id), title: `Lead ${id}` })),
    });
    expect(sam).toMatchObject({ status: 200, body: { kind: 'start', title: 'Qualify', total: 3 } });
    const client = await TestClient.join(server.url, tokenOf('alice'));
    await client.until(() => {
      const told = [
        ...client.events.flatMap(({ event }) => (event.type === 'task.upserted' ? [event.task] : [])),
        ...client.received.flatMap((message) => (message.type === 'snapshot' ? message.tasks : [])),
      ];
      return ['11', '12', '13'].every((id) => told.some((task) => task.record?.id === id));
    });
    client.drop();
    expect((await list('origin=bulk')).total).toBe(3);
    const mine = await ask('alice', 'GET', `/api/bulks/${sam.body.id}`);
    expect(mine.body).toMatchObject({ done: 3, failed: 0, failures: [] });
    expect((await ask('bob', 'GET', `/api/bulks/${sam.body.id}`)).status).toBe(404);
  });
});

describe('M29 [views] saved filters', () => {
  test('belong to who saved them', async () => {
    const filter = {
      ...{ process: 'qualify', version: null, statuses: ['error'], owner: null, origin: null, record: null },
      ...{ from: null, to: null, search: null, element: null },
    };
    await ask('maria', 'PUT', '/api/views/v1', { name: 'Failed', filter });
    await ask('maria', 'PUT', '/api/views/v1', { name: 'Failed leads', filter });
    expect((await ask('maria', 'GET', '/api/views')).body).toEqual([
      { id: 'v1', name: 'Failed leads', filter },
    ]);
    expect((await ask('admin', 'GET', '/api/views')).body).toEqual([]);
    await ask('maria', 'DELETE', '/api/views/v1');
    expect((await ask('maria', 'GET', '/api/views')).body).toEqual([]);
  });

  test('people and roles are found by a part of their name', async () => {
    expect((await ask('maria', 'GET', '/api/assignees?search=SA')).body).toEqual([
      { type: 'role', id: 'sales', name: 'Sales', members: 3 },
      { type: 'role', id: 'sales-managers', name: 'Sales managers', members: 1 },
      { type: 'user', id: 'sam', name: 'Sam Singh' },
    ]);
  });
});

test.each([
  ['the log', 'GET', '/api/instances', undefined],
  ['an instance', 'GET', '/api/instances/i', undefined],
  ['what it waits for', 'GET', '/api/instances/i/waiting', undefined],
  ['a trace', 'GET', '/api/instances/i/steps/1/trace', undefined],
  ['statistics', 'GET', '/api/statistics?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z', undefined],
  ['views', 'GET', '/api/views', undefined],
  ['a retry', 'POST', '/api/instances/i/retry', undefined],
  ['a skip', 'POST', '/api/instances/i/steps/1/skip', { reason: 'x' }],
  ['a reassignment', 'POST', '/api/instances/i/steps/1/reassign', { user: 'bob' }],
  ['a variable', 'PUT', '/api/instances/i/variables/x', { value: 1 }],
  ['a deletion', 'DELETE', '/api/instances/i', undefined],
])('M31 [permissions] %s needs a permission that bob has not', async (_title, method, path, body) => {
  expect(await ask('bob', method, path, body)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
});

test.each([
  ['a cursor that is none', '/api/instances?cursor=nonsense', 'cursor'],
  ['a record without its parts', '/api/instances?record=lead', 'record'],
  ['a status that is none', '/api/instances?status=paused', 'querystring.status'],
  ['a limit above the limit', '/api/instances?limit=501', 'querystring.limit'],
  [
    'a time zone that is none',
    '/api/statistics?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&timeZone=Mars',
    'timeZone',
  ],
])('%s is refused', async (_title, path, where) => {
  const { status, body } = await ask('maria', 'GET', path);
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'message-malformed' });
  expect(body.message).toContain(where);
});

/** Rows and cells of a text as RFC 4180 writes it. */
function readCsv(text: string): string[][] {
  expect(text.startsWith('\uFEFF')).toBe(true);
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
