/** Conditions as the query of a Redmine list. */
import type { FieldKind, Operator } from './connector.ts';
import type { FieldCondition, FieldSort } from './driver.ts';
import type { RedmineField, RedmineFilter } from './redmine-types.ts';

/** Redmine orders by three keys at most, and the last is the id. */
const SORT_KEYS = 2;

type Reach = 'whole' | 'narrows' | 'no';
interface Term {
  operator: string;
  reach: Reach;
}

const whole = (operator: string): Term => ({ operator, reach: 'whole' });
/** Redmine has no such operator: a wider one leaves less for us to look through. */
const narrows = (operator: string): Term => ({ operator, reach: 'narrows' });

const presence = { 'is-set': whole('*'), 'is-empty': whole('!*') };
const ordered = {
  'at-least': whole('>='),
  'at-most': whole('<='),
  greater: narrows('>='),
  less: narrows('<='),
};

/** What each kind of filter offers. Its `~` looks for words one by one, so it may find more than asked for. */
const TERMS: Readonly<Record<RedmineFilter, Partial<Record<Operator, Term>>>> = {
  text: { contains: narrows('~'), equals: narrows('~'), 'starts-with': whole('^'), ...presence },
  string: {
    ...{ equals: whole('='), 'not-equals': whole('!'), contains: narrows('~') },
    ...{ 'starts-with': whole('^'), ...presence },
  },
  number: { equals: whole('='), ...ordered, ...presence },
  id: { equals: whole('='), in: whole('='), ...ordered },
  date: { equals: whole('='), ...ordered, ...presence },
  // Moments are filtered to the day or, for these two, to the second.
  moment: { 'at-least': narrows('>='), greater: narrows('>='), ...presence },
  list: { equals: whole('='), 'not-equals': whole('!'), in: whole('=') },
  'list-optional': { equals: whole('='), 'not-equals': whole('!'), in: whole('='), ...presence },
};

function termOf({ info, operator, value }: FieldCondition<RedmineField>): Term | null {
  if (!info.filter || (Array.isArray(value) && value.length === 0)) return null;
  return TERMS[info.filter.kind][operator] ?? null;
}

/** How much of a condition Redmine can check. */
export function reachOf(condition: FieldCondition<RedmineField>): Reach {
  return termOf(condition)?.reach ?? 'no';
}

/** Whether Redmine can put records in this order. */
export function canSort(keys: readonly FieldSort<RedmineField>[]): boolean {
  return keys.length <= SORT_KEYS && keys.every(({ info }) => info.sort !== null);
}

/** The query for a list. Without a condition on the status Redmine would leave out what is closed. */
export function queryOf(
  type: string,
  conditions: readonly FieldCondition<RedmineField>[],
  sort: readonly FieldSort<RedmineField>[],
): URLSearchParams {
  const query = new URLSearchParams();
  const add = (name: string, operator: string, values: readonly string[]) => {
    query.append('f[]', name);
    query.append(`op[${name}]`, operator);
    for (const value of values) query.append(`v[${name}][]`, value);
  };
  if (type === 'issue' && !conditions.some(({ field }) => field === 'status_id')) add('status_id', '*', []);
  for (const condition of conditions) {
    const term = termOf(condition);
    const { filter, kind } = condition.info;
    if (term && filter) add(filter.name, term.operator, valuesOf(condition, filter.kind, kind));
  }
  query.set('sort', [...sort.map(sortKey), 'id'].join(','));
  return query;
}

const sortKey = ({ info, descending }: FieldSort<RedmineField>) => `${info.sort}${descending ? ':desc' : ''}`;

function valuesOf(
  { operator, value }: FieldCondition<RedmineField>,
  filter: RedmineFilter,
  kind: FieldKind,
): string[] {
  if (operator === 'is-set' || operator === 'is-empty') return [];
  const values = [value].flat().map((one) => {
    if (kind === 'boolean') return one === true ? '1' : '0';
    return filter === 'moment' ? `${String(one).slice(0, 19)}Z` : String(one);
  });
  return filter === 'id' ? [values.join(',')] : values;
}
