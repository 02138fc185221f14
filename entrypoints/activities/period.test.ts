import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayWords } from '../../components/day.ts';
import { addDays, type Period, type Span, sheetOf, spanOf, spanWords, stepped } from './period.ts';

const noon = new Date(2026, 2, 11, 12, 0);
const MONDAY = 1;
const SUNDAY = 0;

function asked(period: Period, change: { day?: string; from?: string; to?: string } = {}) {
  return { period, day: '', from: '', to: '', ...change };
}
const days = ({ from, until }: Span) => [dayWords(from), dayWords(until)];

describe('a period', () => {
  it.each([
    ['day', MONDAY, ['2026-03-11', '2026-03-12']],
    ['week', MONDAY, ['2026-03-09', '2026-03-16']],
    ['week', SUNDAY, ['2026-03-08', '2026-03-15']],
    ['month', MONDAY, ['2026-03-01', '2026-04-01']],
  ] as const)('%s, with weeks from day %i, is whole days', (period, firstDay, span) => {
    expect(days(spanOf(asked(period), noon, firstDay))).toEqual(span);
  });

  it('of two dates has both of them in it', () => {
    const range = asked('range', { from: '2026-03-03', to: '2026-03-05' });
    expect(days(spanOf(range, noon, MONDAY))).toEqual(['2026-03-03', '2026-03-06']);
  });

  it('of one date is open at the other end', () => {
    expect(spanOf(asked('range', { from: '2026-03-03' }), noon, MONDAY).until.getUTCFullYear()).toBe(2200);
    expect(spanOf(asked('range', { to: '2026-03-03' }), noon, MONDAY).from.getUTCFullYear()).toBe(1970);
  });

  it('that is no date is today', () => {
    expect(days(spanOf(asked('day', { day: '2026-02-31' }), noon, MONDAY))).toEqual([
      '2026-03-11',
      '2026-03-12',
    ]);
  });

  it('is followed by the next one without a gap, and the one before it is where one came from', () => {
    const day = fc.date({ min: new Date(2000, 0, 1), max: new Date(2100, 0, 1), noInvalidDate: true });
    fc.assert(
      fc.property(
        day,
        fc.constantFrom('day', 'week', 'month'),
        fc.integer({ min: 0, max: 6 }),
        (at, period, firstDay) => {
          const here = spanOf(asked(period, { day: dayWords(at) }), noon, firstDay);
          const next = stepped(period, dayWords(at), 1, noon);
          const there = spanOf(asked(period, { day: next }), noon, firstDay);
          expect(there.from).toEqual(here.until);
          const back = spanOf(asked(period, { day: stepped(period, next, -1, noon) }), noon, firstDay);
          expect(back).toEqual(here);
        },
      ),
    );
  });
});

describe('the sheet of a month', () => {
  it('is whole weeks around it', () => {
    const month = spanOf(asked('month'), noon, MONDAY);
    expect(days(sheetOf(month, MONDAY))).toEqual(['2026-02-23', '2026-04-06']);
    expect(days(sheetOf(month, SUNDAY))).toEqual(['2026-03-01', '2026-04-05']);
  });
});

describe('a period in words', () => {
  it.each([
    ['month', 'March 2026'],
    ['week', '9–15 Mar 2026'],
    ['day', 'Wednesday 11 March 2026'],
  ] as const)('%s: %s', (period, words) => {
    const said = spanWords(period, spanOf(asked(period), noon, MONDAY), 'en-GB');
    expect(said.replace(/\s?[–-]\s?/, '–').replace(',', '')).toBe(words);
  });
});

it('a day is one day, also where the clocks change', () => {
  expect(dayWords(addDays(new Date(2026, 2, 28), 2))).toBe('2026-03-30');
});
