/** FEEL in filters and formulas: read and evaluated by `feelin`, its faults turned into words. */
import {
  evaluate,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  SyntaxError as FeelSyntaxError,
  FeelTime,
} from 'feelin';
import { Value, type Values } from '../../lib/protocol/index.ts';
import { ActionError } from './action.ts';

const TEMPORAL = [FeelDate, FeelTime, FeelDateTime, FeelDuration];

/**
 * The value of an expression over these names. Dates, times and durations become ISO 8601 text. Throws a final
 * `ActionError` for what is no FEEL and for what no process variable can hold.
 *
 * ```ts
 * evaluateFeel('amount * 1.2', { amount: 10 }) // 12
 * ```
 */
export function evaluateFeel(expression: string, names: Record<string, unknown>): Value {
  const text = expression.trim().replace(/^=/, '');
  const { value, warnings } = evaluated(text, names);
  const parsed = Value.safeParse(plain(value));
  if (parsed.success && !(value === null && warnings.length > 0)) return parsed.data;
  const reason = warnings.map(({ message }) => message).join('; ') || 'something that no variable can hold';
  throw new ActionError(`Expected a value of ${text}, got ${reason}. Correct the expression.`, {
    retryable: false,
  });
}

/** Whether a filter holds for a record; anything but true does not. Throws for what is no FEEL. */
export function holds(filter: string, names: Values): boolean {
  return evaluated(filter, names).value === true;
}

function evaluated(text: string, names: Record<string, unknown>) {
  try {
    return evaluate(text, names);
  } catch (fault) {
    if (!(fault instanceof FeelSyntaxError)) throw fault;
    throw new ActionError(`Expected FEEL, got ${text}: ${fault.message}. Correct the expression.`, {
      retryable: false,
    });
  }
}

function plain(value: unknown): unknown {
  if (TEMPORAL.some((type) => value instanceof type)) return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
