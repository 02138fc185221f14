/** FEEL for forms, by the library that formulas use as well. Only pages with FEEL load this. */
import { evaluate, FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import type { Feel } from './expression.ts';

const TEMPORAL = [FeelDate, FeelTime, FeelDateTime, FeelDuration];

export const feel: Feel = {
  evaluate: (expression, context) => {
    try {
      return plain(evaluate(expression, context).value);
    } catch {
      return null;
    }
  },
};

function plain(value: unknown): unknown {
  if (TEMPORAL.some((type) => value instanceof type)) return String(value);
  if (typeof value === 'function') return null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
