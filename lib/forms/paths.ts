/** Fields whose key is a path are parts of one variable: `customer.name` is `name` of the row `customer`. */
import type { Row, Value, Values } from '../protocol/index.ts';

/** Whether a value is a list of rows, as lists of fields have them. */
export function isRows(value: Value | undefined): value is Row[] {
  return Array.isArray(value) && value.every(isRow);
}

/** Whether a value is one row. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Puts a value where its key leads; a row on the way is made where there is none. */
export function putAt(into: Record<string, unknown>, key: string, value: unknown): void {
  const [name = '', part] = key.split('.');
  if (part === undefined) {
    into[name] = value;
    return;
  }
  const present = into[name];
  into[name] = { ...(isRow(present) ? present : {}), [part]: value };
}

/** The value of a variable that a key leads to; undefined where there is none. */
export function takeAt(from: Values, key: string): Value | undefined {
  const [name = '', part] = key.split('.');
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  if (part === undefined) return value;
  return isRow(value) && Object.hasOwn(value, part) ? value[part] : undefined;
}
