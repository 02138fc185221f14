import { describe, expect, it } from 'vitest';
import { codeOf, unused } from './codes.ts';

describe('an id made of words', () => {
  it.each([
    ['Call them back', 'call-them-back'],
    ['Größe prüfen!', 'groesse-pruefen'],
    ['  État  ', 'etat'],
    ['2nd call', 'step-2nd-call'],
    ['見積', 'step'],
    ['', 'step'],
    ['x'.repeat(200), 'x'.repeat(70)],
  ])('of “%s” is %s', (words, code) => {
    expect(codeOf(words, 'step')).toBe(code);
  });

  it('gets the first number that is free', () => {
    expect(unused('a', new Set(['a', 'a-2']))).toBe('a-3');
    expect(unused('b', new Set(['a']))).toBe('b');
  });
});
