/**
 * Compares what a record holds with what a step asks for, as a person would: 5 is "5", a moment is of its day, spaces
 * around a text say nothing, and a choice or link goes by its value or by what it is called (behaviour 1.4).
 */
import type { Condition, CrmRecord, FieldInfo, FieldKind, FieldValue } from '../../crm/connector.ts';
import { fits } from '../../crm/local.ts';

const NUMBER = /^[+-]?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const ZONED = /(Z|[+-]\d\d:?\d\d)$/;

/**
 * Whether the record meets the condition.
 *
 * ```ts
 * agrees({ data: { budget: 5 }, titles: {} }, [budget], { field: 'budget', operator: 'equals', value: ' 5.0' }) // true
 * ```
 */
export function agrees(
  { data, titles }: Pick<CrmRecord, 'data' | 'titles'>,
  fields: readonly FieldInfo[],
  { field, operator, value }: Condition,
): boolean {
  const info = fields.find(({ name }) => name === field);
  const held = readAs(info?.kind ?? 'text', data[field] ?? null);
  const caption = titles[field] ?? captionOf(info, held);
  if (operator === 'not-equals') return !isOneOf(info, held, caption, [value].flat());
  if (operator === 'equals' || operator === 'in') return isOneOf(info, held, caption, [value].flat());
  if (operator === 'is-empty' || operator === 'is-set') return fits(held, { field, operator, value });
  const wanted = readAs(info?.kind ?? 'text', [value].flat()[0] ?? null);
  if (operator === 'contains' || operator === 'starts-with')
    return [held, caption].some((one) => fits(one, { field, operator, value: wanted }));
  const [left, right] = comparable(held, wanted);
  return fits(left, { field, operator, value: right });
}

function isOneOf(
  info: FieldInfo | undefined,
  held: FieldValue,
  caption: string | null,
  wanted: readonly FieldValue[],
): boolean {
  return wanted.some((one) => {
    const read = readAs(info?.kind ?? 'text', one);
    const [left, right] = comparable(held, read);
    if (fits(left, { field: '', operator: 'equals', value: right })) return true;
    const isValue = info?.choices?.some((choice) => choice.value === String(read)) ?? false;
    return !isValue && caption !== null && read !== null && caption === String(read);
  });
}

function captionOf(info: FieldInfo | undefined, held: FieldValue): string | null {
  return info?.choices?.find((choice) => choice.value === String(held))?.label.trim() ?? null;
}

/** The value as a field of this kind holds it; what cannot be read as one stays a text, without spaces around it. */
export function readAs(kind: FieldKind, value: FieldValue): FieldValue {
  const plain = typeof value === 'string' ? value.trim() : value;
  if (plain === null || plain === '') return null;
  switch (kind) {
    case 'number':
    case 'integer':
      return typeof plain === 'string' && NUMBER.test(plain) ? Number(plain) : plain;
    case 'boolean':
      return plain === 'true' || plain === 1 ? true : plain === 'false' || plain === 0 ? false : plain;
    case 'date':
      return typeof plain === 'string' && MOMENT.test(plain) ? plain.slice(0, 10) : plain;
    case 'moment':
      return typeof plain === 'string' && MOMENT.test(plain) ? instantOf(plain) : plain;
    default:
      return plain;
  }
}

/** A moment without a zone is one in UTC, as those of records are. */
function instantOf(text: string): string {
  const at = new Date(ZONED.test(text) ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

/** Both in the same measure: numbers where one of them is a number, days where one of them is a day. */
function comparable(held: FieldValue, wanted: FieldValue): [FieldValue, FieldValue] {
  if (typeof held === 'string' && typeof wanted === 'string') {
    if (DAY.test(wanted) && MOMENT.test(held)) return [held.slice(0, 10), wanted];
    return [held, wanted];
  }
  const number = (value: FieldValue) =>
    typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  return typeof held === 'number' || typeof wanted === 'number'
    ? [number(held), number(wanted)]
    : [held, wanted];
}
