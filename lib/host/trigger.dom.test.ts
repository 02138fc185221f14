import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TriggerAnswer, TriggerMessage } from '../messaging/contract.ts';
import { claimDocument } from './presence.ts';
import { startTrigger } from './trigger.ts';

const sendMessage = vi.fn<(message: TriggerMessage) => Promise<TriggerAnswer>>();
const asked = () => sendMessage.mock.calls.map(([{ type }]) => type);
const come = (event: string) => document.dispatchEvent(new Event(event));
let life: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  sendMessage.mockReset().mockResolvedValue(null);
  vi.stubGlobal('chrome', { runtime: { sendMessage } });
  history.replaceState(null, '', '/leads/1');
});

afterEach(async () => {
  // The host script that comes has the trigger go to rest.
  claimDocument(life.signal);
  come('visibilitychange');
  await vi.runAllTimersAsync();
  life.abort();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the trigger', () => {
  it('asks what counts here, and for the host script only where the address is that of a record', async () => {
    sendMessage.mockResolvedValue(['^/leads/\\d+']);
    history.replaceState(null, '', '/about');
    startTrigger();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toEqual(['page-opened']);
    history.pushState(null, '', '/leads/7');
    dispatchEvent(new PopStateEvent('popstate'));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked()).toEqual(['page-opened', 'record-page']);
  });

  it('asks again when nobody has heard it, and not for ever', async () => {
    sendMessage.mockRejectedValue(new Error('Could not establish connection.'));
    startTrigger();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toEqual(['page-opened', 'page-opened', 'page-opened']);
  });

  it('asks anew when a page is shown that the browser had made ready unseen', async () => {
    startTrigger();
    await vi.advanceTimersByTimeAsync(60_000);
    const before = asked().length;
    sendMessage.mockResolvedValue(['^/leads/\\d+']);
    come('visibilitychange');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked().slice(before)).toEqual(['page-opened', 'record-page']);
  });

  it('asks nothing more once the host script is in', async () => {
    startTrigger();
    await vi.advanceTimersByTimeAsync(0);
    claimDocument(life.signal);
    come('visibilitychange');
    life.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toEqual(['page-opened']);
  });
});
