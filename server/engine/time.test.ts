import { describe, expect, it } from 'vitest';
import { isDate, isDateTime, isTime, later, minutesBetween, readDuration, readInstant } from './time.ts';

describe('durations', () => {
  it.each([
    ['PT30M', '2026-01-31T09:30:00.000Z'],
    ['P1D', '2026-02-01T09:00:00.000Z'],
    ['P1M', '2026-02-28T09:00:00.000Z'],
    ['P1Y1M', '2027-02-28T09:00:00.000Z'],
    ['P2W', '2026-02-14T09:00:00.000Z'],
    ['P1DT1H1M1S', '2026-02-01T10:01:01.000Z'],
  ])('%s after 31 January 2026, 9:00 is %s', (text, expected) => {
    const duration = readDuration(text);
    expect(duration && later('2026-01-31T09:00:00.000Z', duration)).toBe(expected);
  });

  it.each(['', 'P', 'PT', 'P1', '1D', 'P1H', 'PT1D', '-P1D', 'P1.5D', 'P1DT', 'p1d', 'P99999999D'])(
    '"%s" is no duration',
    (text) => expect(readDuration(text)).toBeNull(),
  );

  it('counts minutes', () => {
    expect(minutesBetween('2026-01-31T09:00:00.000Z', '2026-02-01T09:00:00.000Z')).toBe(1440);
  });
});

describe('points in time', () => {
  it.each([
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['2026-03-02T17:00', '2026-03-02T17:00:00.000Z'],
    ['2026-03-02T17:00:30+02:00', '2026-03-02T15:00:30.000Z'],
    ['2026-03-02T17:00:30.123456Z', '2026-03-02T17:00:30.123Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(readInstant(text)).toBe(expected));

  it.each([
    '',
    'tomorrow',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-03-02T24:00Z',
    '2026-03-02T10:60Z',
    '2026-03-02T10:00:61Z',
    '2026-03-02T10:00+99:99',
    '02.03.2026',
  ])('"%s" is none', (text) => expect(readInstant(text)).toBeNull());

  it('tells days, times of day and instants with a zone apart', () => {
    expect([isDate('2026-02-28'), isDate('2026-02-30'), isDate('2026-2-3')]).toEqual([true, false, false]);
    expect([isTime('23:59'), isTime('24:00'), isTime('9:00')]).toEqual([true, false, false]);
    expect([
      isDateTime('2026-03-02T09:00Z'),
      isDateTime('2026-03-02T09:00'),
      isDateTime('2026-03-02'),
    ]).toEqual([true, false, false]);
  });
});
