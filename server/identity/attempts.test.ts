import { describe, expect, it } from 'vitest';
import { createAttempts } from './attempts.ts';

const times = (count: number, action: (turn: number) => void) => {
  for (let turn = 0; turn < count; turn += 1) action(turn);
};

describe('attempts', () => {
  it('makes one login wait a minute after five wrong passwords, and only that one', () => {
    let now = 0;
    const attempts = createAttempts(() => now);
    times(5, () => expect(attempts.begin('alice', '1.1.1.1')).toBe(0));
    now = 20_000;
    expect(attempts.begin('Alice ', '2.2.2.2')).toBe(40_000);
    expect(attempts.begin('bob', '1.1.1.1')).toBe(0);
    now = 60_000;
    expect(attempts.begin('alice', '2.2.2.2')).toBe(0);
  });

  it('makes an address wait that tries many logins', () => {
    const attempts = createAttempts(() => 0);
    times(30, (turn) => expect(attempts.begin(`user${turn}`, '1.1.1.1')).toBe(0));
    expect(attempts.begin('alice', '1.1.1.1')).toBe(60_000);
    expect(attempts.begin('alice', '2.2.2.2')).toBe(0);
  });

  it('forgets the wrong passwords of a login once the right one comes, and counts no right one', () => {
    const attempts = createAttempts(() => 0);
    times(100, () => {
      expect(attempts.begin('alice', '1.1.1.1')).toBe(0);
      attempts.succeeded('alice', '1.1.1.1');
    });
    times(5, () => expect(attempts.begin('alice', '1.1.1.1')).toBe(0));
    expect(attempts.begin('alice', '1.1.1.1')).toBeGreaterThan(0);
  });
});
