/** How JUEL turns one type into another. A value that cannot be turned raises `Uncoercible`. */
import type { Value } from '../model.ts';

/** Raised where JUEL raises an ELException; `evaluate` turns it into a value. */
export class Uncoercible extends Error {}

export function toBoolean(value: Value): boolean {
  if (value === null || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new Uncoercible(`Expected true or false, got ${show(value)}`);
}

export function toNumber(value: Value): number {
  if (value === null || value === '') return 0;
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return number;
  throw new Uncoercible(`Expected a number, got ${show(value)}`);
}

export function toText(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return `[${value.map(inList).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  // In an order of their own: a database need not keep that of the members.
  const members = Object.entries(value).map(([name, cell]) => `${name}=${inList(cell)}`);
  return `{${members.toSorted().join(', ')}}`;
}

/** Inside of a list or a row nothing is written as `null`, as Java does. */
function inList(value: Value): string {
  return value === null ? 'null' : toText(value);
}

export function isEmpty(value: Value): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A value as it appears in a message: short, and telling text from numbers. */
export function show(value: Value): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
