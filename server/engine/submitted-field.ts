/** What a field accepts, in two parts: the type, which always has to fit, and the rules of the form. */
import type { FieldItem } from '../../lib/protocol/index.ts';
import { isEmpty } from './expressions/coerce.ts';
import type { Value } from './model.ts';
import { fits } from './prefill.ts';

export type FieldReading = { ok: true; value: Value } | { ok: false; expected: string };

const TYPES: Record<FieldItem['type'], string> = {
  textfield: 'text',
  textarea: 'text',
  number: 'a number',
  date: 'a day that exists, as YYYY-MM-DD,',
  time: 'a time of day, as HH:MM,',
  datetime: 'a date and time with its zone, as YYYY-MM-DDTHH:MMZ,',
  checkbox: 'true or false',
  radio: 'one of',
  select: 'one of',
  checklist: 'a list of',
};

/** The value of a field as a variable. Nothing entered is null; for a checkbox false, for a checklist []. */
export function readField(field: FieldItem, submitted: Value | undefined): FieldReading {
  const value = submitted === undefined || submitted === '' ? null : submitted;
  if (value === null) return { ok: true, value: nothing(field) };
  const once = !Array.isArray(value) || new Set(value).size === value.length;
  return fits(field, value) && once ? { ok: true, value } : { ok: false, expected: typeOf(field) };
}

/** The rule of the form that a value breaks, in words; null: none. */
export function faultOf(field: FieldItem, value: Value): string | null {
  if (field.type === 'checkbox') return field.required && value !== true ? 'a tick' : null;
  if (isEmpty(value)) return field.required ? 'a value' : null;
  switch (field.type) {
    case 'textfield':
      return lengthFault(field, value) ?? textFault(field, value);
    case 'textarea':
      return lengthFault(field, value);
    case 'number':
      return typeof value === 'number' ? numberFault(field, value) : null;
    default:
      return null;
  }
}

function nothing({ type }: FieldItem): Value {
  if (type === 'checkbox') return false;
  return type === 'checklist' ? [] : null;
}

function typeOf(field: FieldItem): string {
  const codes = 'choices' in field ? ` ${field.choices.map(({ code }) => code).join(', ')}` : '';
  return `${TYPES[field.type]}${codes}${field.type === 'checklist' ? ', each once,' : ''}`;
}

function lengthFault(
  { minLength, maxLength }: { minLength: number | null; maxLength: number | null },
  value: Value,
) {
  const length = typeof value === 'string' ? value.length : 0;
  if (minLength !== null && length < minLength) return `at least ${minLength} characters`;
  return maxLength !== null && length > maxLength ? `at most ${maxLength} characters` : null;
}

function textFault({ pattern, inputType }: FieldItem & { type: 'textfield' }, value: Value): string | null {
  const text = String(value);
  if (pattern !== null && !new RegExp(pattern).test(text)) return `text that matches ${pattern}`;
  if (inputType === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text)) return 'an e-mail address';
  if (inputType === 'tel' && !/^[+\d][\d\s()/.-]*$/.test(text)) return 'a telephone number';
  return inputType === 'url' && !URL.canParse(text) ? 'an address that starts with https://' : null;
}

function numberFault({ min, max, decimals }: FieldItem & { type: 'number' }, value: number): string | null {
  if (min !== null && value < min) return `a number of at least ${min}`;
  if (max !== null && value > max) return `a number of at most ${max}`;
  if (decimals === null || Number(value.toFixed(Math.min(decimals, 20))) === value) return null;
  return decimals === 0 ? 'a whole number' : `a number with at most ${decimals} decimals`;
}
