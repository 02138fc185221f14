/**
 * Every decision can match something. With a default flow that is given; without one, the conditions must
 * read only the result variable of the tasks directly before, and cover every outcome that these can have.
 * A condition that no outcome fulfils is refused too: it is nearly always a misspelt code.
 */
import { variablesOf } from '../../expressions/expression.ts';
import type { Finding } from '../../model.ts';
import { conditionsOf, holdsFor, keepsOutcome, outcomesOf, tasksBefore } from '../outcomes.ts';
import {
  finding,
  type ProcessSource,
  property,
  type Rule,
  type SourceElement,
  type SourceFlow,
} from '../source.ts';
import { isActivity } from '../subset.ts';

export const decision: Rule = (source) =>
  source.elements.filter(decides).flatMap((element) => judge(source, element));

/** An activity, an exclusive or an inclusive gateway with flows that are not all taken anyway. */
function decides(element: SourceElement): boolean {
  const chooses = ['exclusiveGateway', 'inclusiveGateway'].includes(element.type) || isActivity(element);
  return chooses && element.outgoing.some(({ condition }) => condition !== null);
}

function judge(source: ProcessSource, decider: SourceElement): Finding[] {
  const conditions = conditionsOf(decider);
  const readable = conditions.every(({ flow, condition }) => flow.condition === null || condition !== null);
  if (!readable) return [];
  const covered = decider.defaultFlow !== null || conditions.some(({ condition }) => condition === null);
  const tasks = tasksBefore(source, decider);
  const cases = tasks?.map((task) => casesOf(source, task)) ?? [null];
  const provable = cases.every((known) => known !== null && onlyReads(conditions, known.variable));
  if (!provable) return covered ? [] : [needsDefault(decider)];
  const known = cases.flatMap((entry) => entry ?? []);
  return [...deadFlows(conditions, known), ...(covered ? [] : uncovered(decider, conditions, known))];
}

interface Cases {
  task: SourceElement;
  variable: string;
  codes: string[];
  /** A *Perform task* offers only the results that lead somewhere, so it can leave codes uncovered. */
  narrows: boolean;
}

function casesOf(source: ProcessSource, task: SourceElement): Cases | null {
  const variable = property(task, 'result');
  const codes = outcomesOf(source, task);
  if (variable === null || codes === null || !keepsOutcome(task)) return null;
  return { task, variable, codes, narrows: property(task, 'kind') === 'perform-task' };
}

type Conditions = ReturnType<typeof conditionsOf>;

function onlyReads(conditions: Conditions, variable: string): boolean {
  return conditions.every(
    ({ condition }) => condition === null || variablesOf(condition).every((name) => name === variable),
  );
}

function takenBy(conditions: Conditions, { variable }: Cases, code: string): SourceFlow[] {
  return conditions
    .filter(({ condition }) => condition !== null && holdsFor(condition, variable, code) === true)
    .map(({ flow }) => flow);
}

function deadFlows(conditions: Conditions, cases: Cases[]): Finding[] {
  const taken = new Set(
    cases.flatMap((known) => known.codes.flatMap((code) => takenBy(conditions, known, code))),
  );
  const codes = [...new Set(cases.flatMap((known) => known.codes))].map((code) => `'${code}'`).join(', ');
  return conditions
    .filter(({ flow, condition }) => condition !== null && !taken.has(flow))
    .map(({ flow }) =>
      finding(
        flow,
        `Expected a condition that one of the outcomes ${codes} fulfils, got ${flow.condition}.`,
        'Correct the code in the condition or delete the flow.',
      ),
    );
}

function uncovered(decider: SourceElement, conditions: Conditions, cases: Cases[]): Finding[] {
  return cases.flatMap((known) => {
    const missing = known.codes.filter((code) => takenBy(conditions, known, code).length === 0);
    if (missing.length === 0 || (known.narrows && missing.length < known.codes.length)) return [];
    const named = missing.map((code) => (code === '' ? 'no answer' : `'${code}'`)).join(', ');
    return [
      finding(
        decider,
        `Expected a flow for every outcome of ${known.task.id}, got none for ${named}.`,
        'Add a flow with that condition or mark one flow as default.',
      ),
    ];
  });
}

function needsDefault(decider: SourceElement): Finding {
  return finding(
    decider,
    'Expected a default flow, or conditions on the result of the task directly before that cover all its outcomes, got neither.',
    'Mark one flow out of the element as default.',
  );
}
