import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, FieldKind, FieldValue, Operator } from './connector.ts';
import { aggregateOf, fits, selects, sorted } from './local.ts';
import { valueFor } from './values.ts';

const field = (kind: FieldKind) => ({
  ...{ name: 'f', label: 'F', kind, required: false, writable: true, choices: null, target: null },
});

describe('values for a field', () => {
  it.each([
    ['number', '12.5', 12.5],
    ['number', '', null],
    ['integer', 3, 3],
    ['boolean', 'true', true],
    ['boolean', 0, false],
    ['date', '2031-01-10T08:30:00Z', '2031-01-10'],
    ['date', '', null],
    ['moment', '2031-01-10T08:30:00+02:00', '2031-01-10T06:30:00.000Z'],
    ['moment', '2031-01-10', '2031-01-10T00:00:00.000Z'],
    ['link', 7, '7'],
    ['text', true, 'true'],
    ['text', null, null],
  ] as [FieldKind, FieldValue, FieldValue][])('a %s takes %j as %j', (kind, value, expected) => {
    expect(valueFor('lead', field(kind), value)).toBe(expected);
  });

  it.each([
    ['number', 'many', 'a number'],
    ['number', true, 'a number'],
    ['number', Number.NaN, 'a number'],
    ['integer', 1.5, 'a whole number'],
    ['boolean', 'yes', 'true or false'],
    ['date', '10.01.2031', 'a date like 2026-05-01'],
    ['date', '2031-02-30', 'a date like 2026-05-01'],
    ['moment', 'now', 'a moment like 2026-05-01T08:30:00Z'],
  ] as [FieldKind, FieldValue, string][])('a %s refuses %j', (kind, value, expected) => {
    expect(() => valueFor('lead', field(kind), value)).toThrow(`Expected ${expected} for f of lead, got `);
  });
});

describe('conditions worked out here', () => {
  const condition = (operator: Operator, value: Condition['value']): Condition => ({
    field: 'f',
    operator,
    value,
  });
  const anyValue = fc.oneof(fc.constant(null), fc.constant(''), fc.integer(), fc.string());

  it('are opposites where they are named so', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (held, value) => {
        expect(fits(held, condition('not-equals', value))).toBe(!fits(held, condition('equals', value)));
        expect(fits(held, condition('is-set', null))).toBe(!fits(held, condition('is-empty', null)));
      }),
    );
  });

  it('find numbers on exactly one side of a number', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (held, value) => {
        const answers = (['less', 'equals', 'greater'] as const).map((one) =>
          fits(held, condition(one, value)),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
        expect(fits(held, condition('at-least', value))).toBe(!fits(held, condition('less', value)));
        expect(fits(held, condition('at-most', value))).toBe(!fits(held, condition('greater', value)));
      }),
    );
  });

  it('never find an empty value greater, less or containing something', () => {
    for (const operator of ['greater', 'less', 'at-least', 'at-most', 'contains', 'starts-with'] as const) {
      for (const held of [null, '']) expect(fits(held, condition(operator, '0'))).toBe(false);
    }
  });

  it('hold for every record when there are none', () => {
    expect(selects({ conditions: [], match: 'any' }, {})).toBe(true);
  });
});

describe('order and sums worked out here', () => {
  const records = [3, null, 1, 3, 2].map((f, index) => ({ index, data: { f } }));
  const indexes = (descending: boolean) =>
    sorted(records, [{ field: 'f', descending }]).map(({ index }) => index);

  it('keep equals as they were, and empty ones last, both ways', () => {
    expect(indexes(false)).toEqual([2, 4, 0, 3, 1]);
    expect(indexes(true)).toEqual([0, 3, 4, 2, 1]);
  });

  it('leave empty values out of sums', () => {
    const values = records.map(({ data }) => data.f);
    expect(aggregateOf(values, 'sum')).toBe(9);
    expect(aggregateOf(values, 'avg')).toBe(2.25);
    expect(aggregateOf(['b', '', 'a'], 'min')).toBe('a');
    for (const aggregate of ['avg', 'min', 'max'] as const) expect(aggregateOf([null], aggregate)).toBeNull();
    expect(aggregateOf([], 'sum')).toBe(0);
  });
});
