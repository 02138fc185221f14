import { dayAfter, dayFrom, dayWords } from '../../components/day.ts';

/** The times that the list and the calendar show; `range` is given by two dates. */
export const PERIODS = ['day', 'week', 'month', 'range'] as const;
export type Period = (typeof PERIODS)[number];

/** From the beginning of a day to the beginning of the day after the last one. */
export interface Span {
  from: Date;
  until: Date;
}

interface Asked {
  period: Period;
  /** A day in it; empty: today. */
  day: string;
  /** The first and the last day of a range; empty: open. */
  from: string;
  to: string;
}

/** Open ends of a range: further than any activity, and still a date that everybody can write. */
const EARLIEST = new Date(Date.UTC(1970, 0, 1));
const LATEST = new Date(Date.UTC(2200, 0, 1));

/** The time that is asked for, in whole days of the person's zone. */
export function spanOf(asked: Asked, now: Date, firstDay: number): Span {
  if (asked.period === 'range') {
    return { from: dayFrom(asked.from) ?? EARLIEST, until: dayAfter(asked.to) ?? LATEST };
  }
  const day = dayFrom(asked.day) ?? startOfDay(now);
  if (asked.period === 'day') return { from: day, until: addDays(day, 1) };
  if (asked.period === 'week') {
    const from = addDays(day, -((day.getDay() - firstDay + 7) % 7));
    return { from, until: addDays(from, 7) };
  }
  return {
    from: new Date(day.getFullYear(), day.getMonth(), 1),
    until: new Date(day.getFullYear(), day.getMonth() + 1, 1),
  };
}

/** The same time one further, or one back: a day in it. */
export function stepped(period: Exclude<Period, 'range'>, day: string, steps: number, now: Date): string {
  const from = dayFrom(day) ?? startOfDay(now);
  if (period === 'month') {
    // To the first: a month has no 31st day to go to in the next one.
    return dayWords(new Date(from.getFullYear(), from.getMonth() + steps, 1));
  }
  return dayWords(addDays(from, steps * (period === 'week' ? 7 : 1)));
}

/**
 * The days that a month's sheet shows: whole weeks, also those that belong to the months around it.
 */
export function sheetOf(span: Span, firstDay: number): Span {
  const from = addDays(span.from, -((span.from.getDay() - firstDay + 7) % 7));
  const after = (firstDay - span.until.getDay() + 7) % 7;
  return { from, until: addDays(span.until, after) };
}

/** A period in words, as the language writes it: “March 2026”, “9 – 15 Mar 2026”. */
export function spanWords(period: Period, { from, until }: Span, language: string): string {
  const last = new Date(until.getTime() - 1);
  if (period === 'month') {
    return new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(from);
  }
  if (period === 'day') return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(from);
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
    from,
    last,
  );
}

export function startOfDay(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

/** Days by the calendar: a day with a change of the clocks is one day too. */
export function addDays(date: Date, days: number): Date {
  const next = new Date(date);
  next.setDate(next.getDate() + days);
  return next;
}
