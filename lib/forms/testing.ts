/** Items for tests: with what every item needs, and what a test is about. */
import type { FieldItem, GroupItem, ListItem, PageItem } from '../protocol/index.ts';

const base = { description: null, required: false, readonly: false, value: null };
const text = { minLength: null, maxLength: null, pattern: null, inputType: 'text' } as const;

/** A text field. */
export function textItem(
  key: string,
  change: Partial<Extract<PageItem, { type: 'textfield' }>> = {},
): FieldItem {
  return { ...base, ...text, key, label: key, type: 'textfield', ...change };
}

/** A number. */
export function numberItem(
  key: string,
  change: Partial<Extract<PageItem, { type: 'number' }>> = {},
): FieldItem {
  return { ...base, key, label: key, type: 'number', min: null, max: null, decimals: null, ...change };
}

/** A field with choices. */
export function choiceItem(
  type: 'select' | 'radio' | 'checklist' | 'taglist',
  key: string,
  change: Partial<Extract<PageItem, { type: 'select' }>> = {},
): FieldItem {
  const value = type === 'select' || type === 'radio' ? null : [];
  const whole = { ...base, key, label: key, choices: [], ...change, type, value: change.value ?? value };
  return whole as FieldItem;
}

/** A computed value. */
export function expressionItem(key: string, value: string, change: Partial<PageItem> = {}): FieldItem {
  return { ...base, key, label: key, type: 'expression', dynamic: { value }, ...change } as FieldItem;
}

/** A group. */
export function groupItem(id: string, change: Partial<GroupItem> = {}): GroupItem {
  return { type: 'group', id, label: id, outlined: false, ...change };
}

/** A list of rows. */
export function listItem(id: string, change: Partial<ListItem> = {}): ListItem {
  return {
    type: 'dynamiclist',
    id,
    list: id,
    label: id,
    outlined: false,
    growing: true,
    rows: [],
    ...change,
  };
}
