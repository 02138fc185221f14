import { beforeAll, describe, expect, test } from 'vitest';
import { ERRORS, type ErrorCode, LIMITS } from '../../../lib/protocol/index.ts';
import type { RunningServer } from '../../app.ts';
import type { ProcessFiles } from '../../engine/port.ts';
import { TestClient } from '../../testing/client.ts';
import { countAll } from '../../testing/counts.ts';
import { useDatabase } from '../../testing/database.ts';
import { OWN_TASKS, QUALIFY, RECORD, SYSTEMS, TEAM_TASK } from '../../testing/processes.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY]);
  server = await startTestServer(database);
});

interface Answer {
  status: number;
  // The shape differs from route to route; the expectations say which.
  body: Record<string, unknown> & unknown[];
}

async function request(
  user: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers = {},
): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(user === null ? {} : { authorization: `Bearer ${tokenOf(user)}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** The same files are no new version. */
const changed = (files: ProcessFiles): ProcessFiles => ({ ...files, bpmn: `${files.bpmn}<!-- changed -->` });

describe('processes', () => {
  test('are deployed as the next version, and everybody who may run them is told', async () => {
    const bob = await TestClient.join(server.url, tokenOf('bob'));
    const first = await request('admin', 'POST', '/api/processes', TEAM_TASK);
    expect(first).toMatchObject({
      status: 200,
      body: { process: { key: 'team-task', version: 1 }, warnings: [] },
    });
    const same = await request('admin', 'POST', '/api/processes', TEAM_TASK);
    expect(same).toMatchObject({ status: 200, body: { process: { key: 'team-task', version: 1 } } });
    const second = await request('admin', 'POST', '/api/processes', changed(TEAM_TASK));
    expect(second).toMatchObject({ status: 200, body: { process: { key: 'team-task', version: 2 } } });
    const told = await bob.until(
      () => bob.events.filter(({ event }) => event.type === 'processes.replaced')[1],
    );
    expect(told.event).toMatchObject({
      processes: [
        { key: 'qualify', version: 1 },
        { key: 'team-task', version: 2 },
      ],
    });
    bob.drop();
    const { body } = await request('bob', 'GET', '/api/processes');
    expect(body.map((process) => (process as { key: string }).key)).toEqual(['qualify', 'team-task']);
  });

  test('deployed at the same moment get versions one after the other, and all of them are listed', async () => {
    const rounds = [TEAM_TASK, OWN_TASKS, changed(TEAM_TASK), changed(OWN_TASKS)];
    const answers = await Promise.all(
      rounds.map((files) => request('admin', 'POST', '/api/processes', files)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await request('bob', 'GET', '/api/processes');
    expect(body).toMatchObject([{ key: 'own-tasks', version: 2 }, { key: 'qualify' }, { key: 'team-task' }]);
  });

  test.each([
    ['no XML', 'this is no XML'],
    ['BPMN that is cut off', QUALIFY.bpmn.slice(0, 600)],
    ['an element outside the subset', QUALIFY.bpmn.replaceAll('exclusiveGateway', 'complexGateway')],
    ['a condition that cannot be read', QUALIFY.bpmn.replace("answer == 'yes'", 'answer ==')],
  ])('with %s are refused with all findings, and nothing changes', async (_title, bpmn) => {
    const before = await countAll(database.store.db);
    const { status, body } = await request('admin', 'POST', '/api/processes', { bpmn, forms: {} });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'definition-refused', retryable: false, field: null });
    const findings = body.findings as { problem: string; remedy: string }[];
    expect(findings.length).toBeGreaterThan(0);
    for (const { problem, remedy } of findings) expect(problem.length * remedy.length).toBeGreaterThan(0);
    expect(body.message).toContain(findings[0]?.problem);
    expect(await countAll(database.store.db)).toEqual(before);
  });

  test('are started once with an Idempotency-Key, however often it is sent', async () => {
    const key = { 'idempotency-key': 'rest-1' };
    const first = await request('alice', 'POST', '/api/processes/qualify/start', { record: RECORD }, key);
    expect(first).toMatchObject({ status: 200, body: { ended: false } });
    expect(await request('alice', 'POST', '/api/processes/qualify/start', { record: RECORD }, key)).toEqual(
      first,
    );
  });
});

describe('instances', () => {
  test('are listed newest first, looked into and cancelled', async () => {
    const started = await request('alice', 'POST', '/api/processes/qualify/start', { record: RECORD });
    const id = String(started.body.instance);
    const list = await request('maria', 'GET', '/api/instances?status=running&limit=1');
    expect(list).toMatchObject({
      status: 200,
      body: { items: [{ id, status: 'running', owner: { name: 'Alice Adams' }, record: RECORD }] },
    });
    const details = await request('maria', 'GET', `/api/instances/${id}`);
    expect(details).toMatchObject({
      ...{ status: 200 },
      body: {
        waiting: [{ element: 'ask', reason: { type: 'person', user: { id: 'alice' }, role: null } }],
        history: expect.any(Array),
      },
    });
    const cancelled = await request('maria', 'POST', `/api/instances/${id}/cancel`, { reason: 'a test' });
    expect(cancelled).toMatchObject({ status: 200, body: { id, status: 'cancelled' } });
    const again = await request('maria', 'POST', `/api/instances/${id}/cancel`, { reason: 'a test' });
    expect(again).toMatchObject({ status: 409, body: { code: 'instance-closed' } });
  });
});

describe('systems', () => {
  test('are replaced as a whole, and everybody is told', async () => {
    const sam = await TestClient.join(server.url, tokenOf('sam'));
    const more = [
      ...SYSTEMS,
      { id: 'crm-2', kind: 'tryton', name: 'Second CRM', origins: ['http://localhost:8000'] },
    ];
    expect(await request('admin', 'PUT', '/api/systems', more)).toMatchObject({ status: 200, body: more });
    const told = await sam.until(() => sam.events.find(({ event }) => event.type === 'systems.replaced'));
    expect(told.event).toEqual({ type: 'systems.replaced', systems: more });
    sam.drop();
    expect((await request('bob', 'GET', '/api/systems')).body).toEqual(more);
  });
});

test('tasks and the user are those of the token', async () => {
  await request('alice', 'POST', '/api/processes/qualify/start', { record: RECORD });
  const mine = (await request('alice', 'GET', '/api/tasks')).body as {
    performer: { user: { id: string } };
  }[];
  expect(new Set(mine.map(({ performer }) => performer.user.id))).toEqual(new Set(['alice']));
  expect((await request('sam', 'GET', '/api/tasks')).body).toEqual([]);
  expect((await request('maria', 'GET', '/api/me')).body).toEqual({
    ...{ id: 'maria', name: 'Maria Moreno', email: 'maria@example.org' },
    roles: [
      { id: 'sales', name: 'Sales' },
      { id: 'sales-managers', name: 'Sales managers' },
    ],
    permissions: ['cancel-instances', 'run-processes', 'see-log'],
  });
});

describe('a request that does not fit is refused in the words of the error table, and nothing changes', () => {
  const cases: [
    title: string,
    user: string | null,
    method: string,
    path: string,
    body: unknown,
    code: ErrorCode,
    text: string,
  ][] = [
    ['no token', null, 'GET', '/api/me', undefined, 'not-signed-in', 'got none'],
    ['no token, unknown address', null, 'GET', '/api/nothing', undefined, 'route-unknown', '/api/nothing'],
    ['a token of nobody', 'ghost', 'GET', '/api/me', undefined, 'not-signed-in', 'does not know'],
    ['an unknown address', 'admin', 'GET', '/nothing?secret=1', undefined, 'route-unknown', 'got /nothing.'],
    ['another method', 'admin', 'DELETE', '/api/processes', undefined, 'route-unknown', '/api/processes'],
    ['no JSON', 'admin', 'POST', '/api/processes', '{"bpmn', 'message-malformed', 'it is no JSON'],
    ['no body', 'admin', 'POST', '/api/processes', undefined, 'message-malformed', 'body'],
    [
      'a field of another type',
      'admin',
      'POST',
      '/api/processes',
      { bpmn: 7 },
      'message-malformed',
      'body.bpmn',
    ],
    [
      'a query out of range',
      'admin',
      'GET',
      '/api/instances?limit=0',
      undefined,
      'message-malformed',
      'querystring.limit',
    ],
    ['too much', 'admin', 'PUT', '/api/systems', 'x'.repeat(300_000), 'message-too-large', '262144'],
    [
      'a system twice',
      'admin',
      'PUT',
      '/api/systems',
      [...SYSTEMS, ...SYSTEMS],
      'message-malformed',
      'each id once',
    ],
    [
      'a deployment without the permission',
      'alice',
      'POST',
      '/api/processes',
      QUALIFY,
      'not-allowed',
      'manage-definitions, got Alice Adams',
    ],
    [
      'systems without the permission',
      'alice',
      'PUT',
      '/api/systems',
      [],
      'not-allowed',
      'manage-definitions',
    ],
    ['the log without the permission', 'alice', 'GET', '/api/instances', undefined, 'not-allowed', 'see-log'],
    [
      'one log without the permission',
      'alice',
      'GET',
      '/api/instances/i',
      undefined,
      'not-allowed',
      'see-log',
    ],
    [
      'a cancellation without the permission',
      'bob',
      'POST',
      '/api/instances/i/cancel',
      { reason: 'x' },
      'not-allowed',
      'cancel-instances',
    ],
    [
      'a cancellation without a reason',
      'admin',
      'POST',
      '/api/instances/i/cancel',
      { reason: '' },
      'message-malformed',
      'body.reason',
    ],
    ['an unknown instance', 'admin', 'GET', '/api/instances/i-404', undefined, 'instance-unknown', 'i-404'],
    [
      'an unknown instance to cancel',
      'admin',
      'POST',
      '/api/instances/i-404/cancel',
      { reason: 'x' },
      'instance-unknown',
      'i-404',
    ],
    ['an unknown process', 'alice', 'POST', '/api/processes/p-404/start', {}, 'process-unknown', 'p-404'],
    [
      'an end of sign-ins by no administrator',
      'maria',
      'POST',
      '/api/accounts/bob/revoke',
      undefined,
      'not-allowed',
      'of an administrator',
    ],
    [
      'an end of sign-ins of nobody',
      'admin',
      'POST',
      '/api/accounts/ghost/revoke',
      undefined,
      'account-unknown',
      'ghost',
    ],
  ];

  test.each(cases)('%s', async (_title, user, method, path, body, code, text) => {
    const before = await countAll(database.store.db);
    const answer = await request(user, method, path, body);
    expect(answer).toEqual({
      status: ERRORS[code].status,
      body: {
        code,
        retryable: ERRORS[code].retryable,
        field: null,
        details: expect.any(Object),
        message: expect.stringContaining(text),
      },
    });
    expect(await countAll(database.store.db)).toEqual(before);
  });

  test('more requests than allowed with one token', async () => {
    const headers = { authorization: `Bearer ${tokenOf('sam')}` };
    const ask = () => fetch(`${server.url}/api/me`, { headers });
    const answers = await Promise.all(Array.from({ length: LIMITS.messagesPer10s + 1 }, ask));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(await refused[0]?.json()).toMatchObject({ code: 'rate-exceeded', retryable: true });
  });
});

test('figures for Prometheus name routes and types, never ids', async () => {
  await request('alice', 'POST', '/api/processes/qualify/start', { record: RECORD });
  const text = await (await fetch(`${server.url}/metrics`)).text();
  expect(text).toMatch(/throughline_command_seconds_count\{type="process.start",outcome="answered"\} \d+/);
  expect(text).toMatch(
    /throughline_http_requests_total\{method="POST",route="\/api\/processes\/:key\/start",status="200"\} \d+/,
  );
  expect(text).toMatch(/throughline_listening 1/);
  expect(text).not.toContain('alice');
});
