/// <reference lib="dom" />
/** The extension's own link, cache and outbox against a real server, by socket and over HTTP. */
import 'fake-indexeddb/auto';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { openFallback } from '../../lib/connection/fallback.ts';
import { openSocket, socketAnswers } from '../../lib/connection/socket.ts';
import type { OpenTransport } from '../../lib/connection/transport.ts';
import type { Command } from '../../lib/protocol/index.ts';
import { type Client, startClient } from '../../lib/testing/client.ts';
import { FakeAuth } from '../../lib/testing/fake-auth.ts';
import { ALL_TASKS } from '../../lib/testing/samples.ts';
import type { RunningServer } from '../app.ts';
import { freePort } from '../free-port.ts';
import { useDatabase } from '../testing/database.ts';
import { QUALIFY, RECORD, SYSTEMS } from '../testing/processes.ts';
import { fillDatabase, startTestServer } from '../testing/server.ts';
import { tokenOf } from '../testing/sign-in.ts';

vi.mock('wxt/browser', () => {
  const session = { get: async () => ({}), set: async () => undefined };
  return { browser: { storage: { session }, runtime: { getPlatformInfo: async () => ({}) } } };
});

const START: Command = { type: 'process.start', process: 'qualify', record: RECORD };
const database = useDatabase();
let server: RunningServer;
let client: Client;
let run = 0;

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY]);
});
beforeEach(async () => {
  server = await startTestServer(database, { port: await freePort() });
});
afterEach(async () => {
  client.kill();
  await server.close();
});

const signedInAs = (user: string) => {
  const auth = new FakeAuth();
  auth.token = async () => tokenOf(user);
  return auth;
};
const join = async (user: string, open: OpenTransport) => {
  run += 1;
  client = await startClient(`extension-${run}`, signedInAs(user), {
    ...{ server: server.url, socketAnswers },
    transports: { socket: open, http: open },
  });
  await vi.waitUntil(() => client.link.live);
};
const send = async (id: string, command: Command) => {
  await client.outbox.add({ id, command, title: '', tab: null });
  await client.delivery.pump();
};
const tasks = async () => (await client.cache.list(ALL_TASKS)).items;

describe.each([
  ['by socket', openSocket],
  ['over HTTP', openFallback],
])('%s', (name, open) => {
  test('a process runs from its start to its end', async () => {
    await join('maria', open);
    expect(client.cache.user?.id).toBe('maria');
    expect(client.cache.systems).toEqual(SYSTEMS);
    expect(client.cache.processes.map(({ key }) => key)).toEqual(['qualify']);
    await send(`${name}-start`, START);
    await vi.waitUntil(() => client.answers.length === 1);
    const [page] = client.answers[0]?.[1].open ?? [];
    expect(page).toMatchObject({ task: { title: 'Is it a good lead?' }, content: { kind: 'user-dialog' } });
    const task = page?.task.id ?? '';
    await vi.waitUntil(async () => (await tasks()).some(({ id }) => id === task));
    expect(await client.link.ask({ type: 'task.page', task })).toMatchObject({
      page: { task: { id: task } },
    });
    // A question beside the tasks travels both ways, its refusal too.
    const lookup = { type: 'lookup.search', task, field: 'who', text: 'a' } as const;
    await expect(client.link.ask(lookup)).rejects.toMatchObject({ wire: { code: 'step-unfit' } });
    await send(`${name}-end`, {
      ...{ type: 'task.complete', task },
      submission: { kind: 'user-dialog', answers: ['no'] },
    });
    await vi.waitUntil(() => client.answers.length === 2);
    expect(client.answers[1]?.[1]).toMatchObject({ ended: true, open: [] });
    await vi.waitUntil(async () => !(await tasks()).some(({ id }) => id === task));
    expect(await client.outbox.all()).toEqual([]);
  });

  test('what another person does is seen', async () => {
    await join('sam', open);
    const before = client.cache.cursor?.offset ?? 0;
    const other = await startClient(`other-${run}`, signedInAs('sam'), {
      ...{ server: server.url, transports: { socket: openSocket, http: openFallback } },
    });
    await vi.waitUntil(() => other.link.live);
    await other.outbox.add({ id: `${name}-other`, command: START, title: '', tab: null });
    await other.delivery.pump();
    await vi.waitUntil(() => (client.cache.cursor?.offset ?? 0) > before);
    other.kill();
  });

  test('a command given while the server is away is carried out once when it is back', async () => {
    await join('alice', open);
    const { port } = new URL(server.url);
    await server.close();
    await vi.waitUntil(() => !client.link.live);
    await send(`${name}-away`, START);
    server = await startTestServer(database, { port: Number(port) });
    await vi.waitUntil(() => client.answers.length === 1, { timeout: 20_000 });
    expect(await client.outbox.all()).toEqual([]);
    // The events of a command may come after its answer.
    const expected = name === 'by socket' ? 1 : 2;
    await vi.waitUntil(async () => (await tasks()).length >= expected);
    expect(await tasks()).toHaveLength(expected);
  });
});

test('a signed-out token leads back to the sign-in', async () => {
  run += 1;
  const auth = new FakeAuth();
  client = await startClient(`extension-${run}`, auth, {
    ...{ server: server.url, transports: { socket: openSocket, http: openFallback } },
  });
  await vi.waitUntil(() => client.link.machine.phase === 'signed-out');
  expect(client.link.machine.problem?.code).toBe('not-signed-in');
  expect(auth.refusals).toEqual(['token-1', 'token-2']);
});

/** Something between the client and the server that accepts sockets. */
async function proxy(take: (socket: ServerSocket) => void): Promise<string> {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  sockets.on('connection', take);
  await new Promise((resolve) => sockets.once('listening', resolve));
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  });
  return `http://127.0.0.1:${(sockets.address() as AddressInfo).port}`;
}

test('a socket works when the server is heard over it, not when something opens it', async () => {
  expect(await socketAnswers(server.url, 5000)).toBe(true);
  expect(await socketAnswers(await proxy((socket) => socket.close()), 5000)).toBe(false);
  expect(await socketAnswers(await proxy(() => undefined), 200)).toBe(false);
});

test('the work goes on over HTTP behind a proxy that closes every socket at once', async () => {
  const closing = await proxy((socket) => socket.close());
  run += 1;
  client = await startClient(`extension-${run}`, signedInAs('maria'), {
    ...{ server: server.url, reachable: async () => true, socketAnswers },
    transports: { socket: (options) => openSocket({ ...options, server: closing }), http: openFallback },
  });
  await vi.waitUntil(() => client.link.live, { timeout: 10_000 });
  expect(client.link.machine.transport).toBe('http');
});
