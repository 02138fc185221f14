/** The rules for the value of one field of an auto-generated page. */
import type { FieldItem, Value } from '../../lib/protocol/index.ts';

/**
 * What is expected instead of `value`; null when it fits. The type always has to fit; limits and `required`
 * count only when the button that was pressed validates.
 */
export function checkField(field: FieldItem, value: Value, validates: boolean): string | null {
  const limits = validates && !field.readonly;
  if (isEmpty(value)) return limits && field.required ? 'a value' : null;
  const wrongType = checkType(field, value);
  if (wrongType) return wrongType;
  return limits ? checkLimits(field, value) : null;
}

/** Nothing entered: no text, no choice, a box without its tick. */
export function isEmpty(value: Value): boolean {
  return value === null || value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** A value as an error text shows it: short, with its type where that says more. */
export function describe(value: Value): string {
  if (isEmpty(value)) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function checkType(field: FieldItem, value: Value): string | null {
  switch (field.type) {
    case 'textfield':
    case 'textarea':
      return typeof value === 'string' ? null : 'text';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'a number';
    case 'date':
      return isDate(value) ? null : 'a date such as 2025-12-31';
    case 'time':
      return matches(value, TIME) ? null : 'a time such as 14:30';
    case 'datetime':
      return isDateTime(value) ? null : 'a date and time such as 2025-12-31T14:30';
    case 'checkbox':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'radio':
    case 'select':
      return field.choices.some((choice) => choice.code === value) ? null : oneOf(field.choices);
    case 'checklist': {
      const codes = field.choices.map((choice) => choice.code);
      const fits = Array.isArray(value) && value.every((code) => codes.includes(code));
      return fits && new Set(value).size === value.length
        ? null
        : `each at most once: ${oneOf(field.choices)}`;
    }
  }
}

function checkLimits(field: FieldItem, value: Value): string | null {
  if (field.type === 'number' && typeof value === 'number') return checkNumber(field, value);
  if (typeof value !== 'string') return null;
  if (field.type === 'textarea') return checkLength(field, value);
  if (field.type === 'textfield') return checkLength(field, value) ?? checkPattern(field, value);
  return null;
}

function checkNumber(field: Extract<FieldItem, { type: 'number' }>, value: number): string | null {
  if (field.min !== null && value < field.min) return `at least ${field.min}`;
  if (field.max !== null && value > field.max) return `at most ${field.max}`;
  if (field.decimals !== null && Number(value.toFixed(field.decimals)) !== value) {
    return `at most ${field.decimals} digits after the decimal point`;
  }
  return null;
}

function checkLength(
  field: { minLength: number | null; maxLength: number | null },
  value: string,
): string | null {
  if (field.minLength !== null && value.length < field.minLength)
    return `at least ${field.minLength} characters`;
  if (field.maxLength !== null && value.length > field.maxLength)
    return `at most ${field.maxLength} characters`;
  return null;
}

function checkPattern(field: Extract<FieldItem, { type: 'textfield' }>, value: string): string | null {
  if (field.inputType === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) return 'an e-mail address';
  if (field.inputType === 'url' && !URL.canParse(value)) return 'an address such as https://example.org';
  if (field.pattern !== null && !new RegExp(`^(?:${field.pattern})$`, 'v').test(value)) {
    return `text that matches ${field.pattern}`;
  }
  return null;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

function isDate(value: Value): boolean {
  if (!matches(value, /^\d{4}-\d{2}-\d{2}$/)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  // The parser takes 30 February for 2 March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(String(value));
}

function isDateTime(value: Value): boolean {
  if (typeof value !== 'string') return false;
  const [date = '', time = ''] = value.split('T');
  return isDate(date) && TIME.test(time.replace(/(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/, ''));
}

function matches(value: Value, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

function oneOf(choices: readonly { code: string }[]): string {
  return `one of ${choices.map((choice) => choice.code).join(', ')}`;
}
