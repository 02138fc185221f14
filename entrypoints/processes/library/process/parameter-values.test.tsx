import { beforeEach, describe, expect, it } from 'vitest';
import { show } from '../../../../components/testing/show.tsx';
import type { Parameter } from '../../../../lib/protocol/index.ts';
import { readValues, startValue } from './parameter-values.ts';

const parameter = (type: Parameter['type'], change: Partial<Parameter> = {}): Parameter => ({
  name: 'x',
  label: 'X',
  type,
  direction: 'in',
  required: false,
  default: null,
  ...change,
});
const read = (type: Parameter['type'], x: string | boolean, required = false) =>
  readValues([parameter(type, { required })], { x });

beforeEach(() => void show(null));

describe('what was typed for a parameter', () => {
  it.each([
    ['text', ' Meyer ', 'Meyer'],
    ['integer', '1,200', 1200],
    ['decimal', '0.5', 0.5],
    ['boolean', true, true],
    ['date', '2026-03-11', '2026-03-11'],
    ['record', 'crm/party.party/7', { system: 'crm', type: 'party.party', id: '7' }],
    ['list', 'one\n\n two ', ['one', 'two']],
  ] as const)('of type %s is read from %j', (type, typed, value) => {
    expect(read(type, typed)).toEqual({ values: { x: value }, problems: {} });
  });

  it('as a point in time means the person’s own time', () => {
    const { values } = read('datetime', '2026-03-11T12:00');
    expect(values.x).toBe(new Date('2026-03-11T12:00').toISOString());
  });

  it.each([
    ['integer', '1.5', 'Enter a number of this kind.'],
    ['decimal', 'much', 'Enter a number of this kind.'],
    ['record', 'nobody', 'Enter system, type and id with slashes between them: tryton/party.party/7'],
  ] as const)('of type %s is not read from “%s”, and says why', (type, typed, problem) => {
    expect(read(type, typed)).toEqual({ values: {}, problems: { x: problem } });
  });

  it('is left out when it is empty, so that the default counts; but not when it is required', () => {
    expect(read('text', '')).toEqual({ values: {}, problems: {} });
    expect(read('text', '', true).problems).toEqual({ x: 'Fill this in.' });
  });
});

describe('a field', () => {
  it.each([
    [parameter('text'), ''],
    [parameter('text', { default: 'phone' }), 'phone'],
    [parameter('decimal', { default: 0.5 }), '0.5'],
    [parameter('boolean', { default: true }), true],
    [parameter('boolean'), false],
    [parameter('list', { default: ['a', 'b'] }), 'a\nb'],
  ])('begins with the default: %#', (one, value) => {
    expect(startValue(one)).toBe(value);
  });
});
