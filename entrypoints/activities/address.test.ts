import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ActivityStatus } from '../../lib/protocol/index.ts';
import {
  type DiaryAddress,
  isNarrowed,
  questionOf,
  readAddress,
  WHOSE,
  widened,
  writeAddress,
} from './address.ts';
import { PERIODS } from './period.ts';

const kept = (query: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null));

describe('the address of the diary', () => {
  it('is read back as it was written', () => {
    const words = fc.string({ minLength: 1 });
    const address: fc.Arbitrary<DiaryAddress> = fc
      .record({
        period: fc.constantFrom(...PERIODS),
        day: fc.constantFrom('', '2026-03-09'),
        from: fc.constantFrom('', '2026-03-01'),
        to: fc.constantFrom('', '2026-03-31'),
        whose: fc.constantFrom(...WHOSE),
        person: words,
        personName: words,
        statuses: fc.subarray([...ActivityStatus.options], { minLength: 1 }),
        search: fc.string(),
        sort: fc.constantFrom('start', 'due', 'title'),
        descending: fc.boolean(),
      })
      // What does not belong to what was chosen is not kept.
      .map((one) => ({
        ...one,
        ...(one.period === 'range' ? { day: '' } : { from: '', to: '' }),
        ...(one.whose === 'person' ? {} : { person: '', personName: '' }),
      }));
    fc.assert(
      fc.property(address, (one) => {
        expect(readAddress(kept(writeAddress(one)))).toEqual(one);
      }),
    );
  });

  it('that says nothing shows this week, mine and my roles’, without the cancelled ones', () => {
    const address = readAddress({});
    expect(writeAddress(address)).toEqual(
      Object.fromEntries(Object.keys(writeAddress(address)).map((key) => [key, null])),
    );
    const span = { from: new Date(0), until: new Date(1) };
    expect(questionOf(address, span)).toMatchObject({
      owners: 'mine',
      statuses: ['not-started', 'in-progress', 'completed'],
    });
  });

  it('of a person asks for that person, of none for mine', () => {
    const span = { from: new Date(0), until: new Date(1) };
    expect(questionOf(readAddress({ whose: 'person', person: 'u-7' }), span).owners).toEqual(['u-7']);
    expect(questionOf(readAddress({ whose: 'person' }), span).owners).toBe('mine');
  });

  it.each([
    ['cancelled', ['cancelled']],
    ['cancelled in-progress', ['in-progress', 'cancelled']],
    ['done', ['not-started', 'in-progress', 'completed']],
  ])('with the statuses %j asks for %j', (status, statuses) => {
    const span = { from: new Date(0), until: new Date(1) };
    expect(questionOf(readAddress({ status }), span).statuses).toEqual(statuses);
  });

  it.each([
    [{}, false],
    [{ status: 'not-started in-progress completed cancelled' }, false],
    [{ status: 'completed cancelled' }, true],
    [{ q: 'roof' }, true],
    [{ whose: 'person', person: 'u-7' }, true],
  ])('%j leaves something out: %s', (query, narrowed) => {
    const address = readAddress({ ...query, day: '2026-03-09' });
    expect(isNarrowed(address)).toBe(narrowed);
    expect(isNarrowed(widened(address))).toBe(false);
    expect(widened(address).day).toBe('2026-03-09');
  });
});
