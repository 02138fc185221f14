/** The outcomes of a step as its author edits them: their words are properties, where they lead are rules. */
import type { CaseStep, CaseStepKind } from '../../../../../lib/cases/definition.ts';
import { outcomesOfStep } from '../../../../../lib/cases/outcomes.ts';
import { codeOf, unused } from '../model/codes.ts';
import type { StepMembers } from '../model/edits.ts';

export interface Outcome {
  readonly code: string;
  /** Null: the step has it by itself, or another document names it. */
  readonly words: string | null;
  /** The author has made it and can take it out. */
  readonly owned: boolean;
  /** The stage that the record goes to; null: it stays. */
  readonly goal: string | null;
}

type Members = Partial<StepMembers>;

/** Under which properties a kind of step has outcomes of the author's. */
const GROUPS: Partial<Record<CaseStepKind, string>> = {
  'perform-task': 'result',
  'user-dialog': 'answer',
  'auto-generated-page': 'button',
  'pre-configured-page': 'button',
  'open-edit-page': 'result',
};

/** What can come of the step; `adds`: the author can name more. */
export function outcomesIn(step: CaseStep): { outcomes: Outcome[]; adds: boolean } {
  const group = groupOf(step);
  const known = outcomesOfStep(step);
  const goalOf = (code: string) => step.results.find(({ result }) => result === code)?.stage ?? null;
  const codes = known ?? [];
  const strange = step.results.map(({ result }) => result).filter((result) => !codes.includes(result));
  return {
    outcomes: [
      ...codes.map((code) => {
        const words = group === null ? null : (step.properties[`${group}:${code}`] ?? null);
        return { code, words, owned: words !== null, goal: goalOf(code) };
      }),
      ...[...new Set(strange)].map((code) => ({ code, words: null, owned: true, goal: goalOf(code) })),
    ],
    adds: known === null || group !== null,
  };
}

/** Another outcome, in these words; where nobody can list them, the words are the very outcome. */
export function addOutcome(step: CaseStep, words: string): Members {
  const group = groupOf(step);
  if (group === null) {
    const others = step.results.filter(({ result }) => result !== words);
    const goal = step.results.find(({ result }) => result === words)?.stage ?? '';
    return { results: [...others, { result: words, stage: goal }] };
  }
  const taken = new Set(outcomesIn(step).outcomes.map(({ code }) => code));
  const code = unused(codeOf(words, group), taken);
  return { properties: { ...step.properties, [`${group}:${code}`]: words } };
}

export function wordOutcome(step: CaseStep, code: string, words: string): Members {
  const group = groupOf(step);
  return group === null ? {} : { properties: { ...step.properties, [`${group}:${code}`]: words } };
}

/** With it goes all that is said of it: its words in other languages, its look, its rule. */
export function removeOutcome(step: CaseStep, code: string): Members {
  const group = groupOf(step);
  const results = step.results.filter(({ result }) => result !== code);
  if (group === null) return { results };
  const isOfIt = (name: string) =>
    name.endsWith(`:${code}`) &&
    new RegExp(`^([a-z-]+:)?${group}(-[a-z]+)?$`, 'i').test(name.slice(0, -code.length - 1));
  const properties = Object.fromEntries(Object.entries(step.properties).filter(([name]) => !isOfIt(name)));
  return { results, properties };
}

/** Where the record goes with it; null: it stays where it is. */
export function ruleFor(step: CaseStep, code: string, stage: string | null): Members {
  const place = step.results.findIndex(({ result }) => result === code);
  if (stage === null) return { results: step.results.filter(({ result }) => result !== code) };
  const rule = { result: code, stage };
  if (place === -1) return { results: [...step.results, rule] };
  return { results: step.results.map((one, index) => (index === place ? rule : one)) };
}

/** A page with a form has the buttons of the form, a field of the record its values: the author names what comes. */
function groupOf({ kind, form, properties }: CaseStep): string | null {
  if (form !== null) return null;
  if (kind === 'open-edit-page' && properties['result-field'] === undefined) return null;
  return GROUPS[kind] ?? null;
}
