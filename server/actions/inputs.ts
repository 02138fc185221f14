/** Reads what an author set on a system action: checked by zod, groups taken apart. */
import * as z from 'zod';
import { Scalar, type Value, type Values } from '../../lib/protocol/index.ts';
import { ActionError } from './action.ts';
import { evaluateFeel } from './feel.ts';

/** A setting of which only the text counts; numbers and truth values are written as JSON writes them. */
export const TextInput = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value).trim());

/** A text that must be there. */
export const RequiredText = TextInput.refine((text) => text !== '', 'a value');

/** A text that may be missing: null then, and when it is empty. */
export const OptionalText = z
  .union([TextInput, z.null()])
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** The settings of an action; a final `ActionError` names those that do not fit. */
export function readInputs<Shape extends z.ZodRawShape>(
  inputs: Values,
  shape: Shape,
): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(inputs);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name}: expected ${message.toLowerCase()}, got ${JSON.stringify(inputs[name] ?? null)}`;
  });
  throw new ActionError(
    `Expected settings that the action can work with, got ${findings.join('; ')}. Correct the step, or the variables that it reads.`,
    { retryable: false },
  );
}

/**
 * The settings `<group>:<name>`, by name, over those of the setting `<group>s`, which is a FEEL context over the
 * process variables.
 */
export function groupOf(inputs: Values, group: string, variables: Values): Record<string, Value> {
  const prefix = `${group}:`;
  const single = Object.entries(inputs)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value]);
  return { ...wholeOf(inputs[`${group}s`] ?? null, variables), ...Object.fromEntries(single) };
}

function wholeOf(expression: Value, variables: Values): Record<string, Value> {
  if (expression === null || expression === '') return {};
  const context = evaluateFeel(String(expression), variables);
  if (typeof context === 'object' && context !== null && !Array.isArray(context)) return context;
  throw new ActionError(
    `Expected a FEEL context such as { stage: "won" }, got ${String(expression)}. Correct the step.`,
    { retryable: false },
  );
}

/** The values that a record gets; a list or row cannot be stored in a field. */
export function fieldValues(inputs: Values, variables: Values): Record<string, Scalar> {
  return Object.fromEntries(
    Object.entries(groupOf(inputs, 'value', variables)).map(([field, value]) => {
      const scalar = Scalar.safeParse(value);
      if (scalar.success) return [field, scalar.data];
      throw new ActionError(
        `Expected a text, number, true, false or nothing for the field ${field}, got a list. Choose one value.`,
        { retryable: false },
      );
    }),
  );
}
