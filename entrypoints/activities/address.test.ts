import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiaryAddress, questionOf, readAddress, WHOSE, writeAddress } from './address.ts';
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
        cancelled: fc.boolean(),
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
});
