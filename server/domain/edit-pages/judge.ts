/** Whether a record is as a step wants it, and what of that the person is told (must-have M12). */
import { createHash } from 'node:crypto';
import type { RecordCondition, Value, Values } from '../../../lib/protocol/index.ts';
import { ActionError } from '../../actions/action.ts';
import { holds } from '../../actions/feel.ts';
import { splitFilter } from '../../actions/filter.ts';
import type { CrmRecord, FieldInfo } from '../../crm/connector.ts';
import { type RecordWatch, SAVED } from '../../engine/model.ts';
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

/** Judges a record as it was just read. */
export function judge(
  content: EditPage,
  watch: RecordWatch,
  { id, data }: CrmRecord,
  fields: readonly FieldInfo[],
): Verdict {
  const record: Values = { ...data, id };
  const { resultField, results } = watch;
  const written = watch.conditions.map((text) => conditionOn(text, watch.variables, record, fields));
  const result = resultField === null ? SAVED : textOf(record[resultField] ?? null);
  const among =
    resultField === null || results.length === 0 ? [] : [resultIn(content, watch, result, fields)];
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

function conditionOn(
  text: string,
  variables: Values,
  record: Values,
  fields: readonly FieldInfo[],
): RecordCondition {
  return {
    text,
    compared: inParts(text, variables, fields),
    state: isMet(text, { ...variables, ...record }) ? 'met' : 'open',
  };
}

/** A condition that cannot be worked out with this record is not fulfilled. */
function isMet(text: string, names: Values): boolean {
  try {
    return holds(text, names);
  } catch (fault) {
    if (fault instanceof ActionError) return false;
    throw fault;
  }
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
  result: string,
  fields: readonly FieldInfo[],
): RecordCondition {
  const field = resultField ?? '';
  return {
    text: `${field} in (${codes.map((code) => `"${code}"`).join(', ')})`,
    compared: { label: labelOf(fields, field), operator: 'in', value: results.map(({ label }) => label) },
    state: codes.includes(result) ? 'met' : 'open',
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

function textOf(value: Value): string {
  return value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
