import { beforeAll, describe, expect, test } from 'vitest';
import {
  type ClientMessage,
  type Cursor,
  LinkResponse,
  type ServerMessage,
} from '../../lib/protocol/index.ts';
import type { RunningServer } from '../app.ts';
import { CHROME_ID } from '../identity/client.ts';
import { helloOf, TestClient } from '../testing/client.ts';
import { useDatabase } from '../testing/database.ts';
import { OWN_TASKS, TEAM_TASK } from '../testing/processes.ts';
import { fillDatabase, startTestServer } from '../testing/server.ts';
import { tokenOf } from '../testing/sign-in.ts';

const database = useDatabase();
let servers: RunningServer[];

beforeAll(async () => {
  await fillDatabase(database, [OWN_TASKS, TEAM_TASK]);
  servers = [await startTestServer(database), await startTestServer(database)];
});

let turn = 0;
/** One request, each to the other server than the last. */
async function exchange(
  user: string,
  cursor: Cursor | null,
  messages: ClientMessage[] = [],
  more: { waitMs?: number; signal?: AbortSignal } = {},
): Promise<ServerMessage[]> {
  turn += 1;
  const { waitMs = 0, ...rest } = more;
  const response = await fetch(`${servers[turn % 2]?.url}/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hello: helloOf(tokenOf(user), cursor), messages, waitMs }),
    ...rest,
  });
  return LinkResponse.parse(await response.json()).messages;
}

const start = (process: string, id: string = crypto.randomUUID()): ClientMessage => ({
  ...{ type: 'command', id },
  command: { type: 'process.start', process, record: null },
});

function cursorAfter(messages: ServerMessage[]): Cursor {
  const welcome = messages.find((message) => message.type === 'welcome');
  if (!welcome) throw new Error('Expected a welcome.');
  return welcome.cursor;
}

test('the first request is answered with a welcome and a snapshot', async () => {
  const messages = await exchange('alice', null);
  expect(messages.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
});

test('a command in a request is answered in it, once, whichever server takes the retry', async () => {
  const cursor = cursorAfter(await exchange('alice', null));
  const command = start('own-tasks');
  const first = await exchange('alice', cursor, [command]);
  const second = await exchange('alice', cursor, [command]);
  const answer = first.find(({ type }) => type === 'answer');
  expect(answer).toBeDefined();
  expect(second).toContainEqual(answer);
  const events = second.find((message) => message.type === 'events');
  expect(events?.events.filter(({ type }) => type === 'task.upserted')).toHaveLength(1);
});

test('messages of one request are answered in their order', async () => {
  const messages = await exchange('alice', null, [start('own-tasks', 'first'), { type: 'ping', id: 'then' }]);
  const ids = messages.flatMap((message) => ('id' in message ? [message.id] : []));
  expect(ids).toEqual(['first', 'then']);
});

describe('a request that waits', () => {
  test('is answered as soon as something happens, on whichever server', async () => {
    const cursor = cursorAfter(await exchange('bob', null));
    const waiting = exchange('bob', cursor, [], { waitMs: 25_000 });
    const sam = await TestClient.join(servers[turn % 2 === 0 ? 1 : 0]?.url ?? '', tokenOf('sam'));
    sam.send(start('team-task'));
    await sam.next('answer');
    sam.drop();
    const messages = await waiting;
    expect(messages.map(({ type }) => type)).toEqual(['welcome', 'events']);
    expect(messages[1]).toMatchObject({ offset: cursor.offset + 1 });
  });

  test('is answered with the welcome alone when nothing happens', async () => {
    const cursor = cursorAfter(await exchange('maria', null));
    const messages = await exchange('maria', cursor, [], { waitMs: 50 });
    expect(messages).toMatchObject([{ type: 'welcome', resumed: true }]);
  });

  test('does not wait when there is something to say already', async () => {
    const cursor = cursorAfter(await exchange('bob', null));
    await exchange('sam', null, [start('team-task')]);
    const messages = await exchange('bob', cursor, [], { waitMs: 25_000 });
    expect(messages.map(({ type }) => type)).toEqual(['welcome', 'events']);
  });

  test('that the client gives up leaves nothing behind', async () => {
    const cursor = cursorAfter(await exchange('maria', null));
    const abort = new AbortController();
    const waiting = exchange('maria', cursor, [], { waitMs: 25_000, signal: abort.signal });
    const links = async () => {
      const texts = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
      return texts.reduce((sum, text) => sum + Number(/^throughline_links (\d+)/m.exec(text)?.[1]), 0);
    };
    await expect.poll(links).toBe(1);
    abort.abort();
    await expect(waiting).rejects.toThrow();
    await expect.poll(links).toBe(0);
  });

  test('is told when the server stops', async () => {
    const third = await startTestServer(database);
    const cursor = cursorAfter(await exchange('maria', null));
    const waiting = fetch(`${third.url}/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ hello: helloOf(tokenOf('maria'), cursor), messages: [], waitMs: 25_000 }),
    });
    await expect
      .poll(async () => (await (await fetch(`${third.url}/metrics`)).text()).includes('throughline_links 1'))
      .toBe(true);
    const closing = third.close();
    const response = await waiting;
    expect(response.status).toBe(503);
    // Else the connection would hold up the end of the server for as long as it is kept alive.
    expect(response.headers.get('connection')).toBe('close');
    await closing;
    expect(await response.json()).toMatchObject({ code: 'server-stopping', retryable: true });
  });
});

describe('an origin', () => {
  const preflight = (origin: string, path: string) =>
    fetch(`${servers[0]?.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  test.each([
    '/link',
    '/health',
    '/api/tokens',
    '/api/tokens/t',
    '/api/calendar-address',
    '/api/tasks/t/attachments/a',
  ])('that is the extension may read %s', async (path) => {
    const origin = `chrome-extension://${CHROME_ID}`;
    const response = await preflight(origin, path);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });

  test.each([
    ['a page', 'https://crm.example', '/link'],
    ['another extension', `chrome-extension://${'a'.repeat(32)}`, '/link'],
    ['the extension, elsewhere', `chrome-extension://${CHROME_ID}`, '/api/me'],
  ])('that is %s may not', async (_title, origin, path) => {
    expect((await preflight(origin, path)).headers.get('access-control-allow-origin')).toBeNull();
  });
});
