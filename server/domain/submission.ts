/** Checks what a person submitted against the page that they saw, before anything changes. */
import {
  type Choice,
  type PageContent,
  ProtocolError,
  type Submission,
  type Value,
  type Values,
} from '../../lib/protocol/index.ts';
import { checkField, describe, isEmpty } from './submission-field.ts';

/** What a checked submission means to the engine, and what the person added for the log. */
export interface Outcome {
  variables: Values;
  outcome: string | string[];
  details: string | null;
}

type Content<K extends PageContent['kind']> = Extract<PageContent, { kind: K }>;
type Answer<K extends PageContent['kind']> = Extract<Submission, { kind: K }>;

/**
 * Turns a submission into what the engine takes; throws `submission-unfit` with the field it is about.
 *
 * ```ts
 * checkSubmission(dialog, { kind: 'user-dialog', answers: ['yes'] });
 * // { variables: {}, outcome: 'yes', details: null }
 * ```
 */
export function checkSubmission(content: PageContent, submission: Submission): Outcome {
  if (content.kind === 'user-dialog' && submission.kind === content.kind)
    return checkDialog(content, submission);
  if (content.kind === 'auto-generated-page' && submission.kind === content.kind)
    return checkPage(content, submission);
  if (content.kind === 'perform-task' && submission.kind === content.kind)
    return checkActivity(content, submission);
  throw unfit('submission', `one of kind ${content.kind}`, submission.kind);
}

function checkDialog(content: Content<'user-dialog'>, { answers }: Answer<'user-dialog'>): Outcome {
  for (const answer of answers) requireChoice(content.answers, answer, 'answers');
  if (new Set(answers).size < answers.length) throw unfit('answers', 'each answer once', answers.join(', '));
  const [first] = answers;
  if (content.multiple) {
    if (content.required && !first) throw unfit('answers', 'at least one answer', 'none');
    return { variables: {}, outcome: answers, details: null };
  }
  // One of several must be chosen: without an answer the process could not choose its flow.
  if (first === undefined || answers.length > 1) throw unfit('answers', 'one answer', String(answers.length));
  return { variables: {}, outcome: first, details: null };
}

function checkPage(
  content: Content<'auto-generated-page'>,
  submitted: Answer<'auto-generated-page'>,
): Outcome {
  const button = content.buttons.find((one) => one.code === submitted.button);
  if (!button) throw unfit('button', listOf(content.buttons), submitted.button);
  const fields = content.items.filter((item) => 'key' in item);
  const unknown = Object.keys(submitted.values).find((key) => !fields.some((field) => field.key === key));
  if (unknown !== undefined) throw unfit(unknown, 'a field of the page', unknown);
  const variables: Values = {};
  for (const field of fields) {
    const value = submitted.values[field.key] ?? null;
    const problem = checkField(field, value, button.validates);
    if (problem) throw unfit(field.key, problem, describe(value), field.label);
    const given = field.key in submitted.values;
    if (given && field.readonly && !sameValue(value, field.value)) {
      throw unfit(field.key, `the unchanged value ${describe(field.value)}`, describe(value), field.label);
    }
    if (given && !field.readonly) variables[field.key] = isEmpty(value) ? null : value;
  }
  return { variables, outcome: button.code, details: null };
}

function checkActivity(
  content: Content<'perform-task'>,
  { result, details }: Answer<'perform-task'>,
): Outcome {
  requireChoice(content.results, result, 'result');
  return { variables: {}, outcome: result, details };
}

function requireChoice(choices: readonly Choice[], code: string, field: string): void {
  if (!choices.some((choice) => choice.code === code)) throw unfit(field, listOf(choices), code);
}

function listOf(choices: readonly Choice[]): string {
  return `one of ${choices.map((choice) => choice.code).join(', ')}`;
}

function sameValue(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other) || (isEmpty(one) && isEmpty(other));
}

function unfit(field: string, expected: string, got: string, label = field): ProtocolError {
  return new ProtocolError('submission-unfit', { field: label, expected, got }, field);
}
