/** Texts of a task, made of templates and variables; what can't be made keeps the task from opening. */
import { evaluateTemplate } from './expressions/evaluate.ts';
import type { Template } from './expressions/expression.ts';
import type { Incident, Values } from './model.ts';

/** Raised while a task is made; `openTask` turns it into a value. */
export class Unopenable extends Error {
  readonly code: Incident['code'];
  constructor(code: Incident['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The longest text that a message may carry. */
const MAX_TEXT = 4000;

export function text(values: Values, template: Template, longest = MAX_TEXT): string {
  const evaluation = evaluateTemplate(template, values);
  if (!evaluation.ok) throw new Unopenable('expression-failed', evaluation.problem);
  return cut(evaluation.value, longest);
}

/** Text that is too long for a message ends with an ellipsis. */
export function cut(value: string, longest = MAX_TEXT): string {
  return value.length > longest ? `${value.slice(0, longest - 1)}…` : value;
}

export function optionalText(values: Values, template: Template | null): string | null {
  return template === null ? null : text(values, template);
}
