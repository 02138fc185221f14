/** One component of a form as form-js writes it, and what may be said about it. */
import * as z from 'zod';
import type { Choice, Value } from '../../../../lib/protocol/index.ts';

const count = z.number().min(0).nullish();

/** The properties that the readers look at; others (layout, appearance) do not change what is asked. */
export const Component = z.looseObject({
  type: z.string(),
  id: z.string().nullish(),
  key: z.string().nullish(),
  label: z.string().nullish(),
  dateLabel: z.string().nullish(),
  timeLabel: z.string().nullish(),
  description: z.string().nullish(),
  text: z.string().nullish(),
  subtype: z.string().nullish(),
  action: z.string().nullish(),
  readonly: z.union([z.boolean(), z.string()]).nullish(),
  disabled: z.boolean().nullish(),
  decimalDigits: count,
  defaultValue: z.unknown().optional(),
  values: z.array(z.looseObject({ value: z.string(), label: z.string().nullish() })).nullish(),
  validate: z
    .looseObject({
      required: z.boolean().nullish(),
      minLength: count,
      maxLength: count,
      pattern: z.string().nullish(),
      min: z.number().nullish(),
      max: z.number().nullish(),
      validationType: z.string().nullish(),
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
  const named = ['label', 'key', 'text', 'id', 'type'].map((property) => component[property]);
  const name = named.find((value): value is string => typeof value === 'string' && value !== '');
  return (name ?? 'a field without a name').slice(0, 80);
}

/** The choices of a radio, select or checklist. */
export function choicesOf({ values }: Component): Choice[] {
  return (values ?? []).map(({ value, label }) => ({ code: value, label: label || value }));
}

/** A value of the component as a process variable; `undefined` when it is none. */
export function asValue(value: unknown): Value | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
  return undefined;
}
