import { describe, expect, it } from 'vitest';
import { Guard, SEEN_MS } from './guard.ts';

const trusted = { isTrusted: true };

function guardAt() {
  let now = 1000;
  const guard = new Guard(() => now);
  const pass = (time: number) => {
    now += time;
  };
  return { guard, pass };
}

describe('the guard of a click that completes', () => {
  it('refuses a click that no person made, however long the page was seen', () => {
    const { guard, pass } = guardAt();
    guard.seen(true);
    pass(SEEN_MS * 10);
    expect(guard.judge({ isTrusted: false })).toBe('untrusted');
  });

  it('refuses a click on a page that has just appeared, and takes it half a second later', () => {
    const { guard, pass } = guardAt();
    guard.seen(true);
    pass(SEEN_MS - 1);
    expect(guard.judge(trusted)).toBe('early');
    pass(1);
    expect(guard.judge(trusted)).toBe('accepted');
  });

  it('begins anew when the page was hidden in between', () => {
    const { guard, pass } = guardAt();
    guard.seen(true);
    pass(SEEN_MS);
    guard.seen(false);
    expect(guard.judge(trusted)).toBe('early');
    guard.seen(true);
    pass(SEEN_MS - 1);
    expect(guard.judge(trusted)).toBe('early');
  });
});
