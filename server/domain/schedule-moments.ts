/** When a schedule fires. Pure: the moments of one schedule after one point in time. */
import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';
import type { Schedule } from '../engine/port.ts';

/** How far a schedule has come. */
export interface Progress {
  /** When the schedule was put into force: durations and cycles count from here. */
  since: Date;
  /** How many of its moments have passed. */
  passed: number;
}

/** The next moment, and how many will have passed with it. */
export interface Moment {
  at: Date;
  passed: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** No day is longer, no month, no year: so that a guess is never too late. */
const LONGEST = { hour: 3_600_000, day: 25 * 3_600_000, month: 31 * 86_400_000, year: 366 * 86_400_000 };

/**
 * The first moment after `after` within the validity of the schedule; null: there is none any more.
 *
 * ```ts
 * nextMoment({ kind: 'cron', expression: '0 9 * * MON-FRI', timeZone: 'Europe/Berlin', … }, progress, now)
 * ```
 */
export function nextMoment(schedule: Schedule, progress: Progress, after: Date): Moment | null {
  const { validFrom, validUntil, timeZone } = schedule;
  const from = validFrom === null ? null : edge(validFrom, timeZone, 'first');
  const until = validUntil === null ? null : edge(validUntil, timeZone, 'last');
  // A moment at the very beginning of the validity counts.
  const past = from !== null && from > after ? new Date(from.getTime() - 1) : after;
  const next = momentAfter(schedule, progress, past);
  return next && (until === null || next.at <= until) ? next : null;
}

function momentAfter(schedule: Schedule, progress: Progress, after: Date): Moment | null {
  const { kind, expression, timeZone } = schedule;
  const { since, passed } = progress;
  switch (kind) {
    case 'date':
      return once(edge(expression, timeZone, 'first'), passed, after);
    case 'duration':
      return once(added(since, Temporal.Duration.from(expression), 1, timeZone), passed, after);
    case 'cycle':
      return cycle(expression, timeZone, progress, after);
    case 'cron': {
      const at = new Cron(expression, { timezone: timeZone }).nextRun(after);
      return at && { at, passed: passed + 1 };
    }
  }
}

function once(at: Date, passed: number, after: Date): Moment | null {
  return passed === 0 && at > after ? { at, passed: 1 } : null;
}

/** `R3/PT10H`, `R/2026-03-02T09:00:00Z/P1D`, `R/P1D/2026-12-31T00:00:00Z`. */
function cycle(expression: string, timeZone: string, progress: Progress, after: Date): Moment | null {
  const [repeat = '', ...parts] = expression.split('/');
  const times = /^R\d+$/.test(repeat) ? Number(repeat.slice(1)) : Number.POSITIVE_INFINITY;
  const at = parts.findIndex((part) => part.startsWith('P'));
  const duration = Temporal.Duration.from(parts[at] ?? '');
  const longest = longestOf(duration);
  if (longest <= 0) return null;
  const start = parts[at - 1];
  const end = parts[at + 1];
  const base = start === undefined ? progress.since : edge(start, timeZone, 'first');
  // With a start of its own it fires there, too.
  const first = start === undefined ? 1 : 0;
  const guess = Math.floor((after.getTime() - base.getTime()) / longest) - first;
  for (let passed = Math.max(progress.passed, guess, 0) + 1; passed <= times; passed += 1) {
    const moment = added(base, duration, passed - 1 + first, timeZone);
    if (end !== undefined && moment > edge(end, timeZone, 'last')) return null;
    if (moment > after) return { at: moment, passed };
  }
  return null;
}

/** Adds a duration several times over, by the calendar of the zone: a day is a day when the clocks change. */
function added(base: Date, duration: Temporal.Duration, times: number, timeZone: string): Date {
  const { years, months, weeks, days, hours, minutes, seconds } = duration;
  const whole = {
    ...{ years: years * times, months: months * times, weeks: weeks * times, days: days * times },
    ...{ hours: hours * times, minutes: minutes * times, seconds: seconds * times },
  };
  return toDate(instantOf(base).toZonedDateTimeISO(timeZone).add(whole).toInstant());
}

function longestOf({ years, months, weeks, days, hours, minutes, seconds }: Temporal.Duration): number {
  const wholeDays = weeks * 7 + days;
  const time = hours * LONGEST.hour + minutes * 60_000 + seconds * 1000;
  return years * LONGEST.year + months * LONGEST.month + wholeDays * LONGEST.day + time;
}

/** A day means its first or its last moment in the zone; an instant means itself. */
function edge(text: string, timeZone: string, which: 'first' | 'last'): Date {
  if (!DAY.test(text)) return toDate(Temporal.Instant.from(instantText(text, timeZone)));
  const day = Temporal.PlainDate.from(text);
  if (which === 'first') return toDate(day.toZonedDateTime(timeZone).toInstant());
  const next = toDate(day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant());
  return new Date(next.getTime() - 1);
}

/** A date and time without a zone is one of the schedule's zone. */
function instantText(text: string, timeZone: string): string {
  if (/(Z|[+-]\d{2}:\d{2})$/.test(text)) return text;
  return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant().toString();
}

const instantOf = (date: Date) => Temporal.Instant.fromEpochMilliseconds(date.getTime());
const toDate = (instant: Temporal.Instant) => new Date(instant.epochMilliseconds);
