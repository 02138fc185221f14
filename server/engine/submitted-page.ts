/** Checks the fields of a page as the page itself does: what is hidden is neither asked nor taken. */
import { fieldsIn, listsIn } from '../../lib/forms/containers.ts';
import type { Today } from '../../lib/forms/faults.ts';
import { feel } from '../../lib/forms/feel.ts';
import { isRow, isRows, putAt } from '../../lib/forms/paths.ts';
import {
  type FormPage,
  type ShownField,
  type ShownPage,
  shownFields,
  showPage,
} from '../../lib/forms/show-page.ts';
import { type PageItem, phrase, type Row, type Value, type Values } from '../../lib/protocol/index.ts';
import { own } from './invariant.ts';
import { faultOf, nothingIn, readField, variableOf } from './submitted-field.ts';
import { shown, unfit } from './unfit.ts';

/** More rows than that are no entry of a person. */
const MAX_ROWS = 500;

/** A page that the server sees as the person has submitted it. */
export function submittedPage(page: FormPage, submitted: Values): ShownPage {
  refuseUnknown(page.items, submitted);
  return showPage(page, withNothing(page.items, submitted), feel);
}

/**
 * The variables that a submitted page writes. Throws `ProtocolError('submission-unfit')` with the name of the
 * field that does not fit.
 */
export function variablesOf(
  page: FormPage,
  { items }: ShownPage,
  submitted: Values,
  validates: boolean,
  today: Today,
): Values {
  const variables: Values = {};
  // A part of a variable is written over what the variable held.
  const put = (key: string, value: Value) => {
    const root = key.split('.')[0] ?? key;
    if (key !== root && !(root in variables)) variables[root] = rowOf(page.data?.[root]);
    putAt(variables, key, value);
  };
  const written = new Map<string, Row[]>();
  for (const { name, rows } of shownLists(items))
    written.set(
      name,
      Array.from({ length: rows }, () => ({})),
    );
  for (const field of shownFields(items)) {
    const value = fieldValue(field, enteredIn(submitted, field), validates, today);
    if (value === undefined) continue;
    const row = field.place === null ? undefined : written.get(field.place.list)?.[field.place.index];
    if (row !== undefined) putAt(row, field.item.key, value);
    else put(field.item.key, value);
  }
  for (const [name, rows] of written) variables[name] = rows;
  return variables;
}

/** What was entered in the fields that are shown, in lists excepted; of read-only ones nothing can be. */
export function enteredFields(
  page: FormPage,
  submitted: Values,
): { item: ShownField['item']; value: Value }[] {
  return shownFields(submittedPage(page, submitted).items).flatMap(({ item, place }) => {
    if (place !== null || item.readonly || item.type === 'expression') return [];
    const reading = readField(item, own(submitted, item.key));
    return reading.ok ? [{ item, value: reading.value }] : [];
  });
}

/** The value of a field; undefined where it is read-only, which writes nothing but in the rows of a list. */
function fieldValue(
  { item, at, place, value: held }: ShownField,
  submitted: Value | undefined,
  validates: boolean,
  today: Today,
): Value | undefined {
  const name = quoted(item);
  if (item.type === 'expression') return held;
  if (item.readonly) {
    const isSame = submitted === undefined || JSON.stringify(submitted) === JSON.stringify(held);
    if (!isSame && item.dynamic?.readonly === undefined && place === null)
      throw unfit(at, name, phrase('unchanged'), shown(submitted));
    return place === null ? undefined : variableOf(item, held);
  }
  const reading = readField(item, item.dynamic?.choices === undefined ? submitted : held);
  if (!reading.ok) throw unfit(at, name, reading.expected, shown(submitted));
  const expected = validates ? faultOf(item, reading.value, today) : null;
  if (expected !== null) throw unfit(at, name, expected, shown(submitted));
  return variableOf(item, reading.value);
}

function enteredIn(submitted: Values, { item, place }: ShownField): Value | undefined {
  if (place === null) return own(submitted, item.key);
  const rows = own(submitted, place.list);
  const row = isRows(rows) ? rows[place.index] : undefined;
  return row === undefined ? undefined : own(row, item.key);
}

function shownLists(items: ShownPage['items']): { name: string; rows: number }[] {
  return items.flatMap((item) => {
    if (item.kind === 'group') return shownLists(item.inside);
    return item.kind === 'list' ? [{ name: item.item.list, rows: item.rows.length }] : [];
  });
}

function rowOf(value: Value | undefined): Row {
  return isRow(value) ? value : {};
}

function refuseUnknown(items: readonly PageItem[], submitted: Values): void {
  const lists = listsIn(items);
  const known = [...fieldsIn(items, null).map(({ key }) => key), ...lists.map(({ list }) => list)];
  for (const key of Object.keys(submitted))
    if (!known.includes(key))
      throw unfit(key, phrase('the-page'), phrase('only-fields', { names: named(known) }), key);
  for (const item of lists) {
    const entered = own(submitted, item.list);
    if (entered === undefined) continue;
    if (!isRows(entered) || entered.length > MAX_ROWS)
      throw unfit(item.list, quoted(item), phrase('rows-at-most', { limit: MAX_ROWS }), shown(entered));
    if (!item.growing && entered.length !== item.rows.length)
      throw unfit(item.list, quoted(item), phrase('rows', { count: item.rows.length }), entered.length);
    const keys = fieldsIn(items, item).map(({ key }) => key);
    const stray = entered.flatMap((row) => Object.keys(row)).find((key) => !keys.includes(key));
    if (stray !== undefined)
      throw unfit(item.list, quoted(item), phrase('only-fields', { names: named(keys) }), stray);
  }
}

const quoted = ({ label }: { label: string }) => phrase('quoted', { text: label });

const named = (keys: readonly string[]): string => keys.join(', ') || 'none';

/** A field that was left out was left empty. */
function withNothing(items: readonly PageItem[], submitted: Values): Values {
  const empty = fieldsIn(items, null).map((field) => [field.key, nothingIn(field)] as const);
  const lists = listsIn(items).map((item) => {
    const blank = Object.fromEntries(fieldsIn(items, item).map((field) => [field.key, nothingIn(field)]));
    const rows = own(submitted, item.list);
    return [item.list, isRows(rows) ? rows.map((row) => ({ ...blank, ...row })) : []] as const;
  });
  return { ...Object.fromEntries(empty), ...submitted, ...Object.fromEntries(lists) } as Values;
}
