import { describe, expect, it, vi } from 'vitest';
import { firstDayOfWeek, weekendDays } from './week.ts';

const LOCALES = ['de-DE', 'en-US', 'en-GB', 'ar-EG', 'fa-IR', 'en-IN', 'he-IL'];

describe('a week', () => {
  it.each([
    ['de-DE', 1, [0, 6]],
    ['en-US', 0, [0, 6]],
    ['ar-EG', 6, [5, 6]],
    ['fa-IR', 6, [5]],
    ['en-IN', 0, [0]],
  ] as const)('of %s begins on day %i', (language, first, weekend) => {
    expect(firstDayOfWeek(language)).toBe(first);
    expect(weekendDays(language).toSorted()).toEqual(weekend);
  });

  it('is the same where the browser does not tell', () => {
    const told = LOCALES.map((language) => [firstDayOfWeek(language), weekendDays(language).toSorted()]);
    const info = vi
      .spyOn(Intl.Locale.prototype as unknown as { getWeekInfo: () => unknown }, 'getWeekInfo')
      .mockReturnValue(undefined);
    expect(LOCALES.map((language) => [firstDayOfWeek(language), weekendDays(language).toSorted()])).toEqual(
      told,
    );
    info.mockRestore();
  });
});
