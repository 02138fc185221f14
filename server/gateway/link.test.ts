import { describe, expect, test } from 'vitest';
import {
  type ClientMessage,
  LIMITS,
  PROTOCOL_VERSION,
  ProtocolError,
  wireError,
} from '../../lib/protocol/index.ts';
import { helloOf } from '../testing/client.ts';
import { Bench, CURSOR, ping, USER } from '../testing/link-bench.ts';

/** Every text in it is short enough; all of them together are not. */
const longCommand: ClientMessage = {
  type: 'command',
  id: 'c',
  command: {
    type: 'process.start',
    process: 'p',
    record: null,
    variables: Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`v${n}`, 'x'.repeat(15_000)])),
  },
};

describe('the hello', () => {
  test('without a cursor leads to a welcome and a snapshot', async () => {
    const bench = new Bench();
    await bench.say(helloOf('alice'));
    expect(bench.sent.map((message) => message.type)).toEqual(['welcome', 'snapshot']);
    expect(bench.sent[0]).toMatchObject({
      resumed: false,
      cursor: CURSOR,
      expiresAt: '2026-03-02T10:00:00.000Z',
    });
    expect(bench.sent[1]).toMatchObject({ cursor: CURSOR, part: 0, last: true });
  });

  test('with a cursor leads to a welcome and the events since', async () => {
    const bench = new Bench();
    await bench.say(helloOf('alice', { epoch: 'e1', offset: 4 }));
    expect(bench.sent[0]).toMatchObject({ type: 'welcome', resumed: true, cursor: CURSOR });
    expect(bench.sent[1]).toMatchObject({ type: 'events', epoch: 'e1', offset: 5, events: [{ type: 'x' }] });
    expect(bench.link.cursor).toEqual(CURSOR);
  });

  test('joins the channel before it is read, so that nothing in between is missed', async () => {
    const bench = new Bench();
    let joinedWhenRead = 0;
    bench.requests.gap = async () => {
      joinedWhenRead = bench.joined;
      return null;
    };
    await bench.say(helloOf('alice'));
    expect(joinedWhenRead).toBe(1);
    expect(bench.settled).toBe(1);
  });

  test('that does not come closes the link', () => {
    const bench = new Bench();
    bench.pass(LIMITS.helloMs);
    expect(bench.last).toEqual({ type: 'error', error: wireError('hello-late', { seconds: 10 }) });
    expect(bench.closed).toEqual({ code: 4408, error: 'hello-late' });
  });

  test('in time takes the alarm away', async () => {
    const bench = new Bench();
    await bench.say(helloOf('alice+3600'));
    bench.pass(LIMITS.helloMs);
    expect(bench.closed).toBeNull();
  });

  test('of a big channel gets a snapshot in parts, the last one marked', async () => {
    const bench = new Bench();
    const task = { id: 't' } as never;
    bench.requests.whole = async () => ({
      ...{ cursor: CURSOR, user: USER, systems: [], processes: [], reminders: [] },
      tasks: Array.from({ length: 1001 }, () => task),
    });
    await bench.say(helloOf('alice'));
    const parts = bench.sent.filter((message) => message.type === 'snapshot');
    expect(parts.map(({ part, last, tasks }) => [part, last, tasks.length])).toEqual([
      [0, false, 500],
      [1, false, 500],
      [2, true, 1],
    ]);
  });
});

describe('what breaks the rules is told why and closed', () => {
  const hello = helloOf('alice');
  const cases: [
    title: string,
    messages: (ClientMessage | string)[],
    code: string,
    close: number,
    text: string,
  ][] = [
    ['no JSON', ['{'], 'message-malformed', 4400, 'fails at the whole message: it is no JSON'],
    ['no object', ['[]'], 'message-malformed', 4400, 'fails at the whole message'],
    ['an unknown type', ['{"type":"dance"}'], 'message-malformed', 4400, 'fails at type'],
    ['a missing field', ['{"type":"ping"}'], 'message-malformed', 4400, 'fails at id'],
    [
      'a field too many',
      ['{"type":"ping","id":"1","x":1}'],
      'message-malformed',
      4400,
      'fails at the whole message',
    ],
    ['an empty text', [''], 'message-malformed', 4400, 'it is no JSON'],
    [
      'a text above the limit',
      ['x'.repeat(LIMITS.messageBytes + 1)],
      'message-too-large',
      4413,
      `${LIMITS.messageBytes} bytes`,
    ],
    [
      'a command above its own limit',
      [hello, longCommand],
      'message-too-large',
      4413,
      `${LIMITS.commandBytes} bytes`,
    ],
    [
      'another version',
      [JSON.stringify({ ...hello, version: PROTOCOL_VERSION + 1 })],
      'version-mismatch',
      4426,
      `version ${PROTOCOL_VERSION}, got ${PROTOCOL_VERSION + 1}`,
    ],
    [
      'a hello of another time',
      ['{"type":"hello","version":99,"who":"me"}'],
      'version-mismatch',
      4426,
      'got 99',
    ],
    ['a ping first', [ping], 'hello-expected', 4403, 'got `ping`'],
    ['a second hello', [hello, hello], 'hello-expected', 4403, 'got a second `hello`'],
    ['a bad token', [helloOf('mallory')], 'not-signed-in', 4401, 'one that nobody signed'],
    ['a bad new token', [hello, { type: 'token', token: 'mallory' }], 'not-signed-in', 4401, 'nobody signed'],
    [
      "another person's token",
      [hello, { type: 'token', token: 'bob' }],
      'not-signed-in',
      4401,
      'one of another person',
    ],
  ];

  test.each(cases)('%s', async (_title, messages, code, close, text) => {
    const bench = new Bench();
    await bench.say(...messages);
    expect(bench.last).toMatchObject({
      type: 'error',
      error: { code, message: expect.stringContaining(text) },
    });
    expect(bench.closed).toEqual({ code: close, error: code });
    expect(bench.timers).toBe(0);
  });

  test('more messages than allowed', async () => {
    const bench = await Bench.live();
    await bench.say(...Array.from({ length: LIMITS.messagesPer10s - 1 }, () => ping));
    expect(bench.closed).toBeNull();
    await bench.say(ping);
    expect(bench.closed).toEqual({ code: 4429, error: 'rate-exceeded' });
  });

  test('nothing is answered after the end', async () => {
    const bench = await Bench.live();
    await bench.say('{');
    const before = bench.sent.length;
    await bench.say(ping);
    bench.link.deliver('{}', 6);
    bench.link.stop();
    expect(bench.sent).toHaveLength(before);
    expect(bench.left).toBe(1);
  });
});

test('as many messages as allowed may come in every ten seconds', async () => {
  const bench = await Bench.live();
  await bench.say(...Array.from({ length: LIMITS.messagesPer10s - 1 }, () => ping));
  bench.pass(10_000);
  await bench.say(...Array.from({ length: LIMITS.messagesPer10s }, () => ping));
  expect(bench.closed).toBeNull();
});

describe('the token', () => {
  test('closes the link at the moment it expires', async () => {
    const bench = new Bench();
    await bench.say(helloOf('alice+90'));
    bench.pass(89_999);
    expect(bench.closed).toBeNull();
    bench.pass(1);
    expect(bench.closed).toEqual({ code: 4401, error: 'not-signed-in' });
    expect(bench.last).toMatchObject({
      error: { message: expect.stringContaining('expired at 2026-03-02T09:01:30') },
    });
  });

  test('is replaced by a fresh one before that', async () => {
    const bench = new Bench();
    await bench.say(helloOf('alice+90'), { type: 'token', token: 'alice+180' });
    bench.pass(90_000);
    expect(bench.closed).toBeNull();
    bench.pass(90_000);
    expect(bench.closed).toEqual({ code: 4401, error: 'not-signed-in' });
  });

  test('that cannot be checked now leaves the link as it was', async () => {
    const bench = new Bench();
    await bench.say(helloOf('alice+90'), { type: 'token', token: 'nobody-there' });
    expect(bench.closed).toBeNull();
    bench.pass(90_000);
    expect(bench.closed).toEqual({ code: 4401, error: 'not-signed-in' });
  });

  test('may live longer than a timer can count', async () => {
    const bench = new Bench();
    const days = 60 * 24 * 3600;
    await bench.say(helloOf(`alice+${days}`));
    bench.pass(2 ** 31 - 1);
    expect(bench.closed).toBeNull();
    bench.pass(days * 1000);
    expect(bench.closed).toEqual({ code: 4401, error: 'not-signed-in' });
  });
});

describe('commands and queries', () => {
  const start = { type: 'process.start', process: 'p', record: null } as const;
  const command = (id: string) => ({ type: 'command', id, command: start }) as const;

  test('are answered under their ids, in order', async () => {
    const bench = await Bench.live();
    const order: string[] = [];
    bench.requests.command = async (_user, id) => {
      order.push(`${id} begins`);
      await Promise.resolve();
      order.push(`${id} ends`);
      return { instance: id, open: [], ended: true };
    };
    await bench.say(command('1'), command('2'));
    expect(order).toEqual(['1 begins', '1 ends', '2 begins', '2 ends']);
    expect(bench.sent.map((message) => 'id' in message && message.id)).toEqual(['1', '2']);
  });

  test('do not hold up a ping', async () => {
    const bench = await Bench.live();
    const gate = Promise.withResolvers<void>();
    bench.requests.command = async () => {
      await gate.promise;
      return { instance: 'i', open: [], ended: true };
    };
    bench.link.receive(JSON.stringify(command('1')));
    bench.link.receive(JSON.stringify(ping));
    expect(bench.last).toEqual({ type: 'pong', id: 'p1' });
    gate.resolve();
    await bench.link.idle();
    expect(bench.last).toMatchObject({ type: 'answer', id: '1' });
  });

  test('that are refused leave the link open', async () => {
    const bench = await Bench.live();
    await bench.say({ type: 'query', id: 'q', query: { type: 'task.page', task: 't9' } });
    expect(bench.last).toEqual({
      type: 'refusal',
      id: 'q',
      error: wireError('task-unknown', { task: 't9' }),
    });
    expect(bench.closed).toBeNull();
  });

  test('that meet a fault of the server are given a reference, and the log the reason', async () => {
    const bench = await Bench.live();
    bench.requests.command = async () => {
      throw new TypeError('secret text of a programmer');
    };
    await bench.say(command('1'));
    expect(bench.last).toMatchObject({ type: 'refusal', error: { code: 'server-fault', retryable: true } });
    expect(JSON.stringify(bench.last)).not.toContain('secret');
    expect(bench.faults).toHaveLength(1);
  });

  test('of somebody whose account went away end the link', async () => {
    const bench = await Bench.live();
    bench.requests.command = async () => {
      throw new ProtocolError('not-signed-in', { problem: 'one whose account is gone' });
    };
    await bench.say(command('1'));
    expect(bench.closed).toEqual({ code: 4401, error: 'not-signed-in' });
  });
});

describe('a link that is told to', () => {
  test('starts again sends a snapshot without another welcome', async () => {
    const bench = await Bench.live();
    bench.link.restart();
    expect(bench.link.cursor).toBeNull();
    await bench.link.idle();
    expect(bench.sent.map((message) => message.type)).toEqual(['snapshot']);
    expect(bench.link.cursor).toEqual(CURSOR);
  });

  test('stop says so and closes', async () => {
    const bench = await Bench.live();
    bench.link.stop();
    expect(bench.last).toMatchObject({ type: 'error', error: { code: 'server-stopping', retryable: true } });
    expect(bench.closed).toEqual({ code: 4503, error: 'server-stopping' });
  });

  test('greet while the server has a fault closes, because without a welcome there is no link', async () => {
    const bench = new Bench();
    bench.requests.gap = async () => {
      throw new Error('no database');
    };
    await bench.say(helloOf('alice'));
    expect(bench.closed).toEqual({ code: 4500, error: 'server-fault' });
    expect(bench.left).toBe(1);
  });
});
