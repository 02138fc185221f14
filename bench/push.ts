import WebSocket, { WebSocketServer } from 'ws';
import { until } from '../e2e/support/ui.ts';
import { PROTOCOL_VERSION, ServerMessage, type Task } from '../lib/protocol/index.ts';
import { accessToken, connectApi } from '../scripts/start/api.ts';
import { type Bench, median, percentile } from './support/figure.ts';
import { type BenchWorld, SYSTEM, startBenchWorld } from './support/world.ts';

const ROUNDS = 30;

/** From a commit on the server to the item in the drawer, beside a bare socket and a bare echo. */
export const bench: Bench = {
  name: 'push',
  async run(report) {
    const world = await startBenchWorld();
    try {
      const echo = await echoes();
      report({ name: 'bare WebSocket echo, p95', value: percentile(echo, 0.95), unit: 'ms', budget: null });
      const { socket, drawer } = await pushes(world);
      report({
        name: 'commit to a bare client of the server, p95',
        value: percentile(socket, 0.95),
        unit: 'ms',
        budget: null,
      });
      report({
        name: 'commit to visible in the drawer, p95',
        value: percentile(drawer, 0.95),
        unit: 'ms',
        budget: 35,
      });
      report({
        name: 'commit to visible in the drawer, p50',
        value: median(drawer),
        unit: 'ms',
        budget: null,
      });
    } finally {
      await world.close();
    }
  },
};

/**
 * A colleague starts a process whose first task is alice's. The commit is taken for the moment at which the
 * bare client of the same channel would have it with no way at all: `createdAt`, which is before the commit,
 * so every figure here is an upper bound.
 */
async function pushes({ server, alice, site }: BenchWorld): Promise<{ socket: number[]; drawer: number[] }> {
  const seen = new Map<string, number>();
  const client = await bareClient(server.url, 'alice', (task, at) =>
    seen.set(task.id, at - Date.parse(task.createdAt)),
  );
  const popup = await alice.popup();
  await popup.bringToFront();
  await popup.evaluate(WATCH);
  const api = await connectApi(server.url, 'alice');
  for (let round = 0; round < ROUNDS; round += 1) {
    const record = {
      system: SYSTEM,
      type: 'issue',
      id: String(round),
      title: `Issue ${round}`,
      url: site.record,
    };
    await api.post('/processes/qualify-a-lead/start', { record });
    await until(
      'the item in the drawer',
      () => popup.evaluate(`bench.times.length > ${round}`) as Promise<boolean>,
    );
  }
  const times = (await popup.evaluate('bench.times')) as { caption: string; at: number }[];
  const tasks = await api.get<Task[]>('/tasks');
  const drawer = times.flatMap(({ caption, at }) => {
    const task = tasks.find(({ instance }) => instance.caption === caption);
    return task ? [at - Date.parse(task.createdAt)] : [];
  });
  client.close();
  return { socket: [...seen.values()], drawer };
}

/** Runs in the drawer: the time of the frame after the one in which an item came. */
const WATCH = `
globalThis.bench = { times: [], known: new Set() };
new MutationObserver(() => {
  for (const item of document.querySelectorAll('.task-item-caption')) {
    const caption = item.textContent;
    if (bench.known.has(caption)) continue;
    bench.known.add(caption);
    requestAnimationFrame(() => bench.times.push({ caption, at: performance.timeOrigin + performance.now() }));
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true });`;

/** A client that does nothing but say hello and listen. */
export async function bareClient(
  url: string,
  login: string,
  onTask: (task: Task, at: number) => void = () => {},
  token?: string,
): Promise<WebSocket> {
  const hello = {
    type: 'hello',
    version: PROTOCOL_VERSION,
    token: token ?? (await accessToken(url, login)),
    client: { name: 'bench', version: '1' },
    cursor: null,
  };
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/link`);
  return new Promise((live, fail) => {
    socket.on('error', fail);
    socket.on('open', () => socket.send(JSON.stringify(hello)));
    socket.on('message', (data) => {
      const at = performance.timeOrigin + performance.now();
      const message = ServerMessage.parse(JSON.parse(data.toString()));
      if (message.type === 'error') fail(new Error(message.error.message));
      if (message.type === 'welcome') live(socket);
      if (message.type !== 'events') return;
      for (const event of message.events) if (event.type === 'task.upserted') onTask(event.task, at);
    });
  });
}

/** Round trips over a socket with nothing behind it: what the machine itself takes. */
async function echoes(): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address, got none.');
  const socket = new WebSocket(`ws://127.0.0.1:${address.port}`);
  await new Promise((open) => socket.once('open', open));
  const samples: number[] = [];
  for (let round = 0; round < 200; round += 1) {
    const began = performance.now();
    socket.send('{}');
    await new Promise((back) => socket.once('message', back));
    samples.push(performance.now() - began);
  }
  socket.close();
  server.close();
  return samples;
}
