import { parseNumber, printNumber } from '../../components/number-text.ts';
import { fieldsIn, listsIn } from '../../lib/forms/containers.ts';
import { isRows } from '../../lib/forms/paths.ts';
import type { Place } from '../../lib/forms/show-page.ts';
import type { FieldItem, ListItem, PageItem, Row, Value, Values } from '../../lib/protocol/index.ts';

/** What the controls of a page show: text as typed, so that a half-typed number is kept in the draft too. */
export type Entry = string | boolean | string[];
/** A row of a list; its fields hold single values. */
export type RowEntries = Record<string, string | boolean>;
export type Entries = Record<string, Entry | RowEntries[]>;

/** What a field shows before the person types. */
export function entryOf(item: FieldItem, value: Value = item.value): Entry {
  switch (item.type) {
    case 'checkbox':
      return value === true;
    case 'checklist':
    case 'taglist':
      return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
    case 'number':
      return typeof value === 'number' ? printNumber(value) : '';
    case 'datetime':
      return typeof value === 'string' ? localDateTime(value) : '';
    default:
      return typeof value === 'string' ? value : '';
  }
}

/** What a field's entry means to the process; null: nothing, or nothing that can be read. */
export function submittedValue(item: FieldItem, entry: Entry): Value {
  if (item.readonly) return item.value;
  if (typeof entry !== 'string') return entry;
  if (entry.trim() === '') return null;
  if (item.type === 'number') return parseNumber(entry);
  if (item.type === 'datetime') return instantOf(entry);
  return entry;
}

/** The entries of a page: the draft where there is one, else what the step gives. */
export function entriesOf(items: readonly PageItem[], draft: Values | null): Entries {
  const fields = fieldsIn(items, null).filter(({ type }) => type !== 'expression');
  const lists = listsIn(items).map((list) => {
    const kept = draft?.[list.list];
    const rows = isRows(kept) ? kept : list.rows.map((row) => rowOf(items, list, row));
    return [list.list, rows.map((row) => keptRow(items, list, row))] as const;
  });
  return Object.fromEntries([...fields.map((item) => [item.key, keptEntry(item, draft)] as const), ...lists]);
}

/** A new row of a list: what its fields begin with. */
export function newRow(items: readonly PageItem[], list: ListItem): RowEntries {
  return keptRow(items, list, rowOf(items, list, {}));
}

/** The entry of one field of a page. */
export function entryAt(entries: Entries, { key }: FieldItem, place: Place | null): Entry {
  const held = entries[place === null ? key : place.list];
  if (held === undefined) return '';
  if (place === null) return isRowEntries(held) ? '' : held;
  return (isRowEntries(held) ? held[place.index]?.[key] : undefined) ?? '';
}

/** The entries with another one for a field. */
export function withEntry(entries: Entries, { key }: FieldItem, place: Place | null, entry: Entry): Entries {
  if (place === null) return { ...entries, [key]: entry };
  if (Array.isArray(entry)) return entries;
  const rows = rowsAt(entries, place.list);
  return {
    ...entries,
    [place.list]: rows.map((row, index) => (index === place.index ? { ...row, [key]: entry } : row)),
  };
}

/** The rows of a list. */
export function rowsAt(entries: Entries, list: string): RowEntries[] {
  const held = entries[list];
  return held !== undefined && isRowEntries(held) ? held : [];
}

/** The values that the entries mean, of every field, as expressions read them. */
export function givenBy(items: readonly PageItem[], entries: Entries): Values {
  const fields = fieldsIn(items, null).filter(({ type }) => type !== 'expression');
  const lists = listsIn(items).map(({ list, ...item }) => {
    const inside = fieldsIn(items, listsIn(items).find((other) => other.id === item.id) ?? null);
    const rows = rowsAt(entries, list).map((row) =>
      Object.fromEntries(
        inside.flatMap((field) => {
          if (field.type === 'expression') return [];
          const entry = row[field.key] ?? '';
          return [[field.key, field.readonly ? entry : submittedValue(field, entry)] as const];
        }),
      ),
    );
    return [list, rows as Row[]] as const;
  });
  const top = fields.map(
    (field) => [field.key, submittedValue(field, entryAt(entries, field, null))] as const,
  );
  return Object.fromEntries([...top, ...lists]);
}

function isRowEntries(held: Entry | RowEntries[]): held is RowEntries[] {
  return Array.isArray(held) && held.every((row) => typeof row === 'object');
}

/** What the fields of a list show for a row of the process. */
function rowOf(items: readonly PageItem[], list: ListItem, row: Row): Row {
  const fields = fieldsIn(items, list).filter(({ type }) => type !== 'expression');
  return Object.fromEntries(
    fields.map((field) => {
      const entry = entryOf(field, Object.hasOwn(row, field.key) ? row[field.key] : field.value);
      return [field.key, Array.isArray(entry) ? '' : entry];
    }),
  );
}

function keptRow(items: readonly PageItem[], list: ListItem, row: Row): RowEntries {
  const fields = fieldsIn(items, list).filter(({ type }) => type !== 'expression');
  return Object.fromEntries(
    fields.map((field) => {
      const kept = row[field.key];
      const fits = field.type === 'checkbox' ? typeof kept === 'boolean' : typeof kept === 'string';
      return [field.key, fits ? (kept as string | boolean) : field.type === 'checkbox' ? false : ''];
    }),
  );
}

/** A draft may be older than the step's page: what does not fit the field any more is left out. */
function keptEntry(item: FieldItem, draft: Values | null): Entry {
  const kept = draft?.[item.key];
  return isEntryOf(item, kept) ? kept : entryOf(item);
}

function isEntryOf(item: FieldItem, kept: Value | undefined): kept is Entry {
  if (item.readonly) return false;
  if (item.type === 'checkbox') return typeof kept === 'boolean';
  if (item.type === 'checklist' || item.type === 'taglist') return Array.isArray(kept);
  return typeof kept === 'string';
}

/** An instant as the native control wants it: in the person's zone, to the minute. */
function localDateTime(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

function instantOf(local: string): string | null {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
