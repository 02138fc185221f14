/** Fills the fields of a page with what the process already knows. */
import { isRows, takeAt } from '../../lib/forms/paths.ts';
import type { FieldItem, PageItem } from '../../lib/protocol/index.ts';
import type { Value, Values } from './model.ts';
import { isDate, isDateTime, isTime } from './time.ts';

/** The longest id of a record. */
const MAX_ID = 200;

/**
 * The item with the process variable of its key as value. A variable that does not fit the field is passed
 * over, because a page that opens empty is better than one that does not open.
 */
export function prefilled(item: PageItem, variables: Values): PageItem {
  if (item.type === 'dynamiclist') {
    const rows = takeAt(variables, item.list);
    return isRows(rows) ? { ...item, rows } : item;
  }
  if (!('key' in item) || item.type === 'expression') return item;
  const known = entryOf(item, takeAt(variables, item.key) ?? null);
  // Which choices there are is known when the page is shown.
  const fitting = known !== null && (hasOpenChoices(item) || fits(item, known));
  return fitting ? { ...item, value: known } : item;
}

function hasOpenChoices(item: FieldItem): boolean {
  return item.dynamic?.choices !== undefined;
}

/** A variable as a person enters it: the code of a choice, a number that the process has as text. */
function entryOf(item: FieldItem, value: Value): Value {
  if (item.type === 'number' && item.asText && typeof value === 'string' && value.trim() !== '') {
    return Number.isFinite(Number(value)) ? Number(value) : null;
  }
  if (item.type === 'lookup') return typeof value === 'number' ? String(value) : value;
  if (!('choices' in item)) return value;
  if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'object' ? entry : String(entry)));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Whether a field can show the value. */
export function fits(item: FieldItem, value: Value): boolean {
  switch (item.type) {
    case 'textfield':
    case 'textarea':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number';
    case 'checkbox':
      return typeof value === 'boolean';
    case 'date':
      return typeof value === 'string' && isDate(value);
    case 'time':
      return typeof value === 'string' && isTime(value);
    case 'datetime':
      return typeof value === 'string' && isDateTime(value);
    case 'radio':
    case 'select':
      return item.choices.some(({ code }) => code === value);
    case 'lookup':
      return typeof value === 'string' && value.length <= MAX_ID;
    case 'lookup-title':
      return typeof value === 'string';
    case 'expression':
      return true;
    case 'checklist':
    case 'taglist':
      return (
        Array.isArray(value) && value.every((code) => item.choices.some((choice) => choice.code === code))
      );
  }
}
