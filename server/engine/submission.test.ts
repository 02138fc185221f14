import { describe, expect, it } from 'vitest';
import {
  type FieldItem,
  type PageContent,
  ProtocolError,
  type Submission,
  type Value,
} from '../../lib/protocol/index.ts';
import { readSubmission as readAt } from './submission.ts';

const NOW = new Date('2026-03-11T12:00:00Z');
const readSubmission = (content: PageContent, submission: Submission) => readAt(content, submission, NOW);

const CHOICES = [
  { code: 'a', label: 'A' },
  { code: 'b', label: 'B' },
];

const dialog = (options: object = {}): PageContent => ({
  kind: 'user-dialog',
  question: 'Which?',
  multiple: false,
  required: true,
  answers: CHOICES,
  preselected: null,
  ...options,
});

const activity: PageContent = {
  kind: 'perform-task',
  category: 'Call',
  description: null,
  plannedMinutes: 30,
  results: CHOICES,
};

const common = { label: 'The field', description: null, required: false, readonly: false, value: null };
const FIELDS: Record<string, FieldItem> = {
  text: {
    ...common,
    key: 'text',
    type: 'textfield',
    minLength: 2,
    maxLength: 5,
    pattern: '^[a-z]+$',
    inputType: 'text',
  },
  email: {
    ...common,
    key: 'email',
    type: 'textfield',
    minLength: null,
    maxLength: null,
    pattern: null,
    inputType: 'email',
  },
  tel: {
    ...common,
    key: 'tel',
    type: 'textfield',
    minLength: null,
    maxLength: null,
    pattern: null,
    inputType: 'tel',
  },
  url: {
    ...common,
    key: 'url',
    type: 'textfield',
    minLength: null,
    maxLength: null,
    pattern: null,
    inputType: 'url',
  },
  area: { ...common, key: 'area', type: 'textarea', minLength: null, maxLength: 5 },
  number: { ...common, key: 'number', type: 'number', min: 0, max: 10, decimals: 2 },
  whole: { ...common, key: 'whole', type: 'number', min: null, max: null, decimals: 0 },
  date: { ...common, key: 'date', type: 'date' },
  time: { ...common, key: 'time', type: 'time' },
  datetime: { ...common, key: 'datetime', type: 'datetime' },
  checkbox: { ...common, key: 'checkbox', type: 'checkbox', value: false },
  radio: { ...common, key: 'radio', type: 'radio', choices: CHOICES },
  select: { ...common, key: 'select', type: 'select', choices: CHOICES },
  checklist: { ...common, key: 'checklist', type: 'checklist', value: [], choices: CHOICES },
  fixed: {
    ...common,
    key: 'fixed',
    type: 'textarea',
    minLength: null,
    maxLength: null,
    readonly: true,
    value: 'as is',
  },
};

const page = (...items: FieldItem[]): PageContent => ({
  kind: 'auto-generated-page',
  recommendation: null,
  items: [{ type: 'text', text: 'Words' }, ...items],
  buttons: [
    { code: 'save', label: 'Save', style: 'primary', validates: true },
    { code: 'skip', label: 'Skip', style: 'secondary', validates: false },
  ],
});

const filled = (values: Record<string, Value>, button = 'save'): Submission => ({
  kind: 'auto-generated-page',
  button,
  values,
});

function refusal(content: PageContent, submission: Submission) {
  try {
    return readSubmission(content, submission);
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.wire;
    throw fault;
  }
}

function field(name: string): FieldItem {
  const found = FIELDS[name];
  if (found === undefined) throw new Error(`Expected a field of the table, got ${name}`);
  return found;
}

describe('[ENG-35] what a person submits', () => {
  it('is an answer of the dialog', () => {
    expect(readSubmission(dialog(), { kind: 'user-dialog', answers: ['b'] })).toEqual({
      outcome: 'b',
      variables: {},
    });
  });

  it('is several answers, in the order of the dialog', () => {
    expect(readSubmission(dialog({ multiple: true }), { kind: 'user-dialog', answers: ['b', 'a'] })).toEqual({
      outcome: ['a', 'b'],
      variables: {},
    });
  });

  it('is no answer where none is required', () => {
    const none: Submission = { kind: 'user-dialog', answers: [] };
    expect(readSubmission(dialog({ required: false }), none).outcome).toBe('');
    expect(readSubmission(dialog({ required: false, multiple: true }), none).outcome).toEqual([]);
  });

  it('is a result of the activity; details are no variable', () => {
    expect(readSubmission(activity, { kind: 'perform-task', result: 'a', details: 'spoke to her' })).toEqual({
      outcome: 'a',
      variables: {},
    });
  });

  it('is the fields of a page, nothing entered being null, false or an empty list', () => {
    const content = page(
      field('area'),
      field('checkbox'),
      field('checklist'),
      field('number'),
      field('fixed'),
    );
    expect(readSubmission(content, filled({ area: '', number: 2.5, fixed: 'as is' }))).toEqual({
      outcome: 'save',
      variables: { area: null, checkbox: false, checklist: [], number: 2.5 },
    });
  });

  it.each<[string, PageContent, Submission, string]>([
    ['the kind of another step', activity, { kind: 'user-dialog', answers: ['a'] }, 'kind'],
    ['an answer that is none', dialog(), { kind: 'user-dialog', answers: ['c'] }, 'answers'],
    ['two answers to one question', dialog(), { kind: 'user-dialog', answers: ['a', 'b'] }, 'answers'],
    ['one answer twice', dialog({ multiple: true }), { kind: 'user-dialog', answers: ['a', 'a'] }, 'answers'],
    ['no answer', dialog(), { kind: 'user-dialog', answers: [] }, 'answers'],
    ['no answer of several', dialog({ multiple: true }), { kind: 'user-dialog', answers: [] }, 'answers'],
    [
      '[M07] a result that is not offered',
      activity,
      { kind: 'perform-task', result: 'c', details: null },
      'result',
    ],
    ['a button that is none', page(), filled({}, 'delete'), 'button'],
    ['a field that the page has not', page(field('area')), filled({ other: 1 }), 'other'],
    ['a name that every object inherits', page(field('area')), filled({ constructor: 'x' }), 'constructor'],
    ['another value of a read-only field', page(field('fixed')), filled({ fixed: 'new' }), 'fixed'],
  ])('is refused when it is %s', (_, content, submission, name) => {
    expect(refusal(content, submission)).toMatchObject({
      code: 'submission-unfit',
      field: name,
      message: expect.stringMatching(/^Expected .+ for .+, got .+\./),
    });
  });

  it.each<[string, Value]>([
    ['text', 'abc'],
    ['email', 'a@example.org'],
    ['tel', '+49 (0)30 1234-5'],
    ['url', 'https://example.org'],
    ['area', 'two\nl'],
    ['number', 9.99],
    ['whole', -3],
    ['date', '2024-02-29'],
    ['time', '23:59'],
    ['datetime', '2026-03-02T09:00:00.000Z'],
    ['datetime', '2026-03-02T09:00+02:00'],
    ['checkbox', true],
    ['radio', 'a'],
    ['select', 'b'],
    ['checklist', ['b']],
  ])('may be in the field %s: %j', (name, value) => {
    expect(readSubmission(page(field(name)), filled({ [name]: value })).variables).toEqual({ [name]: value });
  });

  it.each<[string, Value, string]>([
    ['text', 5, 'text'],
    ['text', 'a', 'at least 2 characters'],
    ['text', 'abcdef', 'at most 5 characters'],
    ['text', 'ABC', 'text that matches'],
    ['email', 'example.org', 'an e-mail address'],
    ['tel', 'call me', 'a telephone number'],
    ['url', 'example', 'an address'],
    ['area', 'longer', 'at most 5 characters'],
    ['number', '5', 'a number'],
    ['number', -1, 'at least 0'],
    ['number', 11, 'at most 10'],
    ['number', 1.005, 'at most 2 decimals'],
    ['whole', 1.5, 'a whole number'],
    ['date', '2026-02-29', 'a day that exists'],
    ['date', '02.03.2026', 'a day that exists'],
    ['time', '24:00', 'a time of day'],
    ['datetime', '2026-03-02T09:00', 'with its zone'],
    ['checkbox', 'true', 'true or false'],
    ['radio', 'c', 'one of a, b'],
    ['select', ['a'], 'one of a, b'],
    ['checklist', 'a', 'a list of a, b'],
    ['checklist', ['a', 'a'], 'each once'],
    ['checklist', ['c'], 'a list of a, b'],
  ])('may not be in the field %s: %j', (name, value, expected) => {
    expect(refusal(page(field(name)), filled({ [name]: value }))).toMatchObject({
      code: 'submission-unfit',
      field: name,
      message: expect.stringContaining(expected),
    });
  });

  it.each(Object.keys(FIELDS).filter((name) => name !== 'fixed'))(
    'must be in the field %s when it is required',
    (name) => {
      const content = page({ ...field(name), required: true });
      expect(refusal(content, filled({}))).toMatchObject({ code: 'submission-unfit', field: name });
    },
  );

  it('[ENG-36] a button that does not validate takes the page as it stands, but no value of another type', () => {
    const content = page({ ...field('text'), required: true }, field('number'));
    expect(readSubmission(content, filled({ text: 'X', number: 99 }, 'skip'))).toEqual({
      outcome: 'skip',
      variables: { text: 'X', number: 99 },
    });
    expect(refusal(content, filled({ number: 'many' }, 'skip'))).toMatchObject({ field: 'number' });
  });
});
