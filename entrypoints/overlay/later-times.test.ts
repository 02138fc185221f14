import { describe, expect, it } from 'vitest';
import { fieldsOf, inAnHour, minutesFrom, momentFrom, quickTimes } from './later-times.ts';

const at = (day: number, hour = 12, minute = 0) => new Date(2026, 2, day, hour, minute);

describe('quick times', () => {
  it('are in an hour, tomorrow morning and next Monday morning', () => {
    // 11 March 2026 is a Wednesday.
    expect(quickTimes(at(11, 12, 2))).toEqual([
      { key: 'laterInAnHour', at: at(11, 13, 5) },
      { key: 'laterTomorrow', at: at(12, 9) },
      { key: 'laterMonday', at: at(16, 9) },
    ]);
  });

  it('name Monday once on a Sunday, and next week on a Monday', () => {
    expect(quickTimes(at(15)).map(({ key }) => key)).toEqual(['laterInAnHour', 'laterTomorrow']);
    expect(quickTimes(at(16)).at(-1)).toEqual({ key: 'laterMonday', at: at(23, 9) });
  });

  it('lie ahead of now, whatever the minute', () => {
    for (let minute = 0; minute < 60; minute += 1) {
      const now = at(11, 23, minute);
      expect(inAnHour(now).getTime() - now.getTime()).toBeGreaterThanOrEqual(3_600_000);
      expect(inAnHour(now).getMinutes() % 5).toBe(0);
    }
  });
});

describe('fields of a moment', () => {
  it('give back what they were made from', () => {
    const { date, time } = fieldsOf(at(11, 9, 5));
    expect({ date, time }).toEqual({ date: '2026-03-11', time: '09:05' });
    expect(momentFrom(date, time)).toEqual(at(11, 9, 5));
  });

  it.each([
    ['', '09:00'],
    ['2026-03-11', ''],
    ['2026-02-30', '09:00'],
  ])('say nothing while they are not filled in: %s %s', (date, time) => {
    expect(momentFrom(date, time)).toBeNull();
  });

  it('measure a duration, never a negative one', () => {
    expect(minutesFrom(at(11, 9), at(11, 9, 45))).toBe(45);
    expect(minutesFrom(at(11, 9), at(10, 9))).toBe(0);
  });
});
