/** The times that a press chooses; `range` is given by two dates. */
export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'all' | 'range';

const DAYS: Partial<Record<Period, number>> = { day: 1, week: 7, month: 30, quarter: 90, year: 365 };

/**
 * Where the last day, the last seven days and so on begin, in the person's zone: whole days, so that the answer
 * stays the same for all of today. Null: at no time.
 */
export function beginningOf(period: Period, now: Date): Date | null {
  const days = DAYS[period];
  if (days === undefined) return null;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (days - 1));
}
