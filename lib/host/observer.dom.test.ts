import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { observePage } from './observer.ts';

let life: AbortController;

beforeEach(() => {
  document.body.innerHTML = '';
  life = new AbortController();
  vi.useFakeTimers();
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

/** Changes the page `count` times, one task after the other. */
async function change(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    document.body.append(document.createElement('p'));
    await vi.advanceTimersByTimeAsync(1);
  }
}

describe('observePage', () => {
  it('looks once after a burst of changes', async () => {
    const look = vi.fn(() => true);
    observePage(look, life.signal).start();
    for (let index = 0; index < 2000; index += 1) document.body.append(document.createElement('p'));
    await vi.advanceTimersByTimeAsync(50);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('looks about twelve times in a second of changes that matter, and once after its end', async () => {
    const look = vi.fn(() => true);
    observePage(look, life.signal).start();
    await change(1000);
    expect(look.mock.calls.length).toBeLessThanOrEqual(14);
    expect(look.mock.calls.length).toBeGreaterThanOrEqual(8);
    look.mockClear();
    await vi.advanceTimersByTimeAsync(1000);
    expect(look.mock.calls.length).toBeLessThanOrEqual(1);
  });

  it('looks ever more rarely while nothing that it finds matters, and at once after some calm', async () => {
    const look = vi.fn(() => false);
    observePage(look, life.signal).start();
    await change(2000);
    expect(look.mock.calls.length).toBeLessThanOrEqual(9);
    expect(look.mock.calls.length).toBeGreaterThanOrEqual(6);
    await vi.advanceTimersByTimeAsync(2000);
    look.mockClear();
    await change(1);
    await vi.advanceTimersByTimeAsync(20);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('does not look because of what the look itself has changed', async () => {
    const look = vi.fn(() => {
      document.body.append(document.createElement('i'));
      return true;
    });
    observePage(look, life.signal).start();
    await change(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it('is silent while it is stopped and after its life', async () => {
    const look = vi.fn(() => true);
    const observer = observePage(look, life.signal);
    observer.start();
    observer.stop();
    await change(3);
    observer.start();
    life.abort();
    await change(3);
    observer.start();
    await change(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(look).not.toHaveBeenCalled();
  });
});
