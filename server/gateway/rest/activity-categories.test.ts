import { beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../app.ts';
import { useDatabase } from '../../testing/database.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);
const PATH = '/api/activity-categories';

beforeAll(async () => {
  await fillDatabase(database, []);
  server = await startTestServer(database);
});

test('an administrator says what activities can be, and everybody reads it (behaviour 7.2)', async () => {
  const usual = await ask('alice', 'GET', PATH);
  expect(usual.body).toContainEqual({ name: 'Email', results: expect.any(Array) });
  const visit = [{ name: 'Visit', results: [{ code: 'made', label: 'Made' }] }];
  expect(await ask('admin', 'PUT', PATH, visit)).toMatchObject({ status: 200, body: visit });
  expect((await ask('alice', 'GET', PATH)).body).toEqual(visit);
});

test.each([
  ['by others', 'alice', [{ name: 'Visit', results: [] }], 403, 'not-allowed'],
  ['to none', 'admin', [], 400, 'message-malformed'],
  [
    'to the same name twice',
    'admin',
    Array(2).fill({ name: 'Visit', results: [] }),
    400,
    'message-malformed',
  ],
  [
    'to the same code twice',
    'admin',
    [{ name: 'Visit', results: Array(2).fill({ code: 'made', label: 'Made' }) }],
    400,
    'message-malformed',
  ],
])('they are not changed %s', async (_what, user, categories, status, code) => {
  const before = (await ask('admin', 'GET', PATH)).body;
  expect(await ask(user, 'PUT', PATH, categories)).toMatchObject({ status, body: { code } });
  expect((await ask('admin', 'GET', PATH)).body).toEqual(before);
});
