import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ProtocolError, wireError } from '../protocol/index.ts';
import { type FakePort, portPair } from '../testing/ports.ts';
import type { OverlayView, PageToBackground } from './contract.ts';
import { connectPage } from './page-client.ts';

const HIDDEN: OverlayView = {
  ...{ view: 'hidden', record: null, task: null, depth: 0, working: null, side: 'right' },
  ...{ mayGo: false, about: null },
};

/** The background's ends of the ports that the client has opened, newest last. */
let opened: FakePort[];
const open = () => {
  const { page, background } = portPair('page');
  opened.push(background);
  return page;
};
const latest = () => opened.at(-1) as FakePort;
const got = (port: FakePort) => port.received as PageToBackground[];
const requests = (port: FakePort) => got(port).filter((message) => message.type === 'request');

beforeEach(() => {
  opened = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const turn = () => vi.advanceTimersByTimeAsync(0);

describe('watching', () => {
  it('gives the newest result of a query', async () => {
    const client = connectPage({ open });
    const overlay = client.watch({ kind: 'overlay' });
    expect(overlay.value).toBeNull();
    await turn();
    const [subscribe] = got(latest());
    expect(subscribe).toEqual({ type: 'subscribe', id: 1, query: { kind: 'overlay' } });
    latest().postMessage({ type: 'result', id: 1, result: { kind: 'overlay', overlay: HIDDEN } });
    await turn();
    expect(overlay.value).toEqual(HIDDEN);
  });

  it('asks once for a query that two components watch', async () => {
    const client = connectPage({ open });
    expect(client.watch({ kind: 'status' })).toBe(client.watch({ kind: 'status' }));
    await turn();
    expect(got(latest())).toHaveLength(1);
  });

  it('tells the background when nobody looks any more, and asks again when somebody does', async () => {
    const client = connectPage({ open });
    const stop = client.watch({ kind: 'status' }).subscribe(() => {});
    stop();
    client.watch({ kind: 'status' }).subscribe(() => {});
    await turn();
    expect(got(latest()).map(({ type }) => type)).toEqual(['subscribe', 'unsubscribe', 'subscribe']);
  });

  it('keeps the last result while the background restarts, and asks the new one', async () => {
    const client = connectPage({ open });
    const overlay = client.watch({ kind: 'overlay' });
    await turn();
    latest().postMessage({ type: 'result', id: 1, result: { kind: 'overlay', overlay: HIDDEN } });
    await turn();
    latest().disconnect();
    await Promise.resolve();
    expect(client.connected.value).toBe(false);
    expect(overlay.value).toEqual(HIDDEN);
    await turn();
    expect(opened).toHaveLength(2);
    expect(client.connected.value).toBe(true);
    await turn();
    expect(got(latest())).toEqual([{ type: 'subscribe', id: 1, query: { kind: 'overlay' } }]);
  });

  it('drops a result that does not fit the contract', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const client = connectPage({ open });
    const overlay = client.watch({ kind: 'overlay' });
    await turn();
    latest().postMessage({ type: 'result', id: 1, result: { kind: 'overlay', overlay: { view: 'all' } } });
    await turn();
    expect(overlay.value).toBeNull();
    expect(log).toHaveBeenCalledOnce();
  });
});

describe('requests', () => {
  it('resolve when done and reject with the error as it travelled', async () => {
    const client = connectPage({ open });
    const retry = client.request({ type: 'link.retry' });
    const wrong = client.request({ type: 'task.open', task: 't-9' });
    const caught = wrong.catch((error: ProtocolError) => error.wire);
    await turn();
    const [first, second] = requests(latest());
    latest().postMessage({ type: 'done', id: first?.id });
    latest().postMessage({
      type: 'failed',
      id: second?.id,
      error: wireError('task-unknown', { task: 't-9' }),
    });
    await turn();
    await expect(retry).resolves.toBeUndefined();
    expect(await caught).toEqual(wireError('task-unknown', { task: 't-9' }));
  });

  it('are sent again with the same key when the background died before it answered', async () => {
    const client = connectPage({ open });
    const start = client.request({ type: 'process.start', process: 'p', record: null });
    await turn();
    const [sent] = requests(latest());
    latest().disconnect();
    await turn();
    await turn();
    const [again] = requests(latest());
    expect(again).toEqual(sent);
    latest().postMessage({ type: 'done', id: again?.id });
    await turn();
    await expect(start).resolves.toBeUndefined();
  });

  it('keep only the last draft of a task while they wait for the background', async () => {
    const client = connectPage({ open });
    await turn();
    latest().disconnect();
    await Promise.resolve();
    const saves = ['a', 'ab', 'abc'].map((name) =>
      client.request({ type: 'draft.save', task: 't', draft: { name } }),
    );
    const other = client.request({ type: 'draft.save', task: 'u', draft: {} });
    await turn();
    await turn();
    const sent = requests(latest());
    expect(sent.map((message) => message.type === 'request' && message.request)).toEqual([
      { type: 'draft.save', task: 't', draft: { name: 'abc' } },
      { type: 'draft.save', task: 'u', draft: {} },
    ]);
    for (const { id } of sent) latest().postMessage({ type: 'done', id });
    await turn();
    await expect(Promise.all([...saves, other])).resolves.toHaveLength(4);
  });
});

describe('the frame in a CRM page', () => {
  it('proves itself first on every port', async () => {
    const client = connectPage({ open, nonce: 'n-1' });
    client.watch({ kind: 'overlay' });
    await turn();
    latest().disconnect();
    await turn();
    await turn();
    for (const port of opened) expect(got(port)[0]).toEqual({ type: 'redeem', nonce: 'n-1' });
  });

  it('stays empty and quiet when it is refused', async () => {
    const client = connectPage({ open, nonce: 'n-1' });
    await turn();
    latest().postMessage({ type: 'failed', id: 0, error: wireError('message-malformed') });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened).toHaveLength(1);
    expect(client.connected.value).toBe(false);
  });
});

it('waits longer between attempts that lead nowhere', async () => {
  const client = connectPage({ open });
  for (const delay of [0, 100, 300, 1000, 3000, 3000]) {
    const before = opened.length;
    latest().disconnect();
    await Promise.resolve();
    await vi.advanceTimersByTimeAsync(Math.max(0, delay - 1));
    if (delay > 0) expect(opened).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(opened).toHaveLength(before + 1);
  }
  client.close();
});

it('connects anew out of the back/forward cache, which has taken its port, and asks for everything again', async () => {
  const window = new EventTarget();
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
  const client = connectPage({ open });
  client.watch({ kind: 'overlay' });
  await turn();
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  expect(opened).toHaveLength(1);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  await turn();
  expect(opened).toHaveLength(2);
  expect(got(latest())).toEqual([{ type: 'subscribe', id: 1, query: { kind: 'overlay' } }]);
  client.close();
  vi.unstubAllGlobals();
});

it('leaves quietly when the extension was removed under it', async () => {
  const client = connectPage({
    open: () => {
      throw new Error('Extension context invalidated.');
    },
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(client.connected.value).toBe(false);
});
