import { beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../app.ts';
import { EVERYTHING } from '../../domain/reading/log/filter.ts';
import { TestClient } from '../../testing/client.ts';
import { useDatabase } from '../../testing/database.ts';
import { restOf } from '../../testing/rest.ts';
import { fillDatabase, startTestServer } from '../../testing/server.ts';
import { tokenOf } from '../../testing/sign-in.ts';

const database = useDatabase();
let server: RunningServer;
const ask = restOf(() => server);

beforeAll(async () => {
  await fillDatabase(database, []);
  server = await startTestServer(database);
});

test('a token that is revoked closes the links that live on it, and no others', async () => {
  const { body: made } = await ask('alice', 'POST', '/api/tokens', { name: 'pipeline' });
  const program = await TestClient.join(server.url, String(made.token));
  const person = await TestClient.join(server.url, tokenOf('alice'));
  expect(await ask('bob', 'DELETE', `/api/tokens/${made.id}`)).toMatchObject({ body: { revoked: false } });
  expect(await ask('alice', 'DELETE', `/api/tokens/${made.id}`)).toMatchObject({ body: { revoked: true } });
  const { reason } = await program.closed;
  expect(reason).toContain('not-signed-in');
  person.send({ type: 'ping', id: 'still-there' });
  expect(await person.find((message) => message.type === 'pong')).toMatchObject({ id: 'still-there' });
  person.drop();
});

test('a token cannot make others, which would outlive it', async () => {
  const { body: made } = await ask('alice', 'POST', '/api/tokens', { name: 'pipeline' });
  const authorization = { authorization: `Bearer ${made.token}` };
  const again = await ask(null, 'POST', '/api/tokens', { name: 'another' }, authorization);
  expect(again).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  expect((await ask(null, 'GET', '/api/tokens', undefined, authorization)).status).toBe(200);
});

test('a key that was used for something else is refused as one', async () => {
  const key = { 'idempotency-key': 'k-1' };
  const view = { name: 'Mine', filter: EVERYTHING };
  expect((await ask('admin', 'PUT', '/api/views/v', view, key)).status).toBe(200);
  expect((await ask('admin', 'PUT', '/api/views/v', view, key)).status).toBe(200);
  await database.store.pool.query('update command_answer set answer = \'{"instance":"i-1"}\'');
  expect(await ask('admin', 'PUT', '/api/views/v', view, key)).toMatchObject({
    ...{ status: 422, body: { code: 'submission-unfit', message: expect.stringContaining('k-1') } },
  });
});

test('a number beyond all measure is a fault of the request', async () => {
  expect(await ask('admin', 'GET', '/api/instances?version=99999999999')).toMatchObject({
    ...{ status: 422, body: { code: 'submission-unfit' } },
  });
});
