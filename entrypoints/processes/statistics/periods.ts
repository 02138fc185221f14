import type { Durations, Statistics, StatisticsFilter } from '../../../lib/protocol/index.ts';

type PeriodFigures = Statistics['periods'][number];

const NOTHING: Durations = { count: 0, average: null, median: null, p90: null };
/** More points than this are no picture any more. */
const MOST = 1000;

/** Every day, week or month of the time, also those in which nothing ended; in the person's zone. */
export function everyPeriod(
  periods: readonly PeriodFigures[],
  { from, to, by }: Pick<StatisticsFilter, 'from' | 'to' | 'by'>,
): PeriodFigures[] {
  const known = new Map(periods.map((one) => [new Date(one.from).getTime(), one]));
  const all: PeriodFigures[] = [];
  const end = new Date(to);
  for (let at = beginning(new Date(from), by); at < end && all.length < MOST; at = next(at, by)) {
    all.push(known.get(at.getTime()) ?? { from: at.toISOString(), durations: NOTHING });
  }
  return all;
}

/** The name of a day, of a week by its first day, or of a month. */
export function periodName(from: string, by: StatisticsFilter['by'], language: string): string {
  const options: Intl.DateTimeFormatOptions =
    by === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' };
  return new Intl.DateTimeFormat(language, options).format(new Date(from));
}

/** Weeks begin on Monday, as PostgreSQL has it. */
function beginning(date: Date, by: StatisticsFilter['by']): Date {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (by === 'month') return new Date(year, month, 1);
  return new Date(year, month, by === 'week' ? day - ((date.getDay() + 6) % 7) : day);
}

function next(date: Date, by: StatisticsFilter['by']): Date {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (by === 'month') return new Date(year, month + 1, 1);
  return new Date(year, month, day + (by === 'week' ? 7 : 1));
}
