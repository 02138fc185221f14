import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { hrefOf, parseRoute } from '../../../components/route.ts';
import { i18n } from '../../../lib/testing/texts.ts';
import { filterOf, PERIODS, readAddress, STEPS, type StatisticsAddress, writeAddress } from './address.ts';
import { chartData, heatOf } from './chart-data.ts';
import { everyPeriod } from './periods.ts';

const NOON = new Date(2026, 2, 11, 12, 0);
const HOUR = 3_600_000;

beforeEach(() => void Object.assign(fakeBrowser.i18n, i18n));

const durations = (count: number, hours: number | null) => ({
  count,
  average: hours && hours * HOUR,
  median: hours && hours * HOUR,
  p90: hours && hours * HOUR,
});

describe('the address of the statistics', () => {
  const day = fc.integer({ min: 10, max: 28 }).map((value) => `2026-02-${value}`);
  const name = fc.string({ minLength: 1, maxLength: 20 });
  const address: fc.Arbitrary<StatisticsAddress> = fc
    .record({
      process: fc.option(name, { nil: '' }),
      version: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
      owner: name,
      ownerName: name,
      period: fc.constantFrom(...PERIODS),
      from: day,
      to: day,
      by: fc.option(fc.constantFrom(...STEPS), { nil: null }),
    })
    .map((one) => (one.period === 'range' ? one : { ...one, from: '', to: '' }));

  it('says everything that was chosen', () => {
    fc.assert(
      fc.property(address, (one) => {
        const { query } = parseRoute(hrefOf(['statistics'], writeAddress(one)));
        expect(readAddress(query)).toEqual(one);
      }),
    );
  });

  it('asks for the last thirty days by day until something else is chosen', () => {
    const filter = filterOf(readAddress({}), NOON);
    expect(filter).toMatchObject({ from: new Date(2026, 1, 10).toISOString(), by: 'day', process: null });
    expect(filter.to).toBe(new Date(2026, 2, 12).toISOString());
  });

  it('takes steps that suit the time', () => {
    expect(filterOf(readAddress({ period: 'quarter' }), NOON).by).toBe('week');
    expect(filterOf(readAddress({ period: 'year' }), NOON).by).toBe('month');
    expect(filterOf(readAddress({ period: 'year', by: 'week' }), NOON).by).toBe('week');
  });
});

describe('the periods', () => {
  const at = (month: number, day: number) => new Date(2026, month, day).toISOString();

  it('have those in which nothing ended', () => {
    const known = [{ from: at(2, 3), durations: durations(4, 2) }];
    const all = everyPeriod(known, { from: at(2, 2), to: at(2, 5), by: 'day' });
    expect(all.map(({ from, durations: { count } }) => [from, count])).toEqual([
      [at(2, 2), 0],
      [at(2, 3), 4],
      [at(2, 4), 0],
    ]);
  });

  it('begin on Mondays and on the first of a month', () => {
    const weeks = everyPeriod([], { from: at(2, 11), to: at(2, 20), by: 'week' });
    expect(weeks.map(({ from }) => from)).toEqual([at(2, 9), at(2, 16)]);
    const months = everyPeriod([], { from: at(0, 31), to: at(2, 2), by: 'month' });
    expect(months.map(({ from }) => from)).toEqual([at(0, 1), at(1, 1), at(2, 1)]);
  });

  it('leave out none that the server names, whatever the time zone', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 364 }), { maxLength: 10 });
    fc.assert(
      fc.property(days, (chosen) => {
        const known = chosen.map((day) => ({ from: at(0, day), durations: durations(day, 1) }));
        const all = everyPeriod(known, { from: at(0, 1), to: at(0, 366), by: 'day' });
        const counted = all.reduce((sum, one) => sum + one.durations.count, 0);
        expect(counted).toBe(chosen.reduce((sum, day) => sum + day, 0));
      }),
    );
  });
});

describe('a chart', () => {
  const rows = [
    { key: 'a', name: 'A', durations: durations(3, 50) },
    { key: 'b', name: 'B', durations: durations(0, null) },
  ];

  it('of durations is drawn in the unit of the longest and named in full', () => {
    const data = chartData(rows, 'duration', 'time');
    expect(data.axis).toBe('Days');
    expect(data.series[0]?.values).toEqual([50 / 24, null]);
    expect(data.words(50 / 24)).toBe('2 days 2 hrs');
  });

  it('of how many has one series', () => {
    const data = chartData(rows, 'count', 'time');
    expect(data.kind).toBe('bars');
    expect(data.series.map(({ values }) => values)).toEqual([[3, 0]]);
  });
});

describe('the heat', () => {
  it('is the share of the element that takes most time', () => {
    const elements = [
      { element: 'A', durations: durations(10, 2) },
      { element: 'B', durations: durations(5, 1) },
      { element: 'C', durations: durations(0, null) },
    ];
    expect(heatOf(elements)).toEqual({ A: 1, B: 0.25, C: 0 });
  });

  it('is nowhere where nothing takes time', () => {
    expect(heatOf([{ element: 'A', durations: durations(3, 0) }])).toEqual({});
  });
});
