import { describe, expect, it } from 'vitest';
import type { PageItem, Values } from '../protocol/index.ts';
import { feel } from './feel.ts';
import { type FormPage, type Shown, shownFields, showPage } from './show-page.ts';
import { choiceItem, expressionItem, groupItem, listItem, numberItem, textItem } from './testing.ts';

const page = (items: PageItem[], more: Partial<FormPage> = {}): FormPage => ({ items, buttons: [], ...more });
const show = (items: PageItem[], given: Values = {}, more: Partial<FormPage> = {}) =>
  showPage(page(items, more), given, feel);
const names = (items: readonly Shown[]) => shownFields(items).map(({ at }) => at);

describe('a page', () => {
  it('without expressions is shown as it is, without the FEEL library', () => {
    const items = [textItem('a', { value: 'x' }), { type: 'separator' } as const];
    const shown = showPage(page(items), { a: 'y' }, null);
    expect(shown.values).toEqual({ a: 'y' });
    expect(shown.items).toMatchObject([
      { kind: 'field', item: items[0] },
      { kind: 'words', item: items[1] },
    ]);
  });

  it('shows what the page gives where nothing was entered', () => {
    expect(show([textItem('a', { value: 'x' })]).values).toEqual({ a: 'x' });
  });

  it('needs no FEEL library for the name of a variable', () => {
    const select = choiceItem('select', 'c', { dynamic: { choices: '=options' } });
    const data = { options: [{ label: 'One', value: '1' }, 'two', 3, true, '', 'two'] };
    const [shown] = showPage(page([select], { data }), { c: '3' }, null).items;
    expect(shown).toMatchObject({
      value: '3',
      item: {
        choices: [
          { code: '1', label: 'One' },
          { code: 'two', label: 'two' },
          { code: '3', label: '3', value: 3 },
          { code: 'true', label: 'true', value: true },
        ],
      },
    });
  });
});

describe('a condition', () => {
  const asked = textItem('why', { dynamic: { hidden: '=answer != "no"' } });

  it('hides a field, whose value then counts nowhere', () => {
    const items = [textItem('answer'), asked, expressionItem('length', '=string length(why)')];
    expect(show(items, { answer: 'no', why: 'dear' }).values).toEqual({
      answer: 'no',
      why: 'dear',
      length: 4,
    });
    expect(show(items, { answer: 'yes', why: 'dear' }).values).toEqual({ answer: 'yes', length: null });
  });

  it('that depends on a hidden field is looked at again, however long the chain is', () => {
    const chain = Array.from({ length: 12 }, (_, n) =>
      textItem(`f${n + 1}`, { dynamic: { hidden: `=f${n} = null` } }),
    );
    const items = [...chain.toReversed(), textItem('f0')];
    const given = Object.fromEntries(items.map((item) => [(item as { key: string }).key, 'x']));
    expect(names(show(items, given).items)).toHaveLength(13);
    expect(show(items, { ...given, f0: null }).values).toEqual({ f0: null });
  });

  it('of a group hides all in it, buttons hide by themselves', () => {
    const buttons = [
      { code: 'a', label: 'A', style: 'primary', validates: true, dynamic: { hidden: '=n > 5' } },
      { code: 'b', label: 'B', style: 'primary', validates: true, dynamic: { enabled: '=n > 5' } },
    ] as const;
    const items = [
      numberItem('n'),
      groupItem('g', { dynamic: { hidden: '=n > 5' } }),
      textItem('inside', { in: 'g' }),
    ];
    const small = show(items, { n: 1 }, { buttons });
    expect(names(small.items)).toEqual(['n', 'inside']);
    expect(small.buttons).toMatchObject([{ code: 'a' }, { code: 'b', enabled: false }]);
    const large = show(items, { n: 9 }, { buttons });
    expect(names(large.items)).toEqual(['n']);
    expect(large.buttons).toMatchObject([{ code: 'b', enabled: true }]);
  });

  it('in a circle ends, and shows the same every time', () => {
    const items = [
      textItem('a', { dynamic: { hidden: '=b != null' } }),
      textItem('b', { dynamic: { hidden: '=a != null' } }),
    ];
    const given = { a: 'x', b: 'y' };
    expect(show(items, given)).toEqual(show(items, given));
  });

  it('that cannot be evaluated does not hold', () => {
    expect(names(show([textItem('a', { dynamic: { hidden: '=nobody > 5' } })]).items)).toEqual(['a']);
  });
});

describe('an expression', () => {
  it('says label, limits, units and whether a field is required or read-only', () => {
    const item = numberItem('n', {
      label: 'n',
      dynamic: {
        label: '{{name}}, in {{unit}}',
        required: '=needed',
        max: '=most * 2',
        min: '=nothing',
        suffix: '=unit',
        description: '=nothing',
      },
    });
    const data = { name: 'Length', unit: 'm', needed: true, most: 5 };
    expect(show([item], {}, { data }).items).toMatchObject([
      { item: { label: 'Length, in m', required: true, max: 10, min: null, suffix: 'm', description: null } },
    ]);
  });

  it('makes a field read-only, which then holds what the page gives', () => {
    const item = textItem('a', { value: 'given', dynamic: { readonly: '=locked' } });
    expect(show([item], { a: 'typed' }, { data: { locked: false } }).values).toEqual({ a: 'typed' });
    expect(show([item], { a: 'typed' }, { data: { locked: true } }).values).toEqual({ a: 'given' });
  });

  it('gives no field free that its author has disabled', () => {
    const item = textItem('a', { value: 'given', readonly: true, dynamic: { readonly: '=locked' } });
    const { items, values } = show([item], { a: 'typed' }, { data: { locked: false } });
    expect(items).toMatchObject([{ item: { readonly: true } }]);
    expect(values).toEqual({ a: 'given' });
  });

  it('takes choices away, and with them what was chosen', () => {
    const one = choiceItem('select', 'one', { dynamic: { choices: '=if wide then ["a", "b"] else ["a"]' } });
    const several = choiceItem('taglist', 'several', { dynamic: one.dynamic });
    const given = { one: 'b', several: ['a', 'b'] };
    expect(show([one, several], given, { data: { wide: true } }).values).toEqual(given);
    expect(show([one, several], given, { data: { wide: false } }).values).toEqual({
      one: null,
      several: ['a'],
    });
  });

  it('gives tables their rows and columns', () => {
    const table: PageItem = {
      ...{ type: 'table', label: '', columns: [], rows: [], pageSize: null },
      dynamic: { rows: '=lines[amount > 1]', columns: '=columns' },
    };
    const data = { lines: [{ amount: 1 }, { amount: 2 }], columns: [{ key: 'amount', label: 'Amount' }] };
    expect(show([table], {}, { data }).items).toMatchObject([
      { item: { rows: [{ amount: 2 }], columns: [{ key: 'amount', label: 'Amount' }] } },
    ]);
  });

  it('computes with values and with other computed ones; dates become text', () => {
    const items = [
      numberItem('a'),
      expressionItem('c', '=b + 1'),
      expressionItem('b', '=a * 2'),
      expressionItem('day', '=date("2026-03-01") + duration("P1D")'),
      expressionItem('row', '={ x: a, deep: { y: 1 } }'),
    ];
    expect(show(items, { a: 4 }).values).toEqual({
      ...{ a: 4, b: 8, c: 9, day: '2026-03-02' },
      row: { x: 4 },
    });
  });
});

describe('a list', () => {
  const items = [
    numberItem('rate'),
    listItem('lines', { rows: [{}] }),
    numberItem('price', { in: 'lines' }),
    textItem('why', { in: 'lines', dynamic: { hidden: '=this.price = null or this.price <= 100' } }),
    expressionItem('taxed', '=price * rate', { in: 'lines' }),
    expressionItem('place', '=i[1]', { in: 'lines' }),
    expressionItem('total', '=sum(lines.taxed)'),
  ];

  it('has its fields once for each row, with expressions that see the row and the page', () => {
    const given = { rate: 2, lines: [{ price: 10 }, { price: 200, why: 'big' }] };
    const shown = show(items, given);
    expect(names(shown.items)).toEqual([
      ...['rate', 'lines[0].price', 'lines[0].taxed', 'lines[0].place'],
      ...['lines[1].price', 'lines[1].why', 'lines[1].taxed', 'lines[1].place', 'total'],
    ]);
    expect(shown.values).toEqual({
      rate: 2,
      lines: [
        { price: 10, taxed: 20, place: 1 },
        { price: 200, why: 'big', taxed: 400, place: 2 },
      ],
      total: 420,
    });
  });

  it('opens with the rows that the page gives', () => {
    expect(show(items, { rate: 1 }).values.lines).toEqual([{ price: null, taxed: null, place: 1 }]);
  });

  it('keeps a read-only value of a row only where the page gave it', () => {
    const fixed = [
      listItem('lines', { rows: [{ name: 'given' }] }),
      textItem('name', { in: 'lines', readonly: true }),
    ];
    expect(show(fixed, { lines: [{ name: 'given' }, { name: 'forged' }] }).values.lines).toEqual([
      { name: 'given' },
      { name: null },
    ]);
  });
});

describe('a field that is a part of a variable', () => {
  it('is read by its path', () => {
    const items = [textItem('customer.name'), expressionItem('hello', '="Hello " + customer.name')];
    const data = { customer: { name: 'old', city: 'Bern' } };
    expect(show(items, { 'customer.name': 'Ida' }, { data }).values.hello).toBe('Hello Ida');
  });
});
