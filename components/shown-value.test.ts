import { beforeAll, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { i18n } from '../lib/testing/texts.ts';
import { absoluteTime } from './relative-time.ts';
import { shownValue } from './shown-value.ts';

beforeAll(() => void Object.assign(fakeBrowser.i18n, i18n));

describe('a value as people read it', () => {
  it.each([
    [12_000.5, '12,000.5'],
    [true, 'Yes'],
    [false, 'No'],
    [null, 'empty'],
    ['', 'empty'],
    [[], 'empty'],
    ['2026-03-31', '31 Mar 2026'],
    ['2026-03-31 is the day', '2026-03-31 is the day'],
    ['2026-99-31', '2026-99-31'],
    [['roof', 7], 'roof, 7'],
    [{ name: 'Ada', age: 36 }, 'name: Ada, age: 36'],
    [[{ name: 'Ada' }, { name: 'Ben' }], 'name: Ada, name: Ben'],
  ])('%j is %s', (value, words) => {
    expect(shownValue(value)).toBe(words);
  });

  it('is a point in time in the zone of whoever reads it', () => {
    const at = '2026-03-31T17:00:00Z';
    expect(shownValue(at)).toBe(absoluteTime(new Date(at)));
  });
});
