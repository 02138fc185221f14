/** The parts together: an account signs in at the embedded provider, and its token opens a link. */
import { expect, test } from 'vitest';
import { startServer } from './app.ts';
import { signIn, Visitor } from './identity/testing.ts';
import { TestClient } from './testing/client.ts';
import { useDatabase } from './testing/database.ts';

const database = useDatabase();

test('a token of the embedded provider opens a link, until the sign-ins of the account are ended', async () => {
  const server = await startServer({ databaseUrl: database.url, port: 0, demoPassword: 'secret' });
  database.defer(() => server.close());
  const health = (await (await fetch(`${server.url}/health`)).json()) as { signIn: { issuer: string } };
  const tokenOf = async (login: string) => {
    const visitor = new Visitor(server.url);
    return (await signIn(visitor, health.signIn.issuer, login, 'secret')).access_token;
  };

  const bobs = await tokenOf('bob');
  const bob = await TestClient.join(server.url, bobs);
  expect((await bob.next('welcome')).user).toMatchObject({ id: 'bob', name: 'Bob Brown' });

  const revoked = await fetch(`${server.url}/api/accounts/bob/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('admin')}` },
  });
  expect(revoked.status).toBe(200);
  expect((await bob.next('error')).error.code).toBe('not-signed-in');
  expect(await bob.closed).toMatchObject({ code: 4401 });
  const again = await fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${bobs}` } });
  expect(again.status).toBe(401);
});
