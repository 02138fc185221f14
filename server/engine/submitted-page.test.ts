import { describe, expect, it } from 'vitest';
import {
  choiceItem,
  expressionItem,
  groupItem,
  listItem,
  numberItem,
  textItem,
} from '../../lib/forms/testing.ts';
import { type PageContent, type PageItem, ProtocolError, type Values } from '../../lib/protocol/index.ts';
import { readSubmission } from './submission.ts';

const NOW = new Date('2026-03-11T12:00:00Z');

type Page = Extract<PageContent, { kind: 'auto-generated-page' }>;

const page = (items: PageItem[], more: Partial<Page> = {}): Page => ({
  kind: 'auto-generated-page',
  recommendation: null,
  items,
  buttons: [
    { code: 'save', label: 'Save', style: 'primary', validates: true },
    { code: 'skip', label: 'Skip', style: 'secondary', validates: false },
  ],
  ...more,
});

const submit = (content: Page, values: Values, button = 'save') =>
  readSubmission(content, { kind: 'auto-generated-page', button, values }, NOW).variables;

function refusal(content: Page, values: Values, button = 'save') {
  try {
    return submit(content, values, button);
  } catch (fault) {
    if (fault instanceof ProtocolError) return fault.wire;
    throw fault;
  }
}

describe('what is hidden', () => {
  const hidden = (condition: string, required = true) =>
    textItem('why', { required, dynamic: { hidden: condition } });

  it('is neither required nor taken', () => {
    const content = page([textItem('answer'), hidden('=answer = "no"')]);
    expect(submit(content, { answer: 'no', why: 'forged' })).toEqual({ answer: 'no' });
    expect(submit(content, { answer: 'yes', why: 'because' })).toEqual({ answer: 'yes', why: 'because' });
    expect(refusal(content, { answer: 'yes' })).toMatchObject({ code: 'submission-unfit', field: 'why' });
  });

  it('depends on the variables that the page came with, not on what is submitted in their place', () => {
    const content = page([hidden('=late')], { data: { late: true } });
    expect(submit(content, {})).toEqual({});
    expect(refusal(content, { late: false })).toMatchObject({ field: 'late' });
  });

  it('may be a button: it cannot be pressed, nor can one that is out of use', () => {
    const button = { code: 'send', label: 'Send', style: 'primary', validates: true } as const;
    const buttons = [
      { ...button, dynamic: { hidden: '=n < 5' } },
      { ...button, code: 'later', dynamic: { enabled: '=n < 5' } },
    ];
    const content = page([numberItem('n')], { buttons });
    expect(submit(content, { n: 7 }, 'send')).toEqual({ n: 7 });
    expect(refusal(content, { n: 1 }, 'send')).toMatchObject({ code: 'submission-unfit', field: 'button' });
    expect(submit(content, { n: 1 }, 'later')).toEqual({ n: 1 });
    expect(refusal(content, { n: 7 }, 'later')).toMatchObject({ code: 'submission-unfit', field: 'button' });
  });
});

describe('what expressions say', () => {
  it('counts: limits, choices, read-only fields, computed values', () => {
    const content = page(
      [
        numberItem('amount', { dynamic: { max: '=most' } }),
        choiceItem('select', 'rate', { dynamic: { choices: '=rates' } }),
        textItem('owner', { value: 'Ida', dynamic: { readonly: '=amount > 5' } }),
        expressionItem('total', '=amount * 2'),
      ],
      { data: { most: 10, rates: [{ label: 'Five', value: 5 }, 'none'] } },
    );
    expect(submit(content, { amount: 9, rate: '5', owner: 'Eve', total: 1 })).toEqual({
      ...{ amount: 9, rate: 5, total: 18 },
    });
    expect(submit(content, { amount: 3, rate: 'none', owner: 'Eve' })).toMatchObject({
      rate: 'none',
      owner: 'Eve',
    });
    expect(submit(content, { amount: 3, rate: 'forged', owner: 'Eve' })).toMatchObject({ rate: null });
    expect(refusal(content, { amount: 11 })).toMatchObject({ field: 'amount' });
  });
});

describe('a field', () => {
  it.each<[string, PageItem, Values[string], string]>([
    ['a step', numberItem('f', { step: 0.5 }), 1.3, 'a multiple of 0.5'],
    [
      'words of the author',
      textItem('f', { pattern: '^A', patternError: 'a name with A' }),
      'B',
      'a name with A',
    ],
    ['days to come', { ...textItem('f'), type: 'date', noPast: true } as PageItem, '2026-03-09', 'not past'],
    [
      'moments to come',
      { ...textItem('f'), type: 'datetime', noPast: true } as PageItem,
      '2026-03-09T09:00:00.000Z',
      'not past',
    ],
    ['tags', choiceItem('taglist', 'f', { choices: [{ code: 'a', label: 'A' }] }), ['b'], 'a list of a'],
  ])('with %s refuses what is outside', (_, item, value, expected) => {
    expect(refusal(page([item]), { f: value })).toMatchObject({ message: expect.stringContaining(expected) });
  });

  it('may be the day that it still is somewhere', () => {
    const item = { ...textItem('f'), type: 'date', noPast: true } as PageItem;
    expect(submit(page([item]), { f: '2026-03-11' })).toEqual({ f: '2026-03-11' });
  });

  it('gives a number as text where its author wants that', () => {
    expect(submit(page([numberItem('f', { asText: true })]), { f: 0.5 })).toEqual({ f: '0.5' });
  });

  it('that is a part of a variable leaves its other parts', () => {
    const content = page([textItem('customer.name'), textItem('customer.city')], {
      data: { customer: { name: 'old', since: 2019 } },
    });
    expect(submit(content, { 'customer.name': 'Ida', 'customer.city': 'Bern' })).toEqual({
      customer: { name: 'Ida', city: 'Bern', since: 2019 },
    });
    expect(submit(page([textItem('a.b')]), { 'a.b': 'x' })).toEqual({ a: { b: 'x' } });
  });
});

describe('a list', () => {
  const items = [
    listItem('lines', { rows: [{}] }),
    groupItem('g', { in: 'lines' }),
    textItem('name', { in: 'g', required: true }),
    numberItem('price', { in: 'lines', min: 1 }),
    textItem('why', { in: 'lines', dynamic: { hidden: '=price < 100' } }),
    expressionItem('double', '=price * 2', { in: 'lines' }),
  ];
  const line = { name: 'Oven', price: 7, why: null };

  it('gives rows, each checked by itself', () => {
    expect(submit(page(items), { lines: [line, { ...line, price: 100, why: 'dear' }] })).toEqual({
      lines: [
        { name: 'Oven', price: 7, double: 14 },
        { name: 'Oven', price: 100, why: 'dear', double: 200 },
      ],
    });
    expect(submit(page(items), { lines: [] })).toEqual({ lines: [] });
    expect(submit(page(items), {})).toEqual({ lines: [] });
  });

  it.each<[string, Values, string]>([
    ['an empty field in a row', { lines: [line, { name: '', price: 2 }] }, 'lines[1].name'],
    ['a value outside of the limits', { lines: [{ ...line, price: 0 }] }, 'lines[0].price'],
    ['another type', { lines: [{ ...line, price: 'much' }] }, 'lines[0].price'],
    ['a field that it has not', { lines: [{ ...line, other: 1 }] }, 'lines'],
    ['no rows', { lines: 'x' }, 'lines'],
    ['more rows than anybody enters', { lines: Array.from({ length: 501 }, () => line) }, 'lines'],
  ])('is refused with %s', (_, values, field) => {
    expect(refusal(page(items), values)).toMatchObject({ code: 'submission-unfit', field });
  });

  it('that does not grow keeps its rows', () => {
    const fixed = [listItem('lines', { rows: [{}, {}], growing: false }), textItem('name', { in: 'lines' })];
    expect(submit(page(fixed), { lines: [{ name: 'a' }, { name: 'b' }] })).toEqual({
      lines: [{ name: 'a' }, { name: 'b' }],
    });
    expect(refusal(page(fixed), { lines: [{ name: 'a' }] })).toMatchObject({ field: 'lines' });
  });
});
