/** One component of a form as form-js writes it, and what may be said about it. */
import * as z from 'zod';
import type { FieldChoice, Value } from '../../../../lib/protocol/index.ts';

/** A number, or text with a number or FEEL in it. */
const limit = z.union([z.number(), z.string()]).nullish();
const truth = z.union([z.boolean(), z.string()]).nullish();
const words = z.string().nullish();

/** The properties that the readers look at; others (exporter, vertical alignment) do not change what is asked. */
export const Component = z.looseObject({
  type: z.string(),
  id: words,
  key: words,
  path: words,
  label: words,
  dateLabel: words,
  timeLabel: words,
  description: words,
  text: words,
  content: words,
  source: words,
  alt: words,
  subtype: words,
  action: words,
  expression: words,
  dataSource: words,
  columns: z.array(z.looseObject({ key: z.string(), label: words })).nullish(),
  columnsExpression: words,
  rowCount: z.number().nullish(),
  height: z.number().nullish(),
  showOutline: z.boolean().nullish(),
  isRepeating: z.boolean().nullish(),
  allowAddRemove: z.boolean().nullish(),
  defaultRepetitions: z.number().nullish(),
  readonly: truth,
  disabled: truth,
  disallowPassedDates: z.boolean().nullish(),
  serializeToString: z.boolean().nullish(),
  decimalDigits: z.number().min(0).nullish(),
  increment: limit,
  defaultValue: z.unknown().optional(),
  values: z
    .array(z.looseObject({ value: z.union([z.string(), z.number(), z.boolean()]), label: words }))
    .nullish(),
  valuesKey: words,
  valuesExpression: words,
  conditional: z.looseObject({ hide: truth }).nullish(),
  appearance: z.looseObject({ prefixAdorner: words, suffixAdorner: words }).nullish(),
  layout: z.looseObject({ row: words, columns: z.number().nullish() }).nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  components: z.array(z.looseObject({ type: z.string() })).nullish(),
  validate: z
    .looseObject({
      required: truth,
      minLength: limit,
      maxLength: limit,
      pattern: words,
      patternErrorMessage: words,
      min: limit,
      max: limit,
      validationType: words,
    })
    .nullish(),
});
export type Component = z.infer<typeof Component>;

/** What is wrong with a component: which one, what, what to do. */
export interface FormProblem {
  field: string;
  problem: string;
  remedy: string;
}

/** How a person finds the component in the form: its label, else its key, else its id. */
export function nameOf(component: Record<string, unknown>): string {
  const named = ['label', 'key', 'path', 'text', 'id', 'type'].map((property) => component[property]);
  const name = named.find((value): value is string => typeof value === 'string' && value !== '');
  return (name ?? 'a field without a name').slice(0, 80);
}

/** The choices of a radio, select, checklist or tag list, as they are entered in the form. */
export function choicesOf({ values }: Component): FieldChoice[] {
  return (values ?? []).map(({ value, label }) => {
    const code = String(value);
    return { code, label: label || code, ...(typeof value === 'string' ? {} : { value }) };
  });
}

/** A value of the component as a process variable; `undefined` when it is none. */
export function asValue(value: unknown): Value | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
  return undefined;
}

/** A custom property of ours, as a person enters it in the form editor; null: it is not there. */
export function ownProperty({ properties }: Component, name: string): string | null {
  const value = properties?.[`throughline:${name}`];
  return value === undefined || value === null ? null : String(value).trim();
}

/** Whether the field finds records of the CRM: a text field or select that its author has marked so. */
export function isLookup(component: Component): boolean {
  const { type } = component;
  return (type === 'select' || type === 'textfield') && ownProperty(component, 'lookup') !== null;
}
