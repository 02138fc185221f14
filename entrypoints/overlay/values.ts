import { parseNumber, printNumber } from '../../components/number-text.ts';
import type { FieldItem, PageItem, Value, Values } from '../../lib/protocol/index.ts';

/** What the controls of a page show: text as typed, so that a half-typed number is kept in the draft too. */
export type Entry = string | boolean | string[];
export type Entries = Record<string, Entry>;

/** The items of a page that hold a value. */
export function fieldsOf(items: readonly PageItem[]): FieldItem[] {
  return items.filter((item): item is FieldItem => 'key' in item);
}

/** What a field shows before the person types. */
export function entryOf(item: FieldItem, value: Value = item.value): Entry {
  switch (item.type) {
    case 'checkbox':
      return value === true;
    case 'checklist':
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
export function entriesOf(fields: readonly FieldItem[], draft: Values | null): Entries {
  return Object.fromEntries(
    fields.map((item) => {
      const kept = draft?.[item.key];
      return [item.key, isEntryOf(item, kept) ? kept : entryOf(item)];
    }),
  );
}

/** A draft may be older than the step's page: what does not fit the field any more is left out. */
function isEntryOf(item: FieldItem, kept: Value | undefined): kept is Entry {
  if (item.readonly) return false;
  if (item.type === 'checkbox') return typeof kept === 'boolean';
  if (item.type === 'checklist') return Array.isArray(kept);
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
