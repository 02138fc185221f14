/** Two servers on one database: any of them serves any client. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../../lib/protocol/index.ts';
import type { RunningServer } from '../app.ts';
import { TestClient } from '../testing/client.ts';
import { useDatabase } from '../testing/database.ts';
import { OWN_TASKS, TEAM_TASK } from '../testing/processes.ts';
import { fillDatabase, startTestServer } from '../testing/server.ts';
import { tokenOf } from '../testing/sign-in.ts';

const database = useDatabase();
let one: RunningServer;
let other: RunningServer;
const start = (process: string): Command => ({ type: 'process.start', process, record: null });

beforeAll(async () => {
  await fillDatabase(database, [OWN_TASKS, TEAM_TASK]);
  one = await startTestServer(database);
  other = await startTestServer(database);
});

test('a command on one server is seen by clients of the other', async () => {
  const bob = await TestClient.join(other.url, tokenOf('bob'));
  const sam = await TestClient.join(one.url, tokenOf('sam'));
  const answer = await sam.command(start('team-task'));
  const seen = await bob.until(() => bob.events.find(({ event }) => event.type === 'task.upserted'));
  if (answer.type !== 'answer' || seen.event.type !== 'task.upserted')
    throw new Error('Expected an answer and an event.');
  expect(seen.event.task.instance.id).toBe(answer.result.instance);
  for (const client of [bob, sam]) client.drop();
});

test('a command that reaches both servers at once has its effect once', async () => {
  const [here, there] = await Promise.all([
    TestClient.join(one.url, tokenOf('alice')),
    TestClient.join(other.url, tokenOf('alice')),
  ]);
  const ids = Array.from({ length: 10 }, () => crypto.randomUUID());
  const pairs = await Promise.all(
    ids.map((id) =>
      Promise.all([here.command(start('own-tasks'), id), there.command(start('own-tasks'), id)]),
    ),
  );
  for (const [first, second] of pairs) expect(second).toEqual(first);
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from instance
    where started_by = 'alice'`.execute(database.store.db);
  expect(rows[0]?.count).toBe(ids.length);
  for (const client of [here, there]) client.drop();
});

test('an answer that was lost after the commit is given again by whichever server is asked', async () => {
  const id = crypto.randomUUID();
  const lost = await TestClient.join(one.url, tokenOf('maria'));
  lost.send({ type: 'command', id, command: start('own-tasks') });
  await lost.next('answer');
  lost.drop();
  const back = await TestClient.join(other.url, tokenOf('maria'));
  const answer = await back.command(start('own-tasks'), id);
  expect(answer).toEqual(await lost.next('answer'));
  const { tasks } = await back.next('snapshot');
  expect(tasks.filter(({ performer }) => performer.user?.id === 'maria')).toHaveLength(1);
  back.drop();
});

test('a client that hangs up right after sending may send again elsewhere: one effect', async () => {
  const ids = Array.from({ length: 10 }, () => crypto.randomUUID());
  for (const id of ids) {
    const client = await TestClient.join(one.url, tokenOf('admin'));
    client.send({ type: 'command', id, command: start('own-tasks') });
    client.drop();
    const back = await TestClient.join(other.url, tokenOf('admin'));
    expect(await back.command(start('own-tasks'), id)).toMatchObject({ type: 'answer', id });
    back.drop();
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from instance
    where started_by = 'admin'`.execute(database.store.db);
  expect(rows[0]?.count).toBe(ids.length);
});

describe('when the listening connections are cut', () => {
  const cut = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'throughline-listen' and datname = current_database()`.execute(
      database.store.db,
    );

  test('what happens meanwhile is delivered when they are back', async () => {
    const bob = await TestClient.join(other.url, tokenOf('bob'));
    const sam = await TestClient.join(one.url, tokenOf('sam'));
    const before = bob.events.length;
    await cut();
    for (let count = 0; count < 5; count += 1) await sam.command(start('team-task'));
    await bob.until(() => bob.events.length >= before + 5);
    expect(bob.events.map(({ offset }) => offset)).toEqual(
      bob.events.map(({ offset }, index) => (index === 0 ? offset : (bob.events[0]?.offset ?? 0) + index)),
    );
    for (const client of [bob, sam]) client.drop();
  });
});

test('when all connections are cut, clients stay and go on', async () => {
  const sam = await TestClient.join(one.url, tokenOf('sam'));
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(database.store.db);
  const id = crypto.randomUUID();
  let answer = await sam.command(start('team-task'), id);
  for (let tries = 0; answer.type === 'refusal' && answer.error.retryable && tries < 5; tries += 1) {
    sam.received.length = 0;
    answer = await sam.command(start('team-task'), id);
  }
  expect(answer.type).toBe('answer');
  sam.drop();
});

test('ending the sign-ins of an account closes its links on every server, and only its', async () => {
  const links = await Promise.all([one, other].map((server) => TestClient.join(server.url, tokenOf('bob'))));
  const alice = await TestClient.join(other.url, tokenOf('alice'));
  const response = await fetch(`${one.url}/api/accounts/bob/revoke`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf('admin')}` },
  });
  expect(response.status).toBe(200);
  for (const link of links) {
    expect((await link.next('error')).error.code).toBe('not-signed-in');
    expect(await link.closed).toMatchObject({ code: 4401 });
  }
  alice.send({ type: 'ping', id: 'still here' });
  expect(await alice.next('pong')).toEqual({ type: 'pong', id: 'still here' });
  alice.drop();
});

test('a server that stops tells its clients, finishes what has begun, and the other goes on', async () => {
  const third = await startTestServer(database);
  const alice = await TestClient.join(third.url, tokenOf('alice'));
  const id = crypto.randomUUID();
  const pending = alice.command(start('own-tasks'), id);
  alice.send({ type: 'ping', id: 'sent' });
  await alice.next('pong');
  await third.close();
  const answer = await pending;
  expect(answer.type).toBe('answer');
  expect((await alice.next('error')).error).toMatchObject({ code: 'server-stopping', retryable: true });
  expect(await alice.closed).toMatchObject({ code: 4503 });
  const again = await TestClient.join(one.url, tokenOf('alice'));
  expect(await again.command(start('own-tasks'), id)).toEqual(answer);
  again.drop();
});
