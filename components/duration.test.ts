import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationWords } from './duration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a duration in words', () => {
  it.each([
    [0, '0 sec'],
    [4_230, '4.2 sec'],
    [42_000, '42 sec'],
    [59_990, '59 sec'],
    [MINUTE, '1 min'],
    [90 * MINUTE, '1 hr 30 min'],
    [2 * HOUR, '2 hr'],
    [59.9 * MINUTE, '1 hr'],
    [23 * HOUR + 59.8 * MINUTE, '1 day'],
    [26 * HOUR + 5 * MINUTE, '1 day 2 hr'],
    [40 * DAY, '40 days'],
  ])('of %d milliseconds is %s', (milliseconds, words) => {
    expect(durationWords(milliseconds, 'en-US')).toBe(words);
  });

  it('is told in the language of the person', () => {
    expect(durationWords(26 * HOUR, 'de')).toBe('1 Tg. 2 Std.');
  });

  it('is never empty', () => {
    fc.assert(fc.property(fc.nat(10 ** 12), (length) => durationWords(length, 'en') !== ''));
  });
});
