/** Conditions as EspoCRM's lists take them. */
import type { FieldKind, FieldValue } from './connector.ts';
import type { FieldCondition, Query } from './driver.ts';
import type { EspoField } from './espocrm-fields.ts';

interface Item {
  type: string;
  attribute?: string;
  value?: unknown;
}

const COMPARED = {
  equals: 'equals',
  contains: 'contains',
  'starts-with': 'startsWith',
  greater: 'greaterThan',
  less: 'lessThan',
  'at-least': 'greaterThanOrEquals',
  'at-most': 'lessThanOrEquals',
} as const;

/** A value as EspoCRM writes it. Moments are in UTC there, to the second. */
export function encode(kind: FieldKind, value: FieldValue): FieldValue {
  if (kind !== 'moment' || value === null) return value;
  return new Date(String(value)).toISOString().slice(0, 19).replace('T', ' ');
}

/** How much of a condition EspoCRM can check: it takes `%` and `_` in a text for wild cards. */
export function reachOf({ info, operator, value }: FieldCondition<EspoField>): 'whole' | 'narrows' | 'no' {
  if (!info.isStored || (Array.isArray(value) && value.length === 0)) return 'no';
  const isPattern = operator === 'contains' || operator === 'starts-with';
  return isPattern && /[%_\\]/.test(String(value)) ? 'narrows' : 'whole';
}

/** The query parameters for the conditions. */
export function whereOf({
  conditions,
  match,
}: Pick<Query<EspoField>, 'conditions' | 'match'>): [string, string][] {
  const items = conditions.map(itemOf);
  return parametersOf('where', match === 'any' && items.length > 1 ? [{ type: 'or', value: items }] : items);
}

function itemOf({ info, operator, value }: FieldCondition<EspoField>): Item {
  const { name: attribute, kind } = info;
  const one = encode(kind, [value].flat()[0] ?? null);
  const isText = kind === 'text' || kind === 'long-text' || kind === 'choice';
  if (operator === 'in') {
    return { type: 'in', attribute, value: [value].flat().map((each) => encode(kind, each)) };
  }
  if (operator === 'not-equals') {
    return {
      type: 'or',
      value: [
        { type: 'notEquals', attribute, value: one },
        { type: 'isNull', attribute },
      ],
    };
  }
  if (operator === 'is-empty') {
    const isNull = { type: 'isNull', attribute };
    return isText ? { type: 'or', value: [isNull, { type: 'equals', attribute, value: '' }] } : isNull;
  }
  if (operator === 'is-set') {
    const isSet = { type: 'isNotNull', attribute };
    return isText ? { type: 'and', value: [isSet, { type: 'notEquals', attribute, value: '' }] } : isSet;
  }
  if (kind === 'boolean') return { type: one === true ? 'isTrue' : 'isFalse', attribute };
  return { type: COMPARED[operator], attribute, value: one };
}

/** `where[0][type]=equals&where[0][attribute]=status…`, as PHP reads nested values. */
export function parametersOf(name: string, value: unknown): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[name, String(value ?? '')]];
  return Object.entries(value).flatMap(([key, held]) => parametersOf(`${name}[${key}]`, held));
}
