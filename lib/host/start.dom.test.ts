import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HostToBackground } from '../messaging/contract.ts';
import { demo } from '../sites/demo.ts';
import { portPair } from '../testing/ports.ts';
import { barMeeting } from './bar-script.ts';
import type { OnAct } from './stage-bar/stage-bar.ts';
import { startHost } from './start.ts';

const BOX = { x: 0, y: 0, width: 10, height: 10 };
const settle = () => vi.advanceTimersByTimeAsync(100);

let life: AbortController;
beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** The host script on the page of a record, with a stage bar whose presses are made here. */
async function open(path: string): Promise<{ heard: HostToBackground[]; press: OnAct }> {
  history.replaceState(null, '', path);
  const { page, background } = portPair('host');
  startHost(
    {
      connect: () => page,
      alive: () => true,
    },
    life,
  );
  background.postMessage({ type: 'words', texts: {}, locale: 'en' });
  background.postMessage({ type: 'site', site: demo });
  await settle();
  const [record] = (background.received as HostToBackground[]).flatMap((it) =>
    it.type === 'record' && it.record ? [it.record] : [],
  );
  if (!record) throw new Error(`Expected a record at ${path}, got none.`);
  background.postMessage({ type: 'bar', record: { type: record.type, id: record.id }, bar: {} });
  let press: OnAct = () => {};
  barMeeting.bring((act) => {
    press = act;
    const bar = { element: document.createElement('i'), box: () => null, focus() {}, remove() {}, draw() {} };
    return { ...bar, put() {}, dock() {}, isAt: () => true, isAlone: () => true } as never;
  });
  await settle();
  return { heard: background.received as HostToBackground[], press };
}

const pressed = (heard: readonly HostToBackground[]) =>
  heard.flatMap((message) => (message.type === 'bar' ? [message.record] : []));

it('a press at the stage bar is about the record of the bar, while the page shows it', async () => {
  const { heard, press } = await open('/leads/7');
  press({ kind: 'steps' }, BOX, true);
  await settle();
  expect(pressed(heard)).toEqual([{ type: 'lead', id: '7' }]);
});

it('is about nothing once the page has gone on, also where nobody has told of it yet', async () => {
  const { heard, press } = await open('/leads/7');
  history.replaceState(null, '', '/leads/8');
  press({ kind: 'steps' }, BOX, true);
  await settle();
  expect(pressed(heard)).toEqual([]);
});
