import { expect, it } from 'vitest';
import { portPair } from '../testing/ports.ts';
import { HeldPort } from './held-port.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('keeps what comes before anybody listens, in order', async () => {
  const { page, background } = portPair('page');
  const held = new HeldPort(background);
  page.postMessage(1);
  page.postMessage(2);
  await turn();
  const heard: unknown[] = [];
  held.onMessage.addListener((message) => heard.push(message));
  page.postMessage(3);
  await turn();
  expect(heard).toEqual([1, 2, 3]);
});

it('tells a late listener that the other end has gone', async () => {
  const { page, background } = portPair('page');
  const held = new HeldPort(background);
  page.disconnect();
  await turn();
  let gone = false;
  held.onDisconnect.addListener(() => {
    gone = true;
  });
  expect(gone).toBe(true);
});
