import { describe, expect, it } from 'vitest';
import { absoluteTime, dateAndTime, daysBetween, distanceWords, relativeTime } from './relative-time.ts';

const noon = new Date(2026, 2, 11, 12, 0);
const at = (hours: number) => new Date(noon.getTime() + hours * 3_600_000);

describe('relative time', () => {
  it.each([
    [0.4, 'in 24 minutes'],
    [-0.5, '30 minutes ago'],
    [3, 'Today, 15:00'],
    [-26, 'Yesterday, 10:00'],
    [21, 'Tomorrow, 09:00'],
    [72, 'in 3 days'],
    [24 * 60, '10 May 2026'],
  ])('says %f hours from now as “%s”', (hours, words) => {
    expect(relativeTime(at(hours), noon, 'en-GB')).toBe(words);
  });

  it('counts a day of 23 hours as a day', () => {
    expect(daysBetween(new Date(2026, 2, 28, 23, 0), new Date(2026, 2, 29, 23, 30))).toBe(1);
  });

  it('says it in full with the zone', () => {
    expect(absoluteTime(noon, 'en-GB')).toMatch(/Wed.*11 Mar 2026.*12:00.*(UTC|GMT|[A-Z]{3,4})/);
  });

  it.each([
    [at(2), 'Wed 11 Mar, 14:00', 'today'],
    [at(-26), 'Tue 10 Mar, 10:00', 'yesterday'],
    [at(0.4), 'Wed 11 Mar, 12:24', 'in 24 minutes'],
    [at(72), 'Sat 14 Mar, 12:00', 'in 3 days'],
    [new Date(2027, 0, 8, 9, 30), 'Fri, 8 Jan 2027, 9:30', ''],
  ])('says %s as date, time and distance', (when, words, distance) => {
    expect(dateAndTime(when, noon, 'en-GB')).toBe(words);
    expect(distanceWords(when, noon, 'en-GB')).toBe(distance);
  });
});
