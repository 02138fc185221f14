import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Command, ProtocolError, wireError } from '../protocol/index.ts';
import { type Client, type Network, startClient } from '../testing/client.ts';
import { FakeAuth } from '../testing/fake-auth.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { settled } from '../testing/ports.ts';
import { ALL_TASKS, samplePage, sampleTask, sampleUser } from '../testing/samples.ts';
import type { OpenTransport } from './transport.ts';

const NAME = 'link';
const START: Command = { type: 'process.start', process: 'p', record: null };
const COMPLETE: Command = {
  type: 'task.complete',
  task: 'a',
  submission: { kind: 'user-dialog', answers: ['yes'] },
};

let server: FakeServer;
let auth: FakeAuth;
let client: Client;

beforeEach(async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  vi.spyOn(fakeBrowser.runtime, 'getPlatformInfo').mockResolvedValue({
    os: 'linux',
    arch: 'x86-64',
  } as never);
  await deleteDB(NAME);
  server = new FakeServer();
  auth = new FakeAuth();
});
afterEach(() => {
  client.kill();
  vi.useRealTimers();
});

const direct = () => ({ socket: server.transport, http: server.transport });
const start = async (network: Partial<Network> = {}) => {
  client = await startClient(NAME, auth, { transports: direct(), ...network });
  await settled();
};
/** Time goes by in steps, as storage answers between timers. */
const pass = async (ms: number) => {
  for (let left = ms; left > 0; left -= 1000) {
    await vi.advanceTimersByTimeAsync(Math.min(left, 1000));
    await settled(20);
  }
};
const ids = async () => (await client.cache.list(ALL_TASKS)).items.map(({ id }) => id).sort();
const send = async (id: string, command: Command) => {
  await client.outbox.add({ id, command, title: id, tab: 1 });
  await client.delivery.pump();
  await settled();
};

describe('coming up', () => {
  it('is live when the snapshot is stored', async () => {
    for (const id of ['a', 'b', 'c', 'd']) server.emit({ type: 'task.upserted', task: sampleTask(id) });
    await start();
    expect(client.link.machine.phase).toBe('live');
    expect(await ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('asks for the gap only, after an interruption', async () => {
    await start();
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await settled();
    server.cut();
    server.emit({ type: 'task.upserted', task: sampleTask('b') });
    await pass(1000);
    expect(client.link.live).toBe(true);
    expect(await ids()).toEqual(['a', 'b']);
    expect(server.heard.filter(({ type }) => type === 'hello').at(-1)).toMatchObject({
      cursor: { epoch: 'epoch-1', offset: 1 },
    });
  });

  it('does not show one person what was stored for another', async () => {
    server.emit({ type: 'task.upserted', task: sampleTask('of-ada') });
    await start();
    server.cut();
    server.user = sampleUser('bob');
    server.tasks.clear();
    await pass(5000);
    expect(client.cache.user?.id).toBe('bob');
    expect(client.link.live).toBe(true);
    expect(await ids()).toEqual([]);
  });

  it('waits as long as the background before it would have', async () => {
    server.reachable = false;
    // The wait is drawn by lot; none at all would be over before the next background.
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    await start();
    const { nextAttemptAt, attempt } = client.link.machine;
    client.kill();
    client = await startClient(NAME, auth, { transports: direct() });
    expect(client.link.machine).toMatchObject({ phase: 'waiting', nextAttemptAt, attempt });
  });
});

describe('the sign-in', () => {
  it('is renewed once when the server refuses the token, and nobody notices', async () => {
    server.refusal = wireError('not-signed-in', { problem: 'an expired token' });
    await start();
    expect(auth.refusals).toEqual(['token-1']);
    server.refusal = null;
    await pass(1000);
    expect(client.link.live).toBe(true);
    expect(server.heard.at(-1)).toMatchObject({ type: 'hello', token: 'token-2' });
  });

  it('ends with the reason when the renewed token is refused too, and keeps what is stored', async () => {
    server.emit({ type: 'task.upserted', task: sampleTask('a') });
    await start();
    server.refusal = wireError('not-signed-in', { problem: 'a revoked token' });
    server.cut(server.refusal);
    await pass(1000);
    expect(client.link.machine).toMatchObject({ phase: 'signed-out', problem: server.refusal });
    expect(await ids()).toEqual(['a']);
    server.refusal = null;
    await auth.signIn();
    await settled();
    expect(client.link.live).toBe(true);
  });

  it('tells the server a renewed token', async () => {
    await start();
    auth.issued = 2;
    await pass(20_000);
    expect(server.heard.filter(({ type }) => type === 'token')).toEqual([
      { type: 'token', token: 'token-2' },
    ]);
  });
});

describe('a dead line', () => {
  it('is noticed after two missed pongs', async () => {
    await start();
    const line = [...server.lines][0];
    if (line) line.options = { ...line.options, onMessage: async () => undefined };
    await pass(40_000);
    expect(client.link.live).toBe(true);
    await pass(20_000);
    expect(client.link.machine.problem?.message).toContain('silence');
  });

  it('is noticed at once when there is a doubt', async () => {
    await start();
    const line = [...server.lines][0];
    if (line) line.options = { ...line.options, onMessage: async () => undefined };
    client.link.kick();
    await pass(5000);
    expect(client.link.machine.attempt).toBe(1);
  });

  it('keeps the background alive by a call that Firefox counts', async () => {
    await start();
    await pass(60_000);
    expect(fakeBrowser.runtime.getPlatformInfo).toHaveBeenCalledTimes(3);
  });
});

describe('a blocked socket', () => {
  const never = () => ({ send: () => undefined, close: () => undefined });

  it('gives way to HTTP when the server answers there, and comes back when it opens', async () => {
    let opens = false;
    await start({
      transports: {
        socket: (options) => (opens ? server.transport(options) : never()),
        http: server.transport,
      },
      reachable: async () => true,
      socketAnswers: async () => opens,
    });
    await pass(5000);
    await pass(1000);
    await pass(5000);
    expect(client.link.machine).toMatchObject({ phase: 'live', transport: 'http' });
    opens = true;
    await pass(60_000);
    expect(client.link.machine).toMatchObject({ phase: 'live', transport: 'socket' });
  });

  it.each<[string, OpenTransport]>([
    [
      'closes it before the welcome',
      ({ onOpen, onLost }) => {
        queueMicrotask(() => {
          onOpen();
          onLost(wireError('server-unreachable', { server: 'it', problem: 'a closed connection' }));
        });
        return never();
      },
    ],
    [
      'swallows what is sent',
      ({ onOpen }) => {
        queueMicrotask(onOpen);
        return never();
      },
    ],
  ])('gives way to HTTP where something opens it and %s', async (_, socket) => {
    await start({ transports: { socket, http: server.transport }, reachable: async () => true });
    await pass(30_000);
    expect(client.link.machine).toMatchObject({ phase: 'live', transport: 'http' });
  });

  it('is not blamed when there is no token to say hello with', async () => {
    const away = wireError('server-unreachable', { server: 'the provider', problem: 'nothing' });
    vi.spyOn(auth, 'token').mockRejectedValue(new ProtocolError(away));
    const socket: OpenTransport = ({ onOpen, hello, onLost }) => {
      onOpen();
      hello().catch(() => onLost(away));
      return never();
    };
    await start({ transports: { socket, http: server.transport }, reachable: async () => true });
    await pass(10_000);
    expect(client.link.machine.attempt).toBeGreaterThan(2);
    expect(client.link.machine).toMatchObject({ transport: 'socket', socketFailures: 0 });
  });

  it('is tried again and again when the server does not answer at all', async () => {
    await start({ transports: { socket: never, http: server.transport }, reachable: async () => false });
    await pass(60_000);
    expect(client.link.machine.transport).toBe('socket');
    expect(client.link.machine.attempt).toBeGreaterThan(2);
  });
});

describe('commands', () => {
  it('given without a link leave in order when it is back, once', async () => {
    await start();
    server.reachable = false;
    server.cut();
    for (const id of ['1', '2', '3']) await send(id, { ...START, process: id });
    expect(server.effects).toEqual([]);
    server.reachable = true;
    await pass(60_000);
    expect(server.effects.map((command) => command.type === 'process.start' && command.process)).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(await client.outbox.all()).toEqual([]);
  });

  it('whose answer was lost with the server are sent again with the same id and take effect once', async () => {
    await start();
    server.mute = true;
    await send('1', START);
    expect(await client.outbox.find('1')).toMatchObject({ state: 'sent' });
    server.cut();
    server.mute = false;
    await pass(1000);
    expect(server.effects).toHaveLength(1);
    expect(client.answers).toHaveLength(1);
    expect(await client.outbox.all()).toEqual([]);
  });

  it('survive the background, sent or not', async () => {
    await start();
    server.mute = true;
    await send('1', START);
    await send('2', START);
    client.kill();
    server.mute = false;
    await start();
    expect(server.effects).toHaveLength(2);
    expect(client.answers.map(([{ id }]) => id)).toEqual(['1', '2']);
  });

  it('that the server refuses come back with the reason and what was entered', async () => {
    const error = wireError('task-closed', { reason: 'completed', by: 'Bob', at: 'noon' });
    server.onCommand = () => error;
    await start();
    await send('1', COMPLETE);
    expect(await client.outbox.find('1')).toMatchObject({ state: 'refused', error });
    expect(await client.database.get('drafts', [client.cache.account ?? '', 'a'])).toMatchObject({
      draft: { $answers: ['yes'] },
    });
    expect(client.refusals).toHaveLength(1);
  });

  it('that the server cannot take now are tried again, and the next one need not wait', async () => {
    let faults = 2;
    server.onCommand = (command) => {
      if (command.type === 'process.start' && command.process === 'slow' && faults > 0) {
        faults -= 1;
        return wireError('server-fault', { reference: 'r' });
      }
      return { instance: 'i', open: [], ended: false };
    };
    await start();
    await send('1', { ...START, process: 'slow' });
    await send('2', START);
    expect(client.answers.map(([{ id }]) => id)).toEqual(['2']);
    await pass(10_000);
    expect(client.answers.map(([{ id }]) => id)).toEqual(['2', '1']);
  });

  it('are given back when the server keeps failing', async () => {
    server.onCommand = () => wireError('server-fault', { reference: 'r' });
    await start();
    await send('1', COMPLETE);
    await pass(120_000);
    expect(await client.outbox.find('1')).toMatchObject({ state: 'refused', attempts: 5 });
  });

  it('that end the link are not sent again', async () => {
    await start();
    server.mute = true;
    await send('1', COMPLETE);
    server.cut(wireError('message-malformed', { where: 'x', problem: 'y' }));
    await pass(5000);
    expect(await client.outbox.find('1')).toMatchObject({ state: 'refused' });
    expect(client.link.live).toBe(true);
  });

  it('complete a task once, from however many tabs', async () => {
    await start();
    server.mute = true;
    await send('1', COMPLETE);
    expect(await client.outbox.add({ id: '2', command: COMPLETE, title: '', tab: 2 })).toBe(false);
    expect(await client.outbox.all()).toHaveLength(1);
  });

  it('without an answer soon raise a doubt, which finds a dead line early', async () => {
    await start();
    const line = [...server.lines][0];
    if (line) line.options = { ...line.options, onMessage: async () => undefined };
    await send('1', START);
    await pass(10_000);
    expect(client.link.machine.attempt).toBe(1);
  });

  it('without an answer for long end the link, even if it is alive', async () => {
    await start();
    server.mute = true;
    await send('1', START);
    await pass(29_000);
    expect(client.link.live).toBe(true);
    await pass(1000);
    expect(client.link.machine.attempt).toBe(1);
  });
});

describe('questions', () => {
  it('are answered, refused, or end with the link', async () => {
    server.pages.set('a', samplePage('a'));
    await start();
    expect(await client.link.ask({ type: 'task.page', task: 'a' })).toMatchObject({
      page: { task: { id: 'a' } },
    });
    await expect(client.link.ask({ type: 'task.page', task: 'b' })).rejects.toMatchObject({
      wire: { code: 'task-unknown' },
    });
    const open = client.link.ask({ type: 'task.page', task: 'a' });
    const lost = expect(open).rejects.toMatchObject({ wire: { code: 'server-unreachable' } });
    server.cut();
    await lost;
  });
});
