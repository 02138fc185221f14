/** What a field accepts, in two parts: the type, which always has to fit, and the rules of the form. */
import { faultOf as brokenRule, type Fault, type Today } from '../../lib/forms/faults.ts';
import type { FieldItem } from '../../lib/protocol/index.ts';
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
  taglist: 'a list of',
  lookup: 'the id of a record',
  'lookup-title': 'the title of a record',
  expression: 'what the page computes',
};

/** The value of a field as it is entered. Nothing entered is null; for a checkbox false, for a checklist []. */
export function readField(field: FieldItem, submitted: Value | undefined): FieldReading {
  const value = submitted === undefined || submitted === '' ? null : submitted;
  if (value === null) return { ok: true, value: nothingIn(field) };
  const once = !Array.isArray(value) || new Set(value).size === value.length;
  return fits(field, value) && once ? { ok: true, value } : { ok: false, expected: typeOf(field) };
}

/** The rule of the form that a value breaks, in words; null: none. */
export function faultOf(field: FieldItem, value: Value, today: Today): string | null {
  const fault = brokenRule(field, value, today);
  return fault === null ? null : said(fault);
}

/** The value that a field has when nothing was entered. */
export function nothingIn({ type }: FieldItem): Value {
  if (type === 'checkbox') return false;
  return type === 'checklist' || type === 'taglist' ? [] : null;
}

/** What the process gets for an entry: of choices and numbers what the author wants them to be. */
export function variableOf(field: FieldItem, value: Value): Value {
  if (field.type === 'number' && field.asText && typeof value === 'number') return String(value);
  if (!('choices' in field)) return value;
  const meant = (code: unknown) => {
    const choice = field.choices.find((known) => known.code === code);
    return choice?.value === undefined ? (choice?.code ?? null) : choice.value;
  };
  if (Array.isArray(value)) return value.map(meant);
  return value === null ? null : meant(value);
}

function typeOf(field: FieldItem): string {
  const codes = 'choices' in field ? ` ${field.choices.map(({ code }) => code).join(', ')}` : '';
  const once = field.type === 'checklist' || field.type === 'taglist' ? ', each once,' : '';
  return `${TYPES[field.type]}${codes}${once}`;
}

function said(fault: Fault): string {
  switch (fault.rule) {
    case 'empty':
    case 'choose':
    case 'choose-some':
      return 'a value';
    case 'tick':
      return 'a tick';
    case 'too-short':
      return `at least ${fault.limit} characters`;
    case 'too-long':
      return `at most ${fault.limit} characters`;
    case 'email':
      return 'an e-mail address';
    case 'tel':
      return 'a telephone number';
    case 'url':
      return 'an address that starts with https://';
    case 'pattern':
      return fault.words ?? `text that matches ${fault.pattern}`;
    case 'too-small':
      return `a number of at least ${fault.limit}`;
    case 'too-large':
      return `a number of at most ${fault.limit}`;
    case 'decimals':
      return fault.limit === 0 ? 'a whole number' : `a number with at most ${fault.limit} decimals`;
    case 'step':
      return `a multiple of ${fault.step}`;
    case 'past':
      return 'a day that is not past';
  }
}
