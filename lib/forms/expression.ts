/**
 * What an author may write instead of a value in a form: FEEL that begins with `=`, and texts with `{{FEEL}}` in
 * them. Nothing here loads the FEEL library: it is handed in, so that pages without FEEL do not carry it.
 */
import { renderTemplate } from './template.ts';

/** The names that an expression can read. */
export type Context = Record<string, unknown>;

/** FEEL as forms use it. */
export interface Feel {
  /** The value, with dates, times and durations as ISO 8601 text. Never throws: what has no value is null. */
  evaluate(expression: string, context: Context): unknown;
}

const PATH = /^[A-Za-z_]\w*(\.\w+)*$/;
const INSERT = /\{\{[\s\S]*?\}\}/;

/** Whether the text is FEEL as a whole. */
export const isExpression = (text: string): boolean => text.startsWith('=');

/** Whether the text has to be evaluated before it is shown. */
export const isDynamic = (text: string): boolean => isExpression(text) || INSERT.test(text);

/** Whether the FEEL library is needed for it: the value of a variable can be had without. */
export const needsFeel = (text: string): boolean => !isExpression(text) || !PATH.test(pathOf(text));

/** The value of `=…`, or the text with what stands in `{{…}}` filled in. */
export function evaluateDynamic(text: string, context: Context, feel: Feel | null): unknown {
  if (!isExpression(text))
    return renderTemplate(text, context, (part, at) => feel?.evaluate(part, at) ?? null);
  const path = pathOf(text);
  if (PATH.test(path)) return valueAt(context, path);
  return feel?.evaluate(text.slice(1), context) ?? null;
}

/**
 * Whether the condition `=…` holds. What compares with nothing does not; form-js reads conditions as unary tests,
 * for which nothing equals nothing, and so hides a field with `=age < 18` while nobody has entered an age.
 */
export function conditionHolds(text: string, context: Context, feel: Feel | null): boolean {
  return evaluateDynamic(text, context, feel) === true;
}

/** The value at a path such as `customer.name`; null where there is none. */
export function valueAt(context: unknown, path: string): unknown {
  let found: unknown = context;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return null;
    found = (found as Record<string, unknown>)[name];
  }
  return found ?? null;
}

function pathOf(text: string): string {
  return text.slice(1).trim();
}
