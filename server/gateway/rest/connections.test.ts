import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../../app.ts';
import { EXTENSION_ORIGIN } from '../../identity/testing.ts';
import { useDatabase } from '../../testing/database.ts';
import { restOf } from '../../testing/rest.ts';
import { addInstance, addProcess } from '../../testing/rows.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);

beforeAll(async () => {
  await fillDatabase(database, []);
  server = await startTestServer(database);
});

describe('M01 [connection] of a CRM', () => {
  const settings = { baseUrl: 'http://127.0.0.1:9' };

  test('is saved, shown without its secret, checked and forgotten', async () => {
    const saved = await ask('admin', 'PUT', '/api/systems/crm-1/connection', {
      ...{ kind: 'demo', settings, secret: 'very secret' },
    });
    expect(saved, saved.text).toMatchObject({
      status: 200,
      body: {
        system: 'crm-1',
        kind: 'demo',
        settings,
        hasSecret: true,
        checkedAt: null,
        problem: null,
        signedInAs: null,
      },
    });
    const { body, text } = await ask('admin', 'GET', '/api/connections');
    expect(body).toEqual([saved.body]);
    expect(text).not.toContain('very secret');
    const checked = await ask('admin', 'POST', '/api/systems/crm-1/connection/check');
    expect(checked).toMatchObject({
      ...{
        status: 200,
        body: {
          checkedAt: expect.any(String),
          problem: expect.stringContaining('Expected'),
          signedInAs: null,
        },
      },
    });
    expect((await ask('admin', 'DELETE', '/api/systems/crm-1/connection')).body).toEqual({ done: true });
    expect((await ask('admin', 'GET', '/api/connections')).body).toEqual([]);
    expect(await ask('admin', 'POST', '/api/systems/crm-1/connection/check')).toMatchObject({
      ...{
        status: 502,
        body: { code: 'connection-failed', message: expect.stringContaining('not connected') },
      },
    });
  });

  test.each([
    ['an unknown system', 'PUT', 'crm-9', { kind: 'demo', settings }, 404, 'system-unknown'],
    ['an unknown kind', 'PUT', 'crm-1', { kind: 'abacus', settings }, 400, 'message-malformed'],
    [
      'settings of another kind',
      'PUT',
      'crm-1',
      { kind: 'demo', settings: { url: 1 } },
      400,
      'message-malformed',
    ],
    ['no kind', 'PUT', 'crm-1', { settings }, 400, 'message-malformed'],
  ])('with %s is refused', async (_title, method, system, body, status, code) => {
    expect(await ask('admin', method, `/api/systems/${system}/connection`, body)).toMatchObject({
      ...{ status, body: { code } },
    });
    expect((await ask('admin', 'GET', '/api/connections')).body).toEqual([]);
  });

  test.each([
    ['GET', '/api/connections', undefined],
    ['PUT', '/api/systems/crm-1/connection', { kind: 'demo', settings }],
    ['POST', '/api/systems/crm-1/connection/check', undefined],
    ['DELETE', '/api/systems/crm-1/connection', undefined],
    ['GET', '/api/webhooks', undefined],
    ['PUT', '/api/systems/crm-1/webhook', undefined],
    ['DELETE', '/api/systems/crm-1/webhook', undefined],
  ])('needs *manage definitions*: %s %s', async (method, path, body) => {
    expect(await ask('maria', method, path, body)).toMatchObject({
      status: 403,
      body: { code: 'not-allowed' },
    });
  });
});

describe('M40 [system] by itself', () => {
  const desk = { kind: 'redmine', name: 'Help desk', origins: ['https://desk.example'] };

  test('is added, changed and forgotten', async () => {
    const added = await ask('admin', 'PUT', '/api/systems/desk', desk);
    expect(added, added.text).toMatchObject({ status: 200, body: { id: 'desk', ...desk } });
    const renamed = await ask('admin', 'PUT', '/api/systems/desk', { ...desk, name: 'Service desk' });
    expect(renamed.body).toEqual({ ...desk, id: 'desk', name: 'Service desk' });
    expect((await ask('sam', 'GET', '/api/systems')).body).toMatchObject([{ id: 'crm-1' }, { id: 'desk' }]);
    expect(await ask('admin', 'DELETE', '/api/systems/desk')).toMatchObject({
      ...{ status: 200, body: { done: true } },
    });
    expect((await ask('sam', 'GET', '/api/systems')).body).toHaveLength(1);
  });

  test.each<[string, string, string, string, unknown, number, string]>([
    ['without an address', 'PUT', 'desk', 'admin', { ...desk, origins: [] }, 400, 'message-malformed'],
    [
      'at an address of no page',
      'PUT',
      'desk',
      'admin',
      { ...desk, origins: ['ftp://a'] },
      400,
      'message-malformed',
    ],
    ['without a name', 'PUT', 'desk', 'admin', { ...desk, name: '' }, 400, 'message-malformed'],
    ['with a colon in its id', 'PUT', 'a:b', 'admin', desk, 400, 'message-malformed'],
    ['with more than it has', 'PUT', 'desk', 'admin', { ...desk, secret: 'x' }, 400, 'message-malformed'],
    [
      'where another one is',
      'PUT',
      'desk',
      'admin',
      { ...desk, origins: ['http://127.0.0.1:9000'] },
      409,
      'system-taken',
    ],
    ['without the permission', 'PUT', 'desk', 'maria', desk, 403, 'not-allowed'],
    ['that is not there', 'DELETE', 'desk', 'admin', undefined, 404, 'system-unknown'],
    ['without the permission', 'DELETE', 'crm-1', 'maria', undefined, 403, 'not-allowed'],
  ])('%s is refused: %s %s', async (_title, method, id, user, body, status, code) => {
    expect(await ask(user, method, `/api/systems/${id}`, body)).toMatchObject({ status, body: { code } });
    expect((await ask('sam', 'GET', '/api/systems')).body).toHaveLength(1);
  });
});

test.each([
  ['GET', '/api/systems'],
  ['GET', '/api/connections'],
  ['GET', '/api/webhooks'],
  ['PUT', '/api/systems/crm-1/connection'],
  ['POST', '/api/systems/crm-1/connection/check'],
  ['DELETE', '/api/systems/crm-1/webhook'],
])('M40 [connection] the extension may ask from its pages, others may not: %s %s', async (method, path) => {
  const preflight = (origin: string) =>
    fetch(`${server.url}${path}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method },
    });
  const { headers } = await preflight(EXTENSION_ORIGIN);
  expect(headers.get('access-control-allow-origin')).toBe(EXTENSION_ORIGIN);
  expect(headers.get('access-control-allow-methods')).toContain(method);
  expect((await preflight('https://crm.example')).headers.has('access-control-allow-origin')).toBe(false);
});

test('M30 [statistics] are asked for with parameters of the address', async () => {
  const { db } = database.store;
  await addProcess(db, 'p');
  const started_at = new Date('2026-03-05T09:00:00Z');
  const ended_at = new Date('2026-03-05T10:00:00Z');
  await addInstance(db, { id: 'i1', status: 'completed', started_at, ended_at });
  const range = 'from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z';
  const { status, body } = await ask(
    'maria',
    'GET',
    `/api/statistics?${range}&process=p&timeZone=Europe/Berlin&by=week`,
  );
  const one = { count: 1, average: 3_600_000, median: 3_600_000, p90: 3_600_000 };
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      ...{ total: one, processes: [{ key: 'p', name: 'Process p', durations: one }], elements: [] },
      periods: [{ from: '2026-03-01T23:00:00.000Z', durations: one }],
      owners: [{ owner: { id: 'alice', name: 'Alice Adams' }, durations: one }],
    },
  });
});

test('every route is described at /docs, with what it takes and answers', async () => {
  const { body } = await ask(null, 'GET', '/docs/json');
  const routes = Object.entries(
    body.paths as Record<string, Record<string, { summary?: string; responses: object }>>,
  );
  const described = routes.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, responses }]) => ({
      ...{ route: `${method} ${path}`, summary, answers: Object.keys(responses) },
    })),
  );
  expect(described.length).toBeGreaterThan(50);
  for (const { route, summary, answers } of described) {
    expect(summary, route).toEqual(expect.any(String));
    expect(answers, route).toContain('200');
  }
  expect(described.map(({ route }) => route)).toEqual(
    expect.arrayContaining([
      'get /api/instances.csv',
      'post /hooks/records/{system}',
      'put /api/processes/{key}/state',
    ]),
  );
});
