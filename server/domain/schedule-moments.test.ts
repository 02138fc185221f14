import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../engine/port.ts';
import { nextMoment } from './schedule-moments.ts';

const SINCE = new Date('2026-03-01T00:00:00Z');
const of = (kind: Schedule['kind'], expression: string, more: Partial<Schedule> = {}): Schedule => ({
  ...{ kind, expression, timeZone: 'UTC', validFrom: null, validUntil: null, misfire: 'run-once' },
  ...more,
});

/** The first moments of a schedule, each taken as it passes. */
function moments(schedule: Schedule, count: number, after = SINCE): string[] {
  const found: string[] = [];
  let progress = { since: SINCE, passed: 0 };
  let last = after;
  while (found.length < count) {
    const next = nextMoment(schedule, progress, last);
    if (!next) break;
    found.push(next.at.toISOString().replace(/:00\.000Z$/, ''));
    progress = { since: SINCE, passed: next.passed };
    last = next.at;
  }
  return found;
}

describe('the moments of a schedule', () => {
  test.each([
    ['a date', of('date', '2026-03-05T09:00:00Z'), ['2026-03-05T09:00']],
    [
      'a date of the zone',
      of('date', '2026-03-05T09:00', { timeZone: 'Europe/Berlin' }),
      ['2026-03-05T08:00'],
    ],
    ['a date that is over', of('date', '2026-02-05T09:00:00Z'), []],
    ['a duration', of('duration', 'PT90M'), ['2026-03-01T01:30']],
    ['so many times', of('cycle', 'R2/PT12H'), ['2026-03-01T12:00', '2026-03-02T00:00']],
    [
      'from a start on',
      of('cycle', 'R3/2026-03-02T09:00:00Z/P1D'),
      ['2026-03-02T09:00', '2026-03-03T09:00', '2026-03-04T09:00'],
    ],
    ['until an end', of('cycle', 'R/P1D/2026-03-03T00:00:00Z'), ['2026-03-02T00:00', '2026-03-03T00:00']],
    [
      'the last of each month',
      of('cycle', 'R3/2026-03-31T09:00:00Z/P1M'),
      ['2026-03-31T09:00', '2026-04-30T09:00', '2026-05-31T09:00'],
    ],
    [
      'weekdays at nine, when the clocks change',
      of('cron', '0 9 * * 1-5', { timeZone: 'Europe/Berlin', validFrom: '2026-03-27' }),
      ['2026-03-27T08:00', '2026-03-30T07:00', '2026-03-31T07:00'],
    ],
    [
      'days of a zone',
      of('cycle', 'R3/2026-03-28T08:00:00Z/P1D', { timeZone: 'Europe/Berlin' }),
      ['2026-03-28T08:00', '2026-03-29T07:00', '2026-03-30T07:00'],
    ],
    [
      'no moment beyond its validity',
      of('cron', '0 0 * * *', { validFrom: '2026-03-03T00:00:00Z', validUntil: '2026-03-04T00:00:00Z' }),
      ['2026-03-03T00:00', '2026-03-04T00:00'],
    ],
    [
      'a cron with seconds',
      of('cron', '0 30 6 1 * *'),
      ['2026-03-01T06:30', '2026-04-01T06:30', '2026-05-01T06:30'],
    ],
  ])('are those of %s', (_, schedule, expected) => {
    expect(moments(schedule, 3)).toEqual(expected);
  });

  test('that were missed are passed over, and counted', () => {
    const after = new Date('2027-03-01T00:30:00Z');
    expect(nextMoment(of('cycle', 'R/PT1H'), { since: SINCE, passed: 0 }, after)).toEqual({
      at: new Date('2027-03-01T01:00:00Z'),
      passed: 365 * 24 + 1,
    });
    expect(nextMoment(of('cycle', 'R5/PT1H'), { since: SINCE, passed: 0 }, after)).toBeNull();
  });

  test('come one after the other, whatever the cycle and the zone', () => {
    const unit = fc.constantFrom('PT7M', 'PT1H', 'P1D', 'P2W', 'P1M', 'P1Y', 'P1M10DT3H');
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia');
    const later = fc
      .integer({ min: 0, max: 4 * 365 * 24 * 60 })
      .map((m) => new Date(SINCE.getTime() + m * 60_000));
    fc.assert(
      fc.property(unit, zone, later, (every, timeZone, after) => {
        const schedule = of('cycle', `R/${every}`, { timeZone });
        const next = nextMoment(schedule, { since: SINCE, passed: 0 }, after);
        if (!next) throw new Error('Expected a next moment.');
        expect(next.at > after).toBe(true);
        // None between: the one before it is not after.
        const before = nextMoment(schedule, { since: SINCE, passed: next.passed - 2 }, SINCE);
        if (next.passed > 1) expect((before?.at ?? SINCE) <= after).toBe(true);
      }),
    );
  });
});
