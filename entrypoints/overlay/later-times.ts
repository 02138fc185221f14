import { dayFrom, dayWords } from '../../components/day.ts';

const MINUTE = 60_000;
const MORNING = 9;

/** A time that can be chosen with one press. */
export interface QuickTime {
  key: 'laterInAnHour' | 'laterTomorrow' | 'laterMonday';
  at: Date;
}

/** In an hour, tomorrow morning, next Monday morning; on a Sunday the last two are the same and stand once. */
export function quickTimes(now: Date): QuickTime[] {
  const hour = inAnHour(now);
  const tomorrow = morningIn(now, 1);
  const monday = morningIn(now, (8 - now.getDay()) % 7 || 7);
  return [
    { key: 'laterInAnHour', at: hour },
    { key: 'laterTomorrow', at: tomorrow },
    ...(monday.getTime() === tomorrow.getTime() ? [] : [{ key: 'laterMonday', at: monday } as const]),
  ];
}

/** In an hour, on the next five minutes. */
export function inAnHour(now: Date): Date {
  const step = 5 * MINUTE;
  return new Date(Math.ceil((now.getTime() + 60 * MINUTE) / step) * step);
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

/** A time of day as a time field has it. */
export function timeWords(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What two fields for a date and a time say, in the person's zone; null where either is not filled in. */
export function momentFrom(date: string, time: string): Date | null {
  const day = dayFrom(date);
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  if (!day || !hours || !minutes) return null;
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), Number(hours), Number(minutes));
}

/** Both fields for a moment. */
export function fieldsOf(at: Date): { date: string; time: string } {
  return { date: dayWords(at), time: timeWords(at) };
}

/** Whole minutes from one moment to the other, at least none. */
export function minutesFrom(start: Date, end: Date): number {
  return Math.max(0, Math.round((end.getTime() - start.getTime()) / MINUTE));
}
