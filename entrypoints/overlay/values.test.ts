import { beforeAll, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ShownField } from '../../lib/forms/show-page.ts';
import type { FieldItem, Value } from '../../lib/protocol/index.ts';
import { i18n } from '../../lib/testing/texts.ts';
import { validate } from './validation.ts';
import { type Entry, entriesOf, entryOf, submittedValue } from './values.ts';

beforeAll(() => void Object.assign(fakeBrowser.i18n, i18n));

const base = { key: 'f', label: 'Field', description: null, required: false, readonly: false, value: null };
const choices = [
  { code: 'a', label: 'A' },
  { code: 'b', label: 'B' },
];
const textLimits = { minLength: null, maxLength: null, pattern: null, inputType: 'text' } as const;
/** What is computed, or found with something else, has no control. */
type Typed = Exclude<FieldItem['type'], 'expression' | 'lookup-title'>;
const items = {
  textfield: { ...base, ...textLimits, type: 'textfield' },
  textarea: { ...base, type: 'textarea', minLength: null, maxLength: null },
  number: { ...base, type: 'number', min: null, max: null, decimals: null },
  date: { ...base, type: 'date' },
  time: { ...base, type: 'time' },
  datetime: { ...base, type: 'datetime' },
  checkbox: { ...base, type: 'checkbox' },
  radio: { ...base, type: 'radio', choices },
  select: { ...base, type: 'select', choices },
  checklist: { ...base, type: 'checklist', choices },
  taglist: { ...base, type: 'taglist', choices },
  lookup: {
    ...{ ...base, type: 'lookup', titleKey: 'fTitle' },
    records: { system: null, type: 'account', field: null },
  },
} as const satisfies Record<Typed, FieldItem>;

describe('a value of the process', () => {
  it.each<[Typed, Value]>([
    ['textfield', 'Jana'],
    ['textarea', 'two\nlines'],
    ['number', 12.5],
    ['date', '2026-03-11'],
    ['time', '14:30'],
    ['datetime', '2026-03-11T13:30:00.000Z'],
    ['checkbox', true],
    ['radio', 'b'],
    ['select', 'a'],
    ['checklist', ['a', 'b']],
    ['taglist', ['b', 'a']],
    ['lookup', '42'],
  ])('of type %s goes to the control and back unchanged', (type, value) => {
    const item = items[type];
    expect(submittedValue(item, entryOf(item, value))).toEqual(value);
  });

  it.each<[Typed, Value]>([
    ['textfield', null],
    ['number', null],
    ['datetime', null],
    ['select', null],
    ['checkbox', false],
    ['checklist', []],
    ['taglist', []],
    ['lookup', null],
  ])('of type %s is nothing when nothing was entered', (type, nothing) => {
    const item = items[type];
    expect(submittedValue(item, entryOf(item))).toEqual(nothing);
  });

  it('of a read-only field stays what it was, whatever the control says', () => {
    expect(submittedValue({ ...items.textfield, readonly: true, value: 'kept' }, 'changed')).toBe('kept');
  });
});

describe('a draft', () => {
  it('wins over what the step gives, except where it does not fit the field any more', () => {
    const fields = [
      { ...items.textfield, key: 'one', value: 'given' },
      { ...items.number, key: 'two', value: 7 },
      { ...items.checklist, key: 'three', value: ['a'] },
      { ...items.textfield, key: 'four', value: 'fixed', readonly: true },
    ];
    const draft = { one: 'typed', two: '12,', three: 'old text', four: 'forged' };
    expect(entriesOf(fields, draft)).toEqual({ one: 'typed', two: '12,', three: ['a'], four: 'fixed' });
  });
});

describe('validation', () => {
  const now = { day: '2026-03-11', begins: Date.parse('2026-03-11T00:00:00Z') };
  const shown = (item: FieldItem, entry: Entry): ShownField => ({
    ...{ kind: 'field', item, at: 'f', place: null, value: submittedValue(item, entry) },
  });
  const check = (item: FieldItem, entry: Entry) => validate([shown(item, entry)], { f: entry }, now).f;

  it.each<[string, FieldItem, Entry, string | undefined]>([
    ['empty and required', { ...items.textfield, required: true }, ' ', 'Enter: Field'],
    ['empty and optional', items.textfield, '', undefined],
    ['too short', { ...items.textarea, minLength: 3 }, 'ab', 'Enter at least 3 characters; there are 2 now.'],
    ['too long', { ...items.textfield, maxLength: 2 }, 'abc', 'Enter at most 2 characters; there are 3 now.'],
    [
      'no e-mail address',
      { ...items.textfield, inputType: 'email' },
      'a@',
      'Enter an e-mail address, such as name@example.com.',
    ],
    ['an e-mail address', { ...items.textfield, inputType: 'email' }, 'a@b.c', undefined],
    [
      'no address',
      { ...items.textfield, inputType: 'url' },
      'x',
      'Enter a whole address, such as https://example.com.',
    ],
    [
      'not of the form',
      { ...items.textfield, pattern: '\\d{4}' },
      '123',
      'This does not have the expected form. Expected: \\d{4}',
    ],
    [
      'not of the form, in words of the author',
      { ...items.textfield, pattern: '^A', patternError: 'Begin with A.' },
      'B',
      'Begin with A.',
    ],
    [
      'no telephone number',
      { ...items.textfield, inputType: 'tel' },
      'call me',
      'Enter a telephone number, such as +49 30 1234567.',
    ],
    ['no multiple', { ...items.number, step: 0.5 }, '1.3', 'Enter a multiple of 0.5.'],
    ['a multiple', { ...items.number, step: 0.1 }, '0.3', undefined],
    ['past', { ...items.date, noPast: true }, '2026-03-10', 'Enter today or a later day.'],
    ['today', { ...items.date, noPast: true }, '2026-03-11', undefined],
    [
      'a moment that is past',
      { ...items.datetime, noPast: true },
      '2026-03-09T10:00',
      'Enter today or a later day.',
    ],
    ['no tag', { ...items.taglist, required: true }, [], 'Choose at least one: Field'],
    ['of the form', { ...items.textfield, pattern: '\\d{4}' }, '1234', undefined],
    ['of an unreadable form', { ...items.textfield, pattern: '(' }, 'x', undefined],
    ['no number', items.number, 'twelve', 'Enter a number; “twelve” is none.'],
    ['too small', { ...items.number, min: 10 }, '9', 'Enter 10 or more.'],
    ['too large', { ...items.number, max: 10 }, '11', 'Enter 10 or less.'],
    ['not whole', { ...items.number, decimals: 0 }, '1.5', 'Enter a whole number.'],
    [
      'too exact',
      { ...items.number, decimals: 2 },
      '1.555',
      'Enter at most 2 digits after the decimal point.',
    ],
    ['exact enough', { ...items.number, decimals: 2 }, '1.55', undefined],
    ['not chosen', { ...items.radio, required: true }, '', 'Choose one: Field'],
    ['none chosen', { ...items.checklist, required: true }, [], 'Choose at least one: Field'],
    ['not ticked', { ...items.checkbox, required: true }, false, 'Tick this to go on: Field'],
    ['read-only', { ...items.textfield, required: true, readonly: true }, '', undefined],
  ])('of what is %s', (_, item, entry, error) => {
    expect(check(item, entry)).toBe(error);
  });

  it('tells half a date from none', () => {
    expect(validate([shown(items.date, '')], { f: '' }, now, new Set(['f'])).f).toBe(
      'Complete or empty this field: Field',
    );
  });
});
