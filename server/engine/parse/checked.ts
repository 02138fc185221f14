/** Reads again what a rule has already found readable. */
import type { Expression, Reading, Template } from '../expressions/expression.ts';
import { readCondition, readTemplate } from '../expressions/read-template.ts';
import { invariant } from '../invariant.ts';
import { readCardinality, readCollection } from './values.ts';

export const checkedCondition = (text: string): Expression => checked(readCondition(text));

export const checkedTemplate = (text: string): Template => checked(readTemplate(text));

export const checkedCollection = (text: string): Expression => checked(readCollection(text));

export const checkedCardinality = (text: string): Expression => checked(readCardinality(text));

/** Null where nothing is written. */
export function optionalTemplate(text: string | null): Template | null {
  return text === null || text.trim() === '' ? null : checkedTemplate(text);
}

function checked<T>(reading: Reading<T>): T {
  invariant(reading.ok, 'an expression that was read before');
  return reading.value;
}
