/** How many wrong passwords are taken before one has to wait, and how long. */
const LIMIT = { perLogin: 5, perAddress: 30, windowMs: 60_000, remembered: 10_000 } as const;

interface Count {
  failures: number;
  since: number;
}

/** Counts wrong passwords, so that guessing is slow. Kept in memory: each server process counts for itself. */
export interface Attempts {
  /**
   * Asks for a try: 0, go ahead; else the milliseconds to wait first. A try counts as wrong until it
   * succeeds, so that many at the same moment gain nothing.
   */
  begin(login: string, address: string): number;
  succeeded(login: string, address: string): void;
}

/** Makes the counter; `now` is the clock in milliseconds. */
export function createAttempts(now: () => number = Date.now): Attempts {
  const counts = new Map<string, Count>();

  const wait = (key: string, limit: number): number => {
    const count = counts.get(key);
    if (count === undefined || count.failures < limit) return 0;
    return Math.max(0, count.since + LIMIT.windowMs - now());
  };

  const add = (key: string): void => {
    const count = counts.get(key);
    const over = count === undefined || count.since + LIMIT.windowMs <= now();
    counts.delete(key);
    counts.set(key, over ? { failures: 1, since: now() } : { ...count, failures: count.failures + 1 });
    const oldest = counts.keys().next();
    if (counts.size > LIMIT.remembered && !oldest.done) counts.delete(oldest.value);
  };

  return {
    begin(login, address) {
      const waitMs = Math.max(
        wait(loginKey(login), LIMIT.perLogin),
        wait(addressKey(address), LIMIT.perAddress),
      );
      if (waitMs === 0) {
        add(loginKey(login));
        add(addressKey(address));
      }
      return waitMs;
    },
    succeeded(login, address) {
      counts.delete(loginKey(login));
      const count = counts.get(addressKey(address));
      if (count !== undefined) count.failures -= 1;
    },
  };
}

const addressKey = (address: string): string => `address ${address}`;
const loginKey = (login: string): string => `login ${login.trim().toLowerCase()}`;
