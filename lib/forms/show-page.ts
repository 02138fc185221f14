/**
 * What of a page is to be seen with these entries: conditions applied, expressions evaluated, lists with their
 * rows. Extension and server work it out alike, so what a person could not see is neither asked nor taken.
 */
import type {
  FieldItem,
  GroupItem,
  ListItem,
  PageButton,
  PageItem,
  Row,
  Value,
  Values,
} from '../protocol/index.ts';
import { type Context, conditionHolds, evaluateDynamic, type Feel } from './expression.ts';
import { isRows, putAt } from './paths.ts';
import { resolved, withKnownChoices } from './resolve.ts';

/** A page as it travels, as far as it matters here. */
export interface FormPage {
  items: readonly PageItem[];
  buttons: readonly PageButton[];
  data?: Values | undefined;
}

/** Which row of a list a field stands in. */
export interface Place {
  list: string;
  index: number;
}

export interface ShownField {
  kind: 'field';
  item: FieldItem;
  /** The name of the field in the page: its key, in a list `lines[0].key`. */
  at: string;
  place: Place | null;
  /** What it holds: the entry, or for what cannot be entered what the page says. */
  value: Value;
}
export interface ShownGroup {
  kind: 'group';
  item: GroupItem;
  at: string;
  inside: Shown[];
}
export interface ShownList {
  kind: 'list';
  item: ListItem;
  at: string;
  rows: Shown[][];
}
export interface ShownWords {
  kind: 'words';
  item: Exclude<PageItem, FieldItem | GroupItem | ListItem>;
  at: string;
}
export type Shown = ShownField | ShownGroup | ShownList | ShownWords;

export interface ShownPage {
  items: Shown[];
  buttons: PageButton[];
  /** The values of all fields that are shown, by key; of a list its rows. */
  values: Values;
}

/** Conditions that depend on each other in a circle are evaluated so often at most. */
const MAX_PASSES = 50;

/** What is shown. `given` holds what was entered, by key; rows of lists under the name of the list. */
export function showPage(page: FormPage, given: Values, feel: Feel | null): ShownPage {
  let values = given;
  for (let pass = 0; ; pass += 1) {
    const shown = showOnce(page, given, contextOf(page, values), feel);
    if (pass === MAX_PASSES || JSON.stringify(shown.values) === JSON.stringify(values)) return shown;
    values = shown.values;
  }
}

/** All fields that are shown, those in groups and rows too. */
export function shownFields(items: readonly Shown[]): ShownField[] {
  return items.flatMap((shown) => {
    if (shown.kind === 'field') return [shown];
    if (shown.kind === 'group') return shownFields(shown.inside);
    return shown.kind === 'list' ? shown.rows.flatMap(shownFields) : [];
  });
}

/** Where something stands: what expressions there can read, and which entries are meant. */
interface Scope {
  context: Context;
  given: Values;
  place: Place | null;
  list: ListItem | null;
}

function showOnce(page: FormPage, given: Values, context: Context, feel: Feel | null): ShownPage {
  const values: Values = {};

  const show = (container: string | undefined, scope: Scope, into: Values): Shown[] =>
    page.items
      .filter((item) => item.in === container)
      .flatMap((item, index) => {
        if (isHidden(item, scope.context, feel)) return [];
        const words = resolved(item, scope.context, feel);
        const at = `${scope.place ? `${scope.place.list}[${scope.place.index}].` : ''}${nameOf(item, index)}`;
        return [showItem(words, at, scope, into)];
      });

  const showItem = (item: PageItem, at: string, scope: Scope, into: Values): Shown => {
    if ('key' in item) {
      const value = heldBy(item, scope, feel);
      into[item.key] = value;
      return { kind: 'field', item, at, place: scope.place, value };
    }
    if (item.type === 'group') return { kind: 'group', item, at, inside: show(item.id, scope, into) };
    if (item.type === 'dynamiclist') return showList(item, at, into);
    return { kind: 'words', item, at };
  };

  const showList = (item: ListItem, at: string, into: Values): Shown => {
    const entered = given[item.list];
    const rows = isRows(entered) ? entered : item.rows;
    const seen: Row[] = [];
    const shown = rows.map((row, index) => {
      const own: Values = {};
      const known = rowContext(context, item.list, index);
      const place = { list: item.list, index };
      const items = show(item.id, { context: known, given: row, place, list: item }, own);
      seen.push(own as Row);
      return items;
    });
    into[item.list] = seen;
    return { kind: 'list', item, at, rows: shown };
  };

  const top: Scope = { context: { ...context, this: context, i: [] }, given, place: null, list: null };
  const items = show(undefined, top, values);
  const buttons = page.buttons
    .filter((button) => !isHidden(button, context, feel))
    .map((button) => resolved(button, context, feel));
  return { items, buttons, values };
}

/** The names at the top: process variables, and over them the fields of the page. */
function contextOf(page: FormPage, values: Values): Context {
  const context: Context = structuredClone(page.data ?? {});
  for (const [key, value] of Object.entries(values)) putAt(context, key, value);
  return context;
}

/** The names in a row of a list: those of its fields over those at the top, as in form-js. */
function rowContext(context: Context, list: string, index: number): Context {
  const rows = context[list];
  const row: unknown = Array.isArray(rows) ? rows[index] : null;
  const own = typeof row === 'object' && row !== null ? row : {};
  return { ...context, ...own, this: own, parent: context, i: [index + 1] };
}

function isHidden({ dynamic }: PageItem | PageButton, context: Context, feel: Feel | null): boolean {
  const condition = dynamic?.hidden;
  return condition !== undefined && conditionHolds(condition, context, feel);
}

function nameOf(item: PageItem, index: number): string {
  if ('key' in item) return item.key;
  if (item.type === 'dynamiclist') return item.list;
  return item.type === 'group' ? item.id : `${item.in ?? ''}#${index}`;
}

function heldBy(item: FieldItem, { context, given, list }: Scope, feel: Feel | null): Value {
  if (item.type === 'expression') {
    const expression = item.dynamic?.value;
    return expression === undefined ? null : asValue(evaluateDynamic(expression, context, feel));
  }
  const entered = Object.hasOwn(given, item.key) ? given[item.key] : item.value;
  if (item.readonly) return kept(item, entered ?? null, list);
  return withKnownChoices(item, entered ?? null);
}

/** A field that nobody can change holds what the page gives it; rows move, so one of theirs holds what any had. */
function kept(item: FieldItem, entered: Value, list: ListItem | null): Value {
  if (list === null) return item.value;
  return list.rows.some((row) => row[item.key] === entered) ? entered : item.value;
}

/** What an expression gives, as a process variable; what none can hold is null. */
function asValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((entry) => flat(entry));
  return typeof value === 'object' && value !== null ? (flat(value) as Row) : null;
}

function flat(value: unknown): Row | string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const scalars = Object.entries(value).filter(([, entry]) => entry === null || typeof entry !== 'object');
  return Object.fromEntries(scalars);
}
