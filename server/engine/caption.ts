/** What an instance is called in lists and in the log. */
import type { Definition } from './definition.ts';
import { evaluateTemplate } from './expressions/evaluate.ts';
import type { Values } from './model.ts';

const MAX_CAPTION = 300;

/** The caption of an instance; the process's name where the caption's expression cannot be evaluated. */
export function captionOf({ caption, name }: Definition, variables: Values): string {
  const evaluation = evaluateTemplate(caption, variables);
  const text = evaluation.ok ? evaluation.value.trim() : '';
  return (text === '' ? name : text).slice(0, MAX_CAPTION);
}
