import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wireError } from '../protocol/index.ts';
import { type LinkEvent, type LinkMachine, nextLink, recalled, SIGNED_OUT } from './machine.ts';

const PROBLEM = wireError('server-unreachable', { server: 's', problem: 'p' });
const NOW = 1_000_000;
const lost = (change: Partial<Extract<LinkEvent, { type: 'lost' }>> = {}): LinkEvent => ({
  ...{ type: 'lost', problem: PROBLEM, mute: false, online: true, now: NOW, random: 0.5 },
  ...change,
});
const reached = (...events: LinkEvent[]) => events.reduce(nextLink, SIGNED_OUT);
const live = reached({ type: 'signed-in' }, { type: 'welcomed' }, { type: 'synced' });

describe('the link', () => {
  it('is live only when the channel is stored, not when it is welcomed', () => {
    expect(reached({ type: 'signed-in' }).phase).toBe('connecting');
    expect(reached({ type: 'signed-in' }, { type: 'welcomed' }).phase).toBe('syncing');
    expect(live.phase).toBe('live');
    expect(reached({ type: 'signed-in' }, { type: 'synced' }).phase).toBe('connecting');
  });

  it('waits longer with every attempt that leads nowhere, up to half a minute', () => {
    let link: LinkMachine = live;
    const delays: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      link = nextLink(link, lost({ random: 1 }));
      delays.push((link.nextAttemptAt ?? 0) - NOW);
      link = nextLink(link, { type: 'due' });
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('counts its attempts until it is live again, not until it is welcomed', () => {
    const welcomed = [lost(), { type: 'due' }, { type: 'welcomed' }] as const;
    expect(welcomed.reduce(nextLink, live).attempt).toBe(1);
    expect(nextLink(welcomed.reduce(nextLink, live), { type: 'synced' }).attempt).toBe(0);
  });

  it('tries at once when there is a reason to', () => {
    expect(nextLink(nextLink(live, lost()), { type: 'kick' }).phase).toBe('connecting');
    expect(nextLink(nextLink(live, lost({ online: false })), { type: 'kick' }).phase).toBe('connecting');
  });

  it('says offline when the browser has no network', () => {
    expect(nextLink(live, lost({ online: false })).phase).toBe('offline');
  });

  it('does not storm a server of another version, but lets the person ask', () => {
    const refused = nextLink(live, lost({ problem: wireError('version-mismatch', { expected: 1, got: 2 }) }));
    expect(refused.phase).toBe('refused');
    expect(nextLink(refused, { type: 'kick' })).toBe(refused);
    expect((refused.nextAttemptAt ?? 0) - NOW).toBe(600_000);
    expect(nextLink(refused, { type: 'retry' }).phase).toBe('connecting');
    expect(recalled(refused).phase).toBe('refused');
  });

  it('counts sockets that the server was not heard over, and starts anew when it was', () => {
    const blocked = [lost({ mute: true }), { type: 'due' }, lost({ mute: true }), { type: 'due' }] as const;
    const link = blocked.reduce(nextLink, live);
    expect(link.socketFailures).toBe(2);
    expect(nextLink(link, lost()).socketFailures).toBe(0);
    expect(nextLink(link, { type: 'welcomed' }).socketFailures).toBe(0);
  });

  it.each(['server-stopping', 'not-signed-in', 'hello-late', 'rate-exceeded'] as const)(
    'does not count a socket that the server itself has closed: %s',
    (code) => {
      const closed = lost({ mute: true, problem: wireError(code) });
      const twice = [closed, { type: 'due' }, closed] as const;
      expect(twice.reduce(nextLink, live).socketFailures).toBe(0);
    },
  );

  it('does not count what was lost over HTTP', () => {
    const http = nextLink(live, { type: 'use', transport: 'http' });
    expect(nextLink(http, lost({ mute: true })).socketFailures).toBe(0);
  });

  it('moves to the other transport at once when it is open', () => {
    const moved = nextLink(live, { type: 'use', transport: 'http' });
    expect(moved).toMatchObject({ phase: 'connecting', transport: 'http' });
  });

  it('tries the socket first again when HTTP leads nowhere either', () => {
    const http = nextLink(nextLink(live, lost()), { type: 'use', transport: 'http' });
    expect(nextLink(nextLink(http, { type: 'due' }), lost()).transport).toBe('socket');
  });

  it('ends with the sign-in, whatever it was doing', () => {
    const problem = wireError('not-signed-in', { problem: 'expired' });
    const event = { type: 'signed-out', problem } as const;
    for (const state of [live, nextLink(live, lost()), SIGNED_OUT]) {
      expect(nextLink(state, event)).toEqual({ ...SIGNED_OUT, problem });
    }
  });

  it('has a time for the next attempt exactly while it waits', () => {
    const event = fc.oneof(
      fc.constantFrom<LinkEvent>(
        { type: 'signed-in' },
        { type: 'signed-out', problem: null },
        { type: 'kick' },
        { type: 'retry' },
        { type: 'due' },
        { type: 'welcomed' },
        { type: 'synced' },
        { type: 'use', transport: 'http' },
        { type: 'use', transport: 'socket' },
        lost({ problem: wireError('version-mismatch') }),
      ),
      fc
        .record({
          mute: fc.boolean(),
          online: fc.boolean(),
          random: fc.double({ min: 0, max: 1, noNaN: true }),
        })
        .map((change) => lost(change)),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const link = reached(...events);
        const waits = ['waiting', 'offline', 'refused'].includes(link.phase);
        expect(link.nextAttemptAt !== null).toBe(waits);
        expect(waits ? link.problem : 'none').not.toBeNull();
      }),
    );
  });
});
