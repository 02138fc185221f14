/** What a field accepts, in two parts: the type, which always has to fit, and the rules of the form. */
import { faultOf as brokenRule, type Fault, type Today } from '../../lib/forms/faults.ts';
import { type Detail, type FieldItem, type PhraseName, phrase } from '../../lib/protocol/index.ts';
import type { Value } from './model.ts';
import { fits } from './prefill.ts';

export type FieldReading = { ok: true; value: Value } | { ok: false; expected: Detail };

const TYPES = {
  textfield: 'text',
  textarea: 'text',
  number: 'a-number',
  date: 'a-day',
  time: 'a-time',
  datetime: 'a-moment',
  checkbox: 'true-or-false',
  lookup: 'a-record-id',
  'lookup-title': 'a-record-title',
  expression: 'computed',
} as const satisfies Partial<Record<FieldItem['type'], PhraseName>>;

/** The value of a field as it is entered. Nothing entered is null; for a checkbox false, for a checklist []. */
export function readField(field: FieldItem, submitted: Value | undefined): FieldReading {
  const value = submitted === undefined || submitted === '' ? null : submitted;
  if (value === null) return { ok: true, value: nothingIn(field) };
  const once = !Array.isArray(value) || new Set(value).size === value.length;
  return fits(field, value) && once ? { ok: true, value } : { ok: false, expected: typeOf(field) };
}

/** The rule of the form that a value breaks, in words; null: none. */
export function faultOf(field: FieldItem, value: Value, today: Today): Detail | null {
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

function typeOf(field: FieldItem): Detail {
  if (!('choices' in field)) return phrase(TYPES[field.type]);
  const names = field.choices.map(({ code }) => code).join(', ');
  const isList = field.type === 'checklist' || field.type === 'taglist';
  return phrase(isList ? 'list-of-each-once' : 'one-of', { names });
}

function said(fault: Fault): Detail {
  switch (fault.rule) {
    case 'empty':
    case 'choose':
    case 'choose-some':
      return phrase('a-value');
    case 'tick':
      return phrase('a-tick');
    case 'too-short':
      return phrase('characters-at-least', { limit: fault.limit });
    case 'too-long':
      return phrase('characters-at-most', { limit: fault.limit });
    case 'email':
      return phrase('an-email-address');
    case 'tel':
      return phrase('a-telephone-number');
    case 'url':
      return phrase('a-web-address');
    case 'pattern':
      return fault.words ?? phrase('matching-text', { pattern: fault.pattern });
    case 'too-small':
      return phrase('number-at-least', { limit: fault.limit });
    case 'too-large':
      return phrase('number-at-most', { limit: fault.limit });
    case 'decimals':
      return fault.limit === 0
        ? phrase('a-whole-number')
        : phrase('decimals-at-most', { limit: fault.limit });
    case 'step':
      return phrase('a-multiple', { step: fault.step });
    case 'past':
      return phrase('a-day-not-past');
  }
}
