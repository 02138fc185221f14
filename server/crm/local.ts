/** Conditions, order and sums, for CRMs that do not offer them: worked out here over the records read. */
import type { Aggregate, Condition, FieldValue, RecordData, Selection, SortKey } from './connector.ts';

const isEmpty = (value: FieldValue) => value === null || value === '';
const folded = (value: FieldValue) => String(value).toLowerCase();

/** Numbers by size, texts by their characters, which puts ISO dates in order; a number in a text is a number here. */
export function compare(left: FieldValue, right: FieldValue): number {
  if (typeof left === 'number' || typeof right === 'number') return Number(left) - Number(right);
  const [one, other] = [String(left), String(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function same(held: FieldValue, wanted: FieldValue): boolean {
  if (isEmpty(held) || isEmpty(wanted)) return isEmpty(held) && isEmpty(wanted);
  return String(held) === String(wanted);
}

/** True when a value fits a condition, as `connector.ts` defines the operators. */
export function fits(held: FieldValue, { operator, value }: Condition): boolean {
  if (operator === 'is-empty') return isEmpty(held);
  if (operator === 'is-set') return !isEmpty(held);
  if (operator === 'in') return [value].flat().some((one) => same(held, one));
  const wanted = [value].flat()[0] ?? null;
  if (operator === 'equals') return same(held, wanted);
  if (operator === 'not-equals') return !same(held, wanted);
  if (isEmpty(held)) return false;
  if (operator === 'contains') return folded(held).includes(folded(wanted));
  if (operator === 'starts-with') return folded(held).startsWith(folded(wanted));
  const order = compare(held, wanted);
  if (operator === 'greater') return order > 0;
  if (operator === 'less') return order < 0;
  return operator === 'at-least' ? order >= 0 : order <= 0;
}

/** True when a record belongs to a selection. */
export function selects(
  { conditions, match }: Pick<Selection, 'conditions' | 'match'>,
  data: RecordData,
): boolean {
  if (conditions.length === 0) return true;
  const meets = (condition: Condition) => fits(data[condition.field] ?? null, condition);
  return match === 'all' ? conditions.every(meets) : conditions.some(meets);
}

/** Sorts records that come earliest created first; among equals they stay so. Empty values come last. */
export function sorted<T extends { data: RecordData }>(records: readonly T[], sort: readonly SortKey[]): T[] {
  return records.toSorted((left, right) => {
    for (const { field, descending } of sort) {
      const [one, other] = [left.data[field] ?? null, right.data[field] ?? null];
      if (isEmpty(one) !== isEmpty(other)) return isEmpty(one) ? 1 : -1;
      const order = isEmpty(one) ? 0 : compare(one, other);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

/** Sum, average, smallest or greatest of the values that are not empty. */
export function aggregateOf(values: readonly FieldValue[], aggregate: Aggregate): FieldValue {
  const held = values.filter((value) => !isEmpty(value));
  if (aggregate === 'min' || aggregate === 'max') {
    const ordered = held.toSorted(compare);
    return (aggregate === 'min' ? ordered[0] : ordered.at(-1)) ?? null;
  }
  const sum = held.reduce<number>((all, value) => all + Number(value), 0);
  if (aggregate === 'sum') return sum;
  return held.length === 0 ? null : sum / held.length;
}
