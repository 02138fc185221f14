import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumber, printNumber } from './number-text.ts';

describe('numbers as people write them', () => {
  it.each([
    ['1234', 'en', 1234],
    ['1,234.5', 'en', 1234.5],
    ['1.234,5', 'de', 1234.5],
    ['12,5', 'de', 12.5],
    ["1'234.5", 'de-CH', 1234.5],
    ['1 234,5', 'fr', 1234.5],
    ['-.5', 'en', -0.5],
    ['1.234.567', 'de', 1234567],
    ['12,34,567.5', 'en-IN', 1234567.5],
    ['12.50', 'de', null],
    ['0.5', 'de', null],
    ['12,5', 'en', null],
    ['1234,567', 'en', null],
    ['1,5,000', 'en', null],
    ['1 2', 'fr', null],
    ['1_234', 'en', null],
    ['', 'en', null],
    ['12a', 'en', null],
    ['1e5', 'en', null],
    ['--1', 'en', null],
    ['Infinity', 'en', null],
  ])('“%s” in %s is %s', (typed, language, value) => {
    expect(parseNumber(typed, language)).toBe(value);
  });

  it('are read back as they were printed', () => {
    const numbers = fc.double({ min: -1e12, max: 1e12, noNaN: true }).filter((n) => !Object.is(n, -0));
    fc.assert(
      fc.property(numbers, fc.constantFrom('en', 'de', 'fr', 'de-CH'), (value, language) => {
        const back = parseNumber(printNumber(value, language), language);
        expect(Math.abs((back ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-9 + Math.abs(value) * 1e-12);
      }),
    );
  });
});
