/** Points in time and durations as ISO 8601 writes them. Pure: nothing here looks at a clock. */
import * as z from 'zod';

/** A duration in two parts, because a month has no fixed length. */
export const Duration = z.object({ months: z.number(), milliseconds: z.number() });
export type Duration = z.infer<typeof Duration>;

const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Reads `P1D`, `PT30M`, `P1M`; null for anything else. */
export function readDuration(text: string): Duration | null {
  const match = DURATION.exec(text);
  if (match === null) return null;
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0);
  return {
    months: (years ?? 0) * 12 + (months ?? 0),
    milliseconds: (((wholeDays * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000,
  };
}

/** What comes again: `times` in all, null for ever. */
export interface Cycle {
  every: string;
  times: number | null;
  duration: Duration;
}

/** Reads `R3/PT10M` and `R/P1D`; null for anything else, a cycle without time between two included. */
export function readCycle(text: string): Cycle | null {
  const match = /^R(\d{0,6})\/(P.+)$/.exec(text);
  const [, times = '', every = ''] = match ?? [];
  const duration = readDuration(every);
  if (duration === null || (duration.months === 0 && duration.milliseconds === 0)) return null;
  if (times !== '' && Number(times) === 0) return null;
  return { every, times: times === '' ? null : Number(times), duration };
}

/**
 * Adds a duration to a point in time, in UTC: a day is 24 hours, and the last day of a month stays one.
 *
 * ```ts
 * later('2026-01-31T09:00:00.000Z', { months: 1, milliseconds: 0 }) // '2026-02-28T09:00:00.000Z'
 * ```
 */
export function later(instant: string, { months, milliseconds }: Duration): string {
  const from = new Date(instant);
  const month = from.getUTCMonth() + months;
  const day = Math.min(from.getUTCDate(), daysInMonth(from.getUTCFullYear(), month));
  const moved = new Date(from);
  moved.setUTCFullYear(from.getUTCFullYear(), month, day);
  return new Date(moved.getTime() + milliseconds).toISOString();
}

/** Whole minutes from one point in time to another. */
export function minutesBetween(start: string, end: string): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
}

/** Reads a date, or a date and time, as an instant in UTC; without a zone it is taken as UTC. */
export function readInstant(text: string): string | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone] =
    match;
  if (!isDate(`${year}-${month}-${day}`) || !isTime(`${hour}:${minute}`) || Number(second) > 59) return null;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${zone ?? 'Z'}`,
  );
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** Whether the text is a day that exists, as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month - 1);
}

/** Whether the text is a time of day, as `HH:MM`. */
export function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Whether the text is a date and time that says its zone, as `YYYY-MM-DDTHH:MMZ` or with an offset. */
export function isDateTime(text: string): boolean {
  return /(Z|[+-]\d{2}:\d{2})$/.test(text) && text.includes('T') && readInstant(text) !== null;
}

/** `month` counts from 0 and may lie outside one year. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
