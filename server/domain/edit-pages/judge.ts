/** Whether a record is as a step wants it, and what of that the person is told (must-have M12). */
import { createHash } from 'node:crypto';
import type { RecordCondition, Values } from '../../../lib/protocol/index.ts';
import { ActionError } from '../../actions/action.ts';
import { holds } from '../../actions/feel.ts';
import { comparisonsIn, splitFilter } from '../../actions/filter.ts';
import type { CrmRecord, FieldInfo } from '../../crm/connector.ts';
import { type RecordWatch, SAVED } from '../../engine/model.ts';
import { agrees, readAs } from './agrees.ts';
import type { EditPage } from './watched.ts';

/** What a record comes to. */
export interface Verdict {
  conditions: RecordCondition[];
  /** Null: something is still open. */
  outcome: string | null;
  /** What the process gets. */
  variables: Values;
  /** Differs when the record does. */
  mark: string;
}

type Read = Pick<CrmRecord, 'data' | 'titles'>;

/** Judges a record as it was just read. */
export function judge(
  content: EditPage,
  watch: RecordWatch,
  { id, data, titles }: CrmRecord,
  fields: readonly FieldInfo[],
): Verdict {
  const record: Values = { ...data, id };
  const read: Read = { data: { ...data, id }, titles };
  const { resultField, results } = watch;
  const written = watch.conditions.map((text) => conditionOn(text, watch.variables, read, fields));
  const result = resultField === null ? SAVED : resultOf(resultField, results, read, fields);
  const among =
    resultField === null || results.length === 0
      ? []
      : [resultIn(content, watch, results.includes(result), fields)];
  const conditions = [...written, ...among];
  const given = Object.entries(watch.outputs).map(([field, name]) => [name, record[field] ?? null] as const);
  return {
    conditions,
    outcome: conditions.every(({ state }) => state === 'met') ? result : null,
    variables: Object.fromEntries(given),
    mark: createHash('sha256')
      .update(JSON.stringify(Object.entries(record).sort()))
      .digest('hex'),
  };
}

/** The result that the value of the field stands for, in the author's words; without results the value itself. */
function resultOf(
  field: string,
  results: readonly string[],
  read: Read,
  fields: readonly FieldInfo[],
): string {
  const known = results.find((code) => agrees(read, fields, { field, operator: 'equals', value: code }));
  return known ?? String(read.data[field] ?? '').trim();
}

function conditionOn(
  text: string,
  variables: Values,
  read: Read,
  fields: readonly FieldInfo[],
): RecordCondition {
  return {
    text,
    compared: inParts(text, variables, fields),
    state: isMet(text, variables, read, fields) ? 'met' : 'open',
  };
}

/**
 * Each comparison of a field is made as a person would make it; FEEL does the rest. A condition that cannot be worked
 * out with this record is not fulfilled.
 */
function isMet(text: string, variables: Values, read: Read, fields: readonly FieldInfo[]): boolean {
  const names = new Set([...Object.keys(read.data), ...fields.map(({ name }) => name)]);
  const isEmpty = (field: string) => readAs('text', read.data[field] ?? null) === null;
  try {
    const weighed = comparisonsIn(text, names, variables).reduceRight((rest, { from, to, conditions }) => {
      // In FEEL nothing is more or less than what is empty, and neither is the contrary true.
      const isUnknown = conditions.some(({ field, operator }) => ORDERS.has(operator) && isEmpty(field));
      const outcome = isUnknown ? null : conditions.every((condition) => agrees(read, fields, condition));
      return `${rest.slice(0, from)}${outcome}${rest.slice(to)}`;
    }, text);
    return holds(weighed, { ...variables, ...asKinds(read, fields) });
  } catch (fault) {
    if (fault instanceof ActionError) return false;
    throw fault;
  }
}

const ORDERS: ReadonlySet<string> = new Set([
  ...['greater', 'less', 'at-least', 'at-most', 'contains', 'starts-with'],
]);

function asKinds({ data }: Read, fields: readonly FieldInfo[]): Values {
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]));
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, readAs(kinds.get(name) ?? 'text', value)]),
  );
}

function inParts(text: string, variables: Values, fields: readonly FieldInfo[]): RecordCondition['compared'] {
  const names = new Set(['id', ...fields.map(({ name }) => name)]);
  try {
    const { conditions, rest } = splitFilter(text, names, variables);
    const [only] = conditions;
    if (rest !== null || only === undefined || conditions.length > 1) return null;
    const { field, operator, value } = only;
    const shown = [value].flat().map((one) => labelled(fields, field, one));
    return {
      label: labelOf(fields, field),
      operator,
      value: Array.isArray(value) ? shown : (shown[0] ?? null),
    };
  } catch (fault) {
    if (fault instanceof ActionError) return null;
    throw fault;
  }
}

function resultIn(
  { results }: EditPage,
  { resultField, results: codes }: RecordWatch,
  isThere: boolean,
  fields: readonly FieldInfo[],
): RecordCondition {
  const field = resultField ?? '';
  return {
    text: `${field} in (${codes.map((code) => `"${code}"`).join(', ')})`,
    compared: { label: labelOf(fields, field), operator: 'in', value: results.map(({ label }) => label) },
    state: isThere ? 'met' : 'open',
  };
}

/** A field as the CRM's people read it. */
export function labelOf(fields: readonly FieldInfo[], field: string): string {
  return fields.find(({ name }) => name === field)?.label ?? field;
}

/** A value as the CRM's people read it. */
export function labelled(
  fields: readonly FieldInfo[],
  field: string,
  value: string | number | boolean | null,
): string | number | boolean | null {
  const choices = fields.find(({ name }) => name === field)?.choices;
  return choices?.find((choice) => choice.value === String(value))?.label ?? value;
}
