import { beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../app.ts';
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
