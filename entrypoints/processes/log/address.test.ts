import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hrefOf, parseRoute } from '../../../components/route.ts';
import { InstanceStatus, LogSort, Origin } from '../../../lib/protocol/index.ts';
import {
  addressOfView,
  EVERYTHING,
  filterOf,
  isNarrowed,
  type LogAddress,
  PERIODS,
  readAddress,
  savedFilterOf,
  writeAddress,
} from './address.ts';

const NOON = new Date(2026, 2, 11, 12, 0);

const day = fc.integer({ min: 10, max: 28 }).map((value) => `2026-02-${value}`);
const name = fc.string({ minLength: 1, maxLength: 20 });
const address: fc.Arbitrary<LogAddress> = fc
  .record({
    process: fc.option(name, { nil: '' }),
    version: fc.option(fc.integer({ min: 1, max: 99 }), { nil: null }),
    statuses: fc.subarray([...InstanceStatus.options]),
    owner: name,
    ownerName: name,
    origin: fc.option(fc.constantFrom(...Origin.options), { nil: null }),
    record: fc.option(fc.record({ system: name, type: name, id: name }), { nil: null }),
    element: fc.string(),
    search: fc.string(),
    period: fc.constantFrom(...PERIODS),
    from: day,
    to: day,
    sort: fc.constantFrom(...LogSort.options),
    descending: fc.boolean(),
  })
  .map((one) => (one.period === 'range' ? one : { ...one, from: '', to: '' }));

describe('the address of the log', () => {
  it('says everything that was chosen', () => {
    fc.assert(
      fc.property(address, (one) => {
        const { query } = parseRoute(hrefOf(['log'], writeAddress(one)));
        expect(readAddress(query)).toEqual(one);
      }),
    );
  });

  it('of everything has no query', () => {
    expect(hrefOf(['log'], writeAddress(EVERYTHING))).toBe('#/log');
    expect(isNarrowed(EVERYTHING)).toBe(false);
    expect(isNarrowed({ ...EVERYTHING, sort: 'duration' })).toBe(false);
    expect(isNarrowed({ ...EVERYTHING, search: 'roof' })).toBe(true);
  });

  it('that nobody wrote narrows nothing', () => {
    const odd = {
      status: 'lost,error',
      origin: 'moon',
      version: 'x',
      record: 'a/b',
      period: 'aeon',
      sort: 'colour',
    };
    expect(readAddress(odd)).toEqual({ ...EVERYTHING, statuses: ['error'] });
  });
});

describe('what the server is asked for', () => {
  it('begins at midnight of the first day of the period', () => {
    const from = (period: LogAddress['period']) => filterOf({ ...EVERYTHING, period }, NOON).from;
    expect(from('all')).toBeNull();
    expect(from('day')).toBe(new Date(2026, 2, 11).toISOString());
    expect(from('week')).toBe(new Date(2026, 2, 5).toISOString());
  });

  it('includes the last day of a range', () => {
    const range = { ...EVERYTHING, period: 'range' as const, from: '2026-03-01', to: '2026-03-02' };
    const { from, to } = filterOf(range, NOON);
    expect(from).toBe(new Date(2026, 2, 1).toISOString());
    expect(to).toBe(new Date(2026, 2, 3).toISOString());
  });

  it('has no version without a process', () => {
    expect(filterOf({ ...EVERYTHING, version: 2 }, NOON).version).toBeNull();
  });
});

describe('a saved view', () => {
  it('shows again what was saved, a period as a period', () => {
    fc.assert(
      fc.property(address, (one) => {
        const view = { id: 'v-1', name: 'Mine', filter: savedFilterOf(one, NOON) };
        const expected = filterOf(one, NOON);
        expect(filterOf(addressOfView(view), NOON)).toEqual(expected);
      }),
    );
  });
});
