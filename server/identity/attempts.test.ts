import { describe, expect, it } from 'vitest';
import { createAttempts } from './attempts.ts';

const times = (count: number, action: (turn: number) => void) => {
  for (let turn = 0; turn < count; turn += 1) action(turn);
};

describe('attempts', () => {
  it('makes one login wait a minute after five wrong passwords, and only that one', () => {
    let now = 0;
    const attempts = createAttempts(() => now);
    times(4, () => attempts.failed('alice', '1.1.1.1'));
    expect(attempts.waitMs('alice', '2.2.2.2')).toBe(0);
    now = 20_000;
    attempts.failed('Alice ', '1.1.1.1');
    expect(attempts.waitMs('alice', '2.2.2.2')).toBe(40_000);
    expect(attempts.waitMs('bob', '1.1.1.1')).toBe(0);
    now = 60_000;
    expect(attempts.waitMs('alice', '2.2.2.2')).toBe(0);
    attempts.failed('alice', '1.1.1.1');
    expect(attempts.waitMs('alice', '1.1.1.1')).toBe(0);
  });

  it('makes an address wait that tries many logins', () => {
    const attempts = createAttempts(() => 0);
    times(30, (turn) => attempts.failed(`user${turn}`, '1.1.1.1'));
    expect(attempts.waitMs('alice', '1.1.1.1')).toBe(60_000);
    expect(attempts.waitMs('alice', '2.2.2.2')).toBe(0);
  });

  it('forgets the wrong passwords of a login once the right one comes', () => {
    const attempts = createAttempts(() => 0);
    times(4, () => attempts.failed('alice', '1.1.1.1'));
    attempts.succeeded('alice');
    attempts.failed('alice', '1.1.1.1');
    expect(attempts.waitMs('alice', '1.1.1.1')).toBe(0);
  });
});
