/** What a process takes from whoever starts it (behaviour 9.5). */
import { type Phrase, ProtocolError, phrase, type Value, type Values } from '../../lib/protocol/index.ts';
import type { Parameter } from '../engine/port.ts';
import { isDate, isDateTime, readInstant } from '../engine/time.ts';

type Reading = { ok: true; value: Value } | { ok: false };

const WHOLE = /^[+-]?\d{1,15}$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** How a value of each type is read; what a form or a command line gives as text is taken as well. */
const READERS: Record<Parameter['type'], { expected: Phrase; read: (value: Value) => Reading }> = {
  text: {
    expected: phrase('a-text'),
    read: (value) =>
      typeof value === 'string' ? fine(value) : isScalar(value) ? fine(String(value)) : unfit,
  },
  integer: {
    expected: phrase('a-whole-number'),
    read: (value) => {
      const number = typeof value === 'string' && WHOLE.test(value.trim()) ? Number(value) : value;
      return Number.isSafeInteger(number) ? fine(number) : unfit;
    },
  },
  decimal: {
    expected: phrase('a-number'),
    read: (value) => {
      const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value;
      return typeof number === 'number' && Number.isFinite(number) ? fine(number) : unfit;
    },
  },
  boolean: {
    expected: phrase('true-or-false'),
    read: (value) => {
      if (typeof value === 'boolean') return fine(value);
      return value === 'true' || value === 'false' ? fine(value === 'true') : unfit;
    },
  },
  date: {
    expected: phrase('a-date-written'),
    read: (value) => {
      if (typeof value !== 'string') return unfit;
      if (isDate(value)) return fine(value);
      return isDateTime(value) ? fine(value.slice(0, 10)) : unfit;
    },
  },
  datetime: {
    expected: phrase('a-moment-written'),
    read: (value) => {
      const instant = typeof value === 'string' ? readInstant(value) : null;
      return instant === null ? unfit : fine(instant);
    },
  },
  record: {
    expected: phrase('a-record-id'),
    read: (value) => {
      if (typeof value === 'number') return fine(String(value));
      return typeof value === 'string' && value !== '' ? fine(value) : unfit;
    },
  },
  list: { expected: phrase('a-list'), read: (value) => (Array.isArray(value) ? fine(value) : unfit) },
};

const unfit: Reading = { ok: false };
const fine = (value: Value): Reading => ({ ok: true, value });
const isScalar = (value: Value) => typeof value === 'number' || typeof value === 'boolean';

/**
 * The variables that an instance starts with, from what was given: checked, completed by defaults. Throws
 * `parameter-unfit` with the name of the parameter. `recordParameter` may be given without being declared.
 *
 * ```ts
 * readParameters(facts.parameters, { amount: '12' }) // { amount: 12, currency: 'EUR' }
 * ```
 */
export function readParameters(
  parameters: readonly Parameter[],
  given: Values,
  recordParameter: string | null = null,
): Values {
  const taken = parameters.filter(({ direction }) => direction !== 'out');
  const isTaken = (name: string) => taken.some((parameter) => parameter.name === name);
  for (const name of Object.keys(given)) {
    if (isTaken(name) || name === recordParameter) continue;
    const names = taken.map((parameter) => parameter.name).join(', ') || 'none';
    throw new ProtocolError('parameter-unfit', {
      ...{ parameter: name, expected: phrase('one-parameter-of', { names }), got: name },
    });
  }
  const read = Object.fromEntries(taken.map((parameter) => [parameter.name, readOne(parameter, given)]));
  if (recordParameter === null || isTaken(recordParameter)) return read;
  return { ...read, [recordParameter]: given[recordParameter] ?? null };
}

function readOne(parameter: Parameter, given: Values): Value {
  const { name, type, required } = parameter;
  const value = Object.hasOwn(given, name) ? (given[name] ?? null) : parameter.default;
  if (value === null || value === '') {
    if (!required) return null;
    throw new ProtocolError('parameter-unfit', {
      parameter: name,
      expected: phrase('a-value'),
      got: phrase('none'),
    });
  }
  const { expected, read } = READERS[type];
  const reading = read(value);
  if (reading.ok) return reading.value;
  const got = JSON.stringify(value);
  throw new ProtocolError('parameter-unfit', {
    ...{ parameter: name, expected, got: got.length > 60 ? `${got.slice(0, 59)}…` : got },
  });
}
