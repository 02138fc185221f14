/** Fills the fields of a page with what the process already knows. */
import type { FieldItem, PageItem } from '../../lib/protocol/index.ts';
import { own } from './invariant.ts';
import type { Value, Values } from './model.ts';
import { isDate, isDateTime, isTime } from './time.ts';

/**
 * The item with the process variable of its key as value. A variable that does not fit the field is passed
 * over, because a page that opens empty is better than one that does not open.
 */
export function prefilled(item: PageItem, variables: Values): PageItem {
  if (!('key' in item)) return item;
  const known = own(variables, item.key) ?? null;
  return known !== null && fits(item, known) ? { ...item, value: known } : item;
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
    case 'checklist':
      return (
        Array.isArray(value) && value.every((code) => item.choices.some((choice) => choice.code === code))
      );
  }
}
