import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakePort, portPair } from '../testing/ports.ts';
import { Link, type LinkEvents } from './link.ts';

let life: AbortController;
let ends: FakePort[];
let alive: boolean;
let events: LinkEvents;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  ends = [];
  alive = true;
  events = { connected: vi.fn(), received: vi.fn(), orphaned: vi.fn() };
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

function link() {
  const background = {
    connect() {
      if (!alive) throw new Error('Extension context invalidated.');
      const { page, background: end } = portPair('host');
      ends.push(end);
      return page;
    },
    alive: () => alive,
  };
  return new Link(background, events, life.signal);
}

/** The background ends, as it does after half a minute without work. */
async function endBackground(): Promise<void> {
  ends.at(-1)?.disconnect();
  await vi.advanceTimersByTimeAsync(0);
}

describe('the link to the background', () => {
  it('says that it is connected before anything else is sent', async () => {
    const open = link();
    open.open();
    expect(events.connected).toHaveBeenCalledTimes(1);
  });

  it('connects again when the background has ended, and says so', async () => {
    link().open();
    await endBackground();
    await vi.advanceTimersByTimeAsync(300);
    expect(events.connected).toHaveBeenCalledTimes(2);
  });

  it('waits longer each time, so that it does not keep a background alive that has nothing to do', async () => {
    link().open();
    for (let round = 0; round < 10; round += 1) {
      await endBackground();
      await vi.advanceTimersByTimeAsync(30_000);
    }
    const before = ends.length;
    await endBackground();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(ends).toHaveLength(before);
  });

  it('sends through a new port when the old one is gone', async () => {
    const open = link();
    open.open();
    await endBackground();
    open.send({ type: 'dismiss' });
    await vi.advanceTimersByTimeAsync(0);
    expect(ends).toHaveLength(2);
    expect(ends[1]?.received).toEqual([{ type: 'dismiss' }]);
  });

  it('hands over what the background says', async () => {
    link().open();
    ends[0]?.postMessage({ type: 'hide' });
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.mocked(events.received).mock.calls).toEqual([[{ type: 'hide' }]]);
  });

  it('knows that it is an orphan when the port goes because the extension is gone', async () => {
    link().open();
    alive = false;
    await endBackground();
    expect(events.orphaned).toHaveBeenCalledTimes(1);
  });

  it('knows that it is an orphan when connecting fails', () => {
    alive = false;
    link().open();
    expect(events.orphaned).toHaveBeenCalledTimes(1);
  });

  it('opens a new port when the page comes out of the back/forward cache, which has taken the old one unheard', async () => {
    link().open();
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
    expect(ends).toHaveLength(1);
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    await vi.advanceTimersByTimeAsync(0);
    expect(ends.map((end) => end.open)).toEqual([false, true]);
    expect(events.connected).toHaveBeenCalledTimes(2);
  });

  it('closes its port at the end of its life and does not come back', async () => {
    link().open();
    life.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ends).toHaveLength(1);
    expect(ends[0]?.open).toBe(false);
  });
});
