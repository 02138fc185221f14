import { parseNumber, printNumber } from '../../components/number-text.ts';
import { text } from '../../components/text.ts';
import type { FieldItem } from '../../lib/protocol/index.ts';
import type { Entries, Entry } from './values.ts';

export type Errors = Record<string, string>;

/**
 * Checks a page as the server will, so that most mistakes are found before anything is sent. `unreadable` are
 * the fields in which the native control holds something that it can't read, such as half a date.
 */
export function validate(
  fields: readonly FieldItem[],
  entries: Entries,
  unreadable: ReadonlySet<string> = new Set(),
): Errors {
  const errors: Errors = {};
  for (const item of fields) {
    if (item.readonly) continue;
    const error = unreadable.has(item.key)
      ? text('fieldIncomplete', item.label)
      : check(item, entries[item.key]);
    if (error) errors[item.key] = error;
  }
  return errors;
}

function check(item: FieldItem, entry: Entry | undefined): string | null {
  if (isEmpty(entry)) return item.required ? emptyError(item) : null;
  if (typeof entry !== 'string') return null;
  switch (item.type) {
    case 'textfield':
      return checkLength(item, entry) ?? checkAddress(item, entry) ?? checkPattern(item, entry);
    case 'textarea':
      return checkLength(item, entry);
    case 'number':
      return checkNumber(item, entry);
    default:
      return null;
  }
}

function isEmpty(entry: Entry | undefined): boolean {
  if (typeof entry === 'string') return entry.trim() === '';
  return Array.isArray(entry) ? entry.length === 0 : entry !== true;
}

function emptyError(item: FieldItem): string {
  switch (item.type) {
    case 'radio':
    case 'select':
      return text('fieldChoose', item.label);
    case 'checklist':
      return text('fieldChooseSome', item.label);
    case 'checkbox':
      return text('fieldTick', item.label);
    default:
      return text('fieldEmpty', item.label);
  }
}

function checkLength(item: FieldItem & { type: 'textfield' | 'textarea' }, entry: string): string | null {
  if (item.minLength !== null && entry.length < item.minLength) {
    return text('fieldTooShort', String(item.minLength), String(entry.length));
  }
  if (item.maxLength !== null && entry.length > item.maxLength) {
    return text('fieldTooLong', String(item.maxLength), String(entry.length));
  }
  return null;
}

function checkAddress(item: FieldItem & { type: 'textfield' }, entry: string): string | null {
  if (item.inputType === 'email' && !/^[^\s@]+@[^\s@]+$/.test(entry)) return text('fieldEmail');
  if (item.inputType === 'url' && !URL.canParse(entry)) return text('fieldUrl');
  return null;
}

function checkPattern(item: FieldItem & { type: 'textfield' }, entry: string): string | null {
  const pattern = item.pattern === null ? null : compile(item.pattern);
  return !pattern || pattern.test(entry)
    ? null
    : text('fieldPattern', item.description ?? item.pattern ?? '');
}

/** A pattern that this browser can't read is left to the server: nobody could correct their entry for it. */
function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v');
  } catch {
    return null;
  }
}

function checkNumber(item: FieldItem & { type: 'number' }, entry: string): string | null {
  const value = parseNumber(entry);
  if (value === null) return text('fieldNumber', entry);
  if (item.min !== null && value < item.min) return text('fieldTooSmall', printNumber(item.min));
  if (item.max !== null && value > item.max) return text('fieldTooLarge', printNumber(item.max));
  if (item.decimals !== null && decimalsOf(value) > item.decimals) {
    return item.decimals === 0 ? text('fieldWhole') : text('fieldDecimals', String(item.decimals));
  }
  return null;
}

function decimalsOf(value: number): number {
  return printNumber(value, 'en').split('.')[1]?.length ?? 0;
}
