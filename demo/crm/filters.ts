import { z } from 'zod';
import type { StoredRecord } from './store.ts';
import type { RecordType } from './types.ts';

/** What may stand in brackets behind a field: `budget[gte]=1000`. Without brackets it is `eq`. */
const OPERATORS = ['eq', 'ne', 'contains', 'starts', 'gt', 'lt', 'gte', 'lte', 'set', 'empty', 'in'] as const;
type Operator = (typeof OPERATORS)[number];

const MAX_LIMIT = 1000;

interface Filter {
  field: string;
  operator: Operator;
  value: string;
}

/** What a request for a list asks for. */
export interface ListQuery {
  filters: Filter[];
  match: 'all' | 'any';
  sort: { field: string; descending: boolean }[];
  offset: number;
  limit: number;
}

const RESERVED = new Set(['search', 'match', 'sort', 'offset', 'limit']);

const pageSchema = z.object({
  match: z.enum(['all', 'any']).default('all'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(0).max(MAX_LIMIT).default(MAX_LIMIT),
});

/** Reads the query of a list, or says what is wrong with it. */
export function parseListQuery(type: RecordType, query: URLSearchParams): ListQuery | string {
  const known = new Set(['id', 'createdAt', 'updatedAt', ...type.fields.map((field) => field.name)]);
  const page = pageSchema.safeParse(Object.fromEntries(query));
  if (!page.success)
    return `Expected match, offset and limit as documented, got ${page.error.issues[0]?.message}.`;
  const filters: Filter[] = [];
  for (const [key, value] of query) {
    if (RESERVED.has(key)) continue;
    const [, field = '', operator = 'eq'] = /^(\w+)(?:\[(\w+)\])?$/.exec(key) ?? [];
    if (!known.has(field)) return `Expected a field of a ${type.name}, got "${key}".`;
    if (!OPERATORS.some((one) => one === operator)) {
      return `Expected an operator out of ${OPERATORS.join(', ')}, got "${operator}".`;
    }
    filters.push({ field, operator: operator as Operator, value });
  }
  const sort = (query.get('sort') ?? '').split(',').filter((key) => key !== '');
  const keys = sort.map((key) => ({ field: key.replace(/^-/, ''), descending: key.startsWith('-') }));
  const strange = keys.find(({ field }) => !known.has(field));
  if (strange) return `Expected a field of a ${type.name} to sort by, got "${strange.field}".`;
  return { ...page.data, filters, sort: keys };
}

type Held = string | number | null;

function held(record: StoredRecord, field: string): Held {
  if (field === 'id') return Number(record.id);
  if (field === 'createdAt' || field === 'updatedAt') return record[field];
  return record.values[field] ?? null;
}

/** Numbers by size, all else by its characters: dates are written so that this puts them in order. */
function order(one: Held, other: Held): number {
  if (typeof one === 'number' && other !== null) return one - Number(other);
  const [left, right] = [String(one), String(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const isEmpty = (value: Held) => value === null || value === '';

function fits(record: StoredRecord, { field, operator, value }: Filter): boolean {
  const here = held(record, field);
  const text = String(here ?? '').toLowerCase();
  switch (operator) {
    case 'eq':
      return String(here ?? '') === value;
    case 'ne':
      return String(here ?? '') !== value;
    case 'in':
      return value.split(',').includes(String(here ?? ''));
    case 'contains':
      return text.includes(value.toLowerCase());
    case 'starts':
      return text.startsWith(value.toLowerCase());
    case 'set':
      return !isEmpty(here);
    case 'empty':
      return isEmpty(here);
    default:
      return !isEmpty(here) && inOrder(order(here, value), operator);
  }
}

function inOrder(difference: number, operator: 'gt' | 'lt' | 'gte' | 'lte'): boolean {
  if (operator === 'gt') return difference > 0;
  if (operator === 'lt') return difference < 0;
  return operator === 'gte' ? difference >= 0 : difference <= 0;
}

/** The records that fit, in order; the oldest first where the query names no order. */
export function filtered(records: readonly StoredRecord[], query: ListQuery): StoredRecord[] {
  const { filters, match, sort } = query;
  const meets = (record: StoredRecord) =>
    match === 'all'
      ? filters.every((filter) => fits(record, filter))
      : filters.some((filter) => fits(record, filter)) || filters.length === 0;
  return records.filter(meets).sort((left, right) => {
    for (const { field, descending } of sort) {
      const [one, other] = [held(left, field), held(right, field)];
      if (isEmpty(one) !== isEmpty(other)) return isEmpty(one) ? 1 : -1;
      const difference = order(one, other);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}
