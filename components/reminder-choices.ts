import type { Choice } from '../lib/protocol/index.ts';
import { durationWords } from './duration.ts';
import { text } from './text.ts';

/** Minutes before the start at which people are reminded, as offered. */
export const REMINDER_MINUTES: readonly number[] = [0, 5, 10, 15, 30, 60, 120, 24 * 60];

/** The times before a start at which one can be reminded, the shortest first; `also`: one that was chosen before. */
export function reminderChoices(also: number | null = null): Choice[] {
  const minutes = new Set([...REMINDER_MINUTES, ...(also === null ? [] : [also])]);
  return [...minutes]
    .sort((one, other) => one - other)
    .map((count) => ({
      code: String(count),
      label: count === 0 ? text('remindAtStart') : text('remindBefore', durationWords(count * 60_000)),
    }));
}
