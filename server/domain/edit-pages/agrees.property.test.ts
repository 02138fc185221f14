/** Comparisons of a record with what a step asks for, over any values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, FieldInfo, FieldKind, FieldValue } from '../../crm/connector.ts';
import { agrees, readAs } from './agrees.ts';

const info = (kind: FieldKind, choices: FieldInfo['choices'] = null): FieldInfo => ({
  ...{ name: 'field', label: 'Field', kind, required: false, writable: true, choices, target: null },
});
const meets = (
  kind: FieldKind | FieldInfo,
  held: FieldValue,
  operator: Condition['operator'],
  value: Condition['value'],
  titles: Record<string, string> = {},
) =>
  agrees({ data: { field: held }, titles }, [typeof kind === 'string' ? info(kind) : kind], {
    ...{ field: 'field', operator, value },
  });

const STATUS = info('choice', [
  { value: '1', label: 'New' },
  { value: '2', label: 'In progress' },
  { value: 'New', label: 'Renewed' },
]);
const spaces = fc.stringMatching(/^[ \t]{0,3}$/);
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const scalar = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean(), day);
const kind = fc.constantFrom<FieldKind>('text', 'number', 'integer', 'boolean', 'date', 'moment', 'choice');

describe('[M12] a comparison with what a record holds', () => {
  test('takes a number for the text that it is written as, and the other way round', () => {
    fc.assert(
      fc.property(fc.integer(), spaces, (number, around) => {
        const written = `${around}${number}${around}`;
        for (const one of ['number', 'integer', 'text', 'choice', 'link'] as const) {
          expect(meets(one, number, 'equals', written)).toBe(true);
          expect(meets(one, written, 'equals', number)).toBe(true);
          expect(meets(one, written, 'less', number + 1)).toBe(true);
        }
        expect(meets('number', number, 'equals', `${number}.0`)).toBe(true);
      }),
    );
  });

  test('says nothing of the spaces around a text', () => {
    fc.assert(
      fc.property(fc.string(), spaces, spaces, (words, before, after) => {
        expect(meets('text', `${before}${words}${after}`, 'equals', words)).toBe(true);
      }),
    );
  });

  test('takes a moment for one of its day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 23 }), (date, hour) => {
        const moment = `${date}T${String(hour).padStart(2, '0')}:30:00.000Z`;
        for (const one of ['date', 'moment'] as const) {
          expect(meets(one, moment, 'equals', date)).toBe(true);
          expect(meets(one, moment, 'greater', date)).toBe(false);
          expect(meets(one, moment, 'at-most', date)).toBe(true);
        }
        expect(meets('date', date, 'equals', moment)).toBe(true);
      }),
    );
  });

  test('takes one moment for the same in another zone, and one without a zone for UTC', () => {
    expect(meets('moment', '2026-05-01T08:00:00.000Z', 'equals', '2026-05-01T10:00:00+02:00')).toBe(true);
    expect(meets('moment', '2026-05-01T08:00:00.000Z', 'equals', '2026-05-01T08:00:00')).toBe(true);
    expect(meets('moment', '2026-05-01T08:00:00.000Z', 'greater', '2026-05-01T10:30:00+02:00')).toBe(false);
  });

  test('takes a choice by its value, else by what it is called', () => {
    expect(meets(STATUS, '2', 'equals', 'In progress ')).toBe(true);
    expect(meets(STATUS, '2', 'equals', 2)).toBe(true);
    expect(meets(STATUS, '2', 'in', ['New', 'In progress'])).toBe(true);
    // What is a value of one choice is not the name of another.
    expect(meets(STATUS, '1', 'equals', 'New')).toBe(false);
    expect(meets(STATUS, '1', 'not-equals', 'New')).toBe(true);
    expect(meets(STATUS, '2', 'contains', 'progress')).toBe(true);
    expect(meets(STATUS, '2', 'equals', 'in progress')).toBe(false);
  });

  test('takes a link by its id, or by what the record is called', () => {
    expect(meets('link', '7', 'equals', 'Ada', { field: 'Ada' })).toBe(true);
    expect(meets('link', '7', 'equals', 7, { field: 'Ada' })).toBe(true);
    expect(meets('link', '7', 'equals', 'Bob', { field: 'Ada' })).toBe(false);
  });

  test('takes yes and no as a CRM may write them', () => {
    expect(meets('boolean', true, 'equals', 'true')).toBe(true);
    expect(meets('boolean', 0, 'equals', false)).toBe(true);
    expect(meets('boolean', false, 'equals', true)).toBe(false);
  });

  test('is never both true and untrue, and never of something that it is not', () => {
    fc.assert(
      fc.property(kind, scalar, scalar, (one, held, wanted) => {
        expect(meets(one, held, 'equals', wanted)).not.toBe(meets(one, held, 'not-equals', wanted));
        expect(meets(one, held, 'equals', wanted)).toBe(meets(one, held, 'in', [wanted]));
        const isOrdered = ['less', 'greater'] as const;
        for (const order of isOrdered)
          if (meets(one, held, order, wanted)) expect(meets(one, held, 'equals', wanted)).toBe(false);
      }),
    );
  });

  test('finds every value the same as itself, and different numbers different', () => {
    fc.assert(
      fc.property(kind, scalar, (one, held) => {
        expect(meets(one, held, 'equals', held)).toBe(true);
        expect(readAs(one, readAs(one, held))).toEqual(readAs(one, held));
      }),
    );
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (one, other) => {
        expect(meets('number', one, 'equals', String(other))).toBe(one === other);
        expect(meets('number', one, 'greater', String(other))).toBe(one > other);
      }),
    );
  });

  test('finds nothing more or less than what is empty', () => {
    fc.assert(
      fc.property(
        kind,
        scalar,
        fc.constantFrom('greater', 'less', 'at-most', 'at-least'),
        (one, value, how) => {
          for (const empty of [null, '', '  ']) expect(meets(one, empty, how as 'less', value)).toBe(false);
        },
      ),
    );
  });
});
