import type { Value } from '../lib/protocol/index.ts';
import { absoluteTime } from './relative-time.ts';
import { locale, text } from './text.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * A value of a process as people read it.
 *
 * ```ts
 * shownValue(12000)             // "12,000"
 * shownValue('2026-03-31')      // "Mar 31, 2026"
 * shownValue(['roof', 'walls']) // "roof, walls"
 * ```
 */
export function shownValue(value: Value): string {
  if (value === null || value === '') return text('valueEmpty');
  if (typeof value === 'boolean') return text(value ? 'valueYes' : 'valueNo');
  if (typeof value === 'number') return new Intl.NumberFormat(locale()).format(value);
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return value.length === 0 ? text('valueEmpty') : value.map(shownValue).join(', ');
  return Object.entries(value)
    .map(([name, member]) => `${name}: ${shownValue(member)}`)
    .join(', ');
}

function shownText(words: string): string {
  if (INSTANT.test(words)) return readable(words, absoluteTime);
  // A day is the same day everywhere, so it is not moved by the person's zone.
  if (DAY.test(words)) return readable(words, dayOf);
  return words;
}

function readable(words: string, print: (at: Date) => string): string {
  const at = new Date(words);
  return Number.isNaN(at.getTime()) ? words : print(at);
}

function dayOf(at: Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}
