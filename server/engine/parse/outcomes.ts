/**
 * The outcomes that a user task can have, and where the flows behind it make a decision of them. Decisions
 * are proven by trying every outcome, so any condition on the result variable alone can be judged.
 */
import { evaluateCondition } from '../expressions/evaluate.ts';
import { type Expression, variablesOf } from '../expressions/expression.ts';
import { readCondition } from '../expressions/read-template.ts';
import { DECISIONS, SENT } from '../fixed-outcomes.ts';
import { SAVED } from '../model.ts';
import { findForm } from './forms/find-form.ts';
import { readForm } from './forms/read-form.ts';
import { coded, type ProcessSource, property, type SourceElement, type SourceFlow } from './source.ts';
import { isGateway } from './subset.ts';

/** The result that a *Perform task* has when its author names none. */
export const DEFAULT_RESULT = { code: 'done', label: 'Done' } as const;
/** The button that a page has when its author names none. */
export const DEFAULT_BUTTON = { code: 'continue', label: 'Continue' } as const;

/** Gateways whose flows don't depend on conditions. */
const ALL_TAKEN = ['parallelGateway', 'eventBasedGateway'];

/** The codes that the outcome of a task can be; null: they cannot be listed. */
export function outcomesOf(source: ProcessSource, task: SourceElement): string[] | null {
  switch (property(task, 'kind')) {
    case 'user-dialog': {
      if (property(task, 'multiple') === 'true') return null;
      const answers = coded(task, 'answer').map(({ code }) => code);
      // A dialog that need not be answered may end without an answer, which is the empty text.
      return property(task, 'required') === 'false' ? [...answers, ''] : answers;
    }
    case 'auto-generated-page':
    case 'pre-configured-page': {
      const inForm = readForm(findForm(source, task)).buttons.map(({ code }) => code);
      const named = coded(task, 'button').map(({ code }) => code);
      const codes = inForm.length > 0 ? inForm : named;
      const all = codes.length > 0 ? codes : [DEFAULT_BUTTON.code];
      return all.filter((code) => property(task, `button-completes:${code}`) !== 'false');
    }
    case 'perform-task': {
      const codes = coded(task, 'result').map(({ code }) => code);
      return codes.length > 0 ? codes : [DEFAULT_RESULT.code];
    }
    case 'approval':
      return DECISIONS.map(({ code }) => code);
    case 'open-edit-page': {
      if (property(task, 'result-field') === null) return [SAVED];
      const codes = coded(task, 'result').map(({ code }) => code);
      // Without them, the field may hold anything.
      return codes.length > 0 ? codes : null;
    }
    case 'send-email':
      return [SENT.code];
    default:
      return null;
  }
}

/** Several executions have several outcomes, and a mapping may write the variable anew or keep it inside. */
export function keepsOutcome(task: SourceElement): boolean {
  const variable = property(task, 'result');
  return task.loop === null && ![...task.inputs, ...task.outputs].some(({ name }) => name === variable);
}

/** The element whose flows decide on what comes after a task: the task itself or the gateway behind it. */
export function deciderAfter(source: ProcessSource, task: SourceElement): SourceElement | null {
  let element: SourceElement | undefined = task;
  for (const seen = new Set<string>(); element !== undefined && !seen.has(element.id); ) {
    seen.add(element.id);
    const [only, ...more]: SourceFlow[] = element.outgoing;
    const decides = more.length > 0 || typeof only?.condition === 'string';
    if (decides) return ALL_TAKEN.includes(element.type) ? null : element;
    element = source.elements.find(({ id }) => id === only?.target);
    if (element?.type !== 'exclusiveGateway' && !isAloneInclusive(element)) return null;
  }
  return null;
}

/** An inclusive gateway that joins nothing passes on at once, as an exclusive one does. */
function isAloneInclusive(element: SourceElement | undefined): boolean {
  return element?.type === 'inclusiveGateway' && element.incoming.length === 1;
}

/**
 * The tasks whose outcome a decision follows directly: the element itself, or every task before the gateway
 * with nothing but merging gateways in between. Null when something else can come before it too.
 */
export function tasksBefore(source: ProcessSource, decider: SourceElement): SourceElement[] | null {
  if (decider.type === 'userTask') return [decider];
  if (!isGateway(decider)) return null;
  const tasks: SourceElement[] = [];
  const open = [decider];
  for (const seen = new Set(open); open.length > 0; ) {
    const element = open.pop();
    for (const { source: id } of element?.incoming ?? []) {
      const before = source.elements.find((candidate) => candidate.id === id);
      if (before === undefined || seen.has(before)) continue;
      seen.add(before);
      if (before.type === 'userTask' && before.outgoing.length === 1) tasks.push(before);
      else if (before.type === 'exclusiveGateway' && before.outgoing.length === 1) open.push(before);
      else return null;
    }
  }
  return tasks.length > 0 ? tasks : null;
}

/** The conditions of the flows of a decision, the default flow left out. */
export function conditionsOf(decider: SourceElement): { flow: SourceFlow; condition: Expression | null }[] {
  return decider.outgoing
    .filter(({ id }) => id !== decider.defaultFlow)
    .map((flow) => {
      const reading = flow.condition === null ? null : readCondition(flow.condition);
      return { flow, condition: reading?.ok ? reading.value : null };
    });
}

/** Whether a condition holds when the variable has that value; null: it depends on other variables too. */
export function holdsFor(condition: Expression, variable: string, value: string): boolean | null {
  if (variablesOf(condition).some((name) => name !== variable)) return null;
  const evaluation = evaluateCondition(condition, { [variable]: value });
  return evaluation.ok && evaluation.value;
}

/**
 * The outcomes of a task that lead somewhere (must-have M07): all of them when a default or unconditional
 * flow covers the rest or nothing depends on the outcome, else those that a condition mentions.
 */
export function usableOutcomes(source: ProcessSource, task: SourceElement): string[] {
  const codes = outcomesOf(source, task) ?? [];
  const variable = property(task, 'result');
  const decider = keepsOutcome(task) ? deciderAfter(source, task) : null;
  if (variable === null || decider === null || decider.defaultFlow !== null) return codes;
  const conditions = conditionsOf(decider);
  if (conditions.some(({ condition }) => condition === null)) return codes;
  const depends = conditions.some(({ condition }) => condition && variablesOf(condition).includes(variable));
  if (!depends) return codes;
  return codes.filter((code) =>
    conditions.some(({ condition }) => condition && holdsFor(condition, variable, code) !== false),
  );
}
