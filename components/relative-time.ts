import { locale } from './text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Further away a date says more than the number of days. */
const NEAR_DAYS = 14;

/**
 * A point in time as people say it: near ones by distance, then by day, far ones by date.
 *
 * ```ts
 * relativeTime(inTwentyMinutes, now)  // "in 20 minutes"
 * relativeTime(tomorrowAtNine, now)   // "Tomorrow, 9:00 AM"
 * relativeTime(inThreeDays, now)      // "in 3 days"
 * ```
 */
export function relativeTime(at: Date, now: Date, language: string = locale()): string {
  const distance = at.getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(distance) < HOUR) return words.format(Math.round(distance / MINUTE), 'minute');
  const days = daysBetween(now, at);
  if (Math.abs(days) <= 1) return `${capital(words.format(days, 'day'))}, ${timeOfDay(at, language)}`;
  if (Math.abs(days) <= NEAR_DAYS) return words.format(days, 'day');
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** The same point in time in full, with its zone: for tooltips and for what must be exact. */
export function absoluteTime(at: Date, language: string = locale()): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/**
 * Date and time as short as they are clear, for tables: the year only where it is not this one.
 *
 * ```ts
 * dateAndTime(tomorrowAtNine, now)  // "Thu, 12 Mar, 9:00 AM"
 * ```
 */
export function dateAndTime(at: Date, now: Date, language: string = locale()): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(at.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}

/** How far away a day is, beside its date: “tomorrow”, “in 3 days”, within the hour “in 20 minutes”; far ones: nothing. */
export function distanceWords(at: Date, now: Date, language: string = locale()): string {
  const distance = at.getTime() - now.getTime();
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(distance) < HOUR) return words.format(Math.round(distance / MINUTE), 'minute');
  const days = daysBetween(now, at);
  return Math.abs(days) <= NEAR_DAYS ? words.format(days, 'day') : '';
}

/** Whole calendar days from one point in time to another, in the person's zone; summer time counts as a day. */
export function daysBetween(from: Date, to: Date): number {
  const day = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((day(to) - day(from)) / (24 * HOUR));
}

function timeOfDay(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at);
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
