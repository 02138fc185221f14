/** The rules of a form that an entry may break. Pages say them in the person's language, the server in English. */
import type { FieldItem, Value } from '../protocol/index.ts';

export type Fault =
  | { rule: 'empty' | 'choose' | 'choose-some' | 'tick' }
  | { rule: 'too-short' | 'too-long'; limit: number; length: number }
  | { rule: 'email' | 'tel' | 'url' }
  | { rule: 'pattern'; pattern: string; words: string | null }
  | { rule: 'too-small' | 'too-large'; limit: number }
  | { rule: 'decimals'; limit: number }
  | { rule: 'step'; step: number }
  | { rule: 'past' };

/** When today begins where the person is. */
export interface Today {
  day: string;
  /** Milliseconds since 1970. */
  begins: number;
}

/** Today by the clock and zone of this machine. */
export function today(now: Date): Today {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return { day, begins: new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime() };
}

/** The first rule that a value of the right type breaks; null: none. */
export function faultOf(item: FieldItem, value: Value, now: Today): Fault | null {
  if (item.readonly || item.type === 'expression' || item.type === 'lookup-title') return null;
  if (isEmpty(item, value)) return item.required ? { rule: emptyRule(item) } : null;
  switch (item.type) {
    case 'textfield':
      return lengthFault(item, String(value)) ?? textFault(item, String(value));
    case 'textarea':
      return lengthFault(item, String(value));
    case 'number':
      return typeof value === 'number' ? numberFault(item, value) : null;
    case 'date':
      return item.noPast && String(value) < now.day ? { rule: 'past' } : null;
    case 'datetime':
      return item.noPast && Date.parse(String(value)) < now.begins ? { rule: 'past' } : null;
    default:
      return null;
  }
}

function isEmpty({ type }: FieldItem, value: Value): boolean {
  if (type === 'checkbox') return value !== true;
  if (typeof value === 'string') return value.trim() === '';
  return value === null || (Array.isArray(value) && value.length === 0);
}

function emptyRule({ type }: FieldItem): 'empty' | 'choose' | 'choose-some' | 'tick' {
  if (type === 'checkbox') return 'tick';
  if (type === 'checklist' || type === 'taglist') return 'choose-some';
  return type === 'radio' || type === 'select' || type === 'lookup' ? 'choose' : 'empty';
}

interface Lengths {
  minLength: number | null;
  maxLength: number | null;
}

function lengthFault({ minLength, maxLength }: Lengths, { length }: string): Fault | null {
  if (minLength !== null && length < minLength) return { rule: 'too-short', limit: minLength, length };
  return maxLength !== null && length > maxLength ? { rule: 'too-long', limit: maxLength, length } : null;
}

function textFault(item: FieldItem & { type: 'textfield' }, text: string): Fault | null {
  const { pattern, inputType } = item;
  if (pattern !== null && !fitsPattern(pattern, text))
    return { rule: 'pattern', pattern, words: item.patternError ?? null };
  if (inputType === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text)) return { rule: 'email' };
  if (inputType === 'tel' && !/^[+\d][\d\s()/.-]*$/.test(text)) return { rule: 'tel' };
  return inputType === 'url' && !URL.canParse(text) ? { rule: 'url' } : null;
}

/** As form-js: found anywhere unless the pattern says otherwise. One that nobody can read refuses nothing. */
function fitsPattern(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return true;
  }
}

function numberFault(item: FieldItem & { type: 'number' }, value: number): Fault | null {
  const { min, max, decimals, step } = item;
  if (min !== null && value < min) return { rule: 'too-small', limit: min };
  if (max !== null && value > max) return { rule: 'too-large', limit: max };
  if (decimals !== null && decimalsOf(value) > decimals) return { rule: 'decimals', limit: decimals };
  return step !== undefined && !isMultiple(value, step) ? { rule: 'step', step } : null;
}

function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent));
}

/** 0.3 is three times 0.1, though not for a machine that counts in halves. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}
