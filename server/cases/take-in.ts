/** What the engine has done with the steps of a stage, as the case takes note of it. */
import type { CaseStep } from '../../lib/cases/definition.ts';
import { own } from '../engine/invariant.ts';
import type { Effect } from '../engine/model.ts';
import { EMAIL_BY_HAND } from './bpmn-of.ts';
import { subjectOf } from './by-hand.ts';
import { type CaseRun, stageNow } from './working.ts';

/**
 * Looks at the effects that have come since, puts steps under their stage in the log, and gives the steps that have
 * been done or skipped, in their order.
 */
export function takeIn(one: CaseRun): CaseStep[] {
  const { effects } = one.run;
  const steps = one.visits.length === 0 ? [] : stageNow(one).steps;
  const ended: CaseStep[] = [];
  for (; one.seen < effects.length; one.seen += 1) {
    const found = effects[one.seen];
    if (found === undefined || !('element' in found)) continue;
    if (found.element === EMAIL_BY_HAND) effects[one.seen] = noteAdded(one, found);
    const step = steps.find(({ id }) => id === found.element);
    if (step === undefined) continue;
    const noted = note(one, step, found);
    if (noted === null) continue;
    effects[one.seen] = noted;
    if (noted.type === 'step.completed') ended.push(step);
  }
  return ended;
}

/** The same for what a person has added by hand. */
function noteAdded(one: CaseRun, found: Effect & { element: string }): Effect {
  if (found.type === 'step.entered') {
    const { step } = found;
    one.added.push({ step, subject: subjectOf(one, step), status: 'open' });
    return { ...found, parent: one.visits.at(-1)?.step ?? null };
  }
  if (found.type === 'step.cancelled') one.added = one.added.filter(({ step }) => step !== found.step);
  if (found.type === 'step.completed') {
    const ended = one.added.find(({ step }) => step === found.step);
    if (ended) ended.status = found.skipped === null ? 'completed' : 'skipped';
  }
  return found;
}

/** The effect as it is to be; null: it tells the case nothing. */
function note(one: CaseRun, step: CaseStep, found: Effect): Effect | null {
  if (found.type === 'step.entered') {
    one.begun[step.id] = { step: found.step, status: 'open', outcome: null };
    return { ...found, parent: one.visits.at(-1)?.step ?? null };
  }
  if (found.type !== 'step.completed' || own(one.begun, step.id)?.step !== found.step) return null;
  const outcome = step.kind === 'process' && found.skipped === null ? resultOf(one, step) : found.outcome;
  one.begun[step.id] = {
    step: found.step,
    status: found.skipped === null ? 'completed' : 'skipped',
    outcome,
  };
  return { ...found, outcome };
}

/** What came of a called process: the value of the variable that the step names (behaviour 8.4). */
function resultOf({ run }: CaseRun, { resultVariable }: CaseStep): string | null {
  const value = resultVariable === null ? null : (own(run.variables, resultVariable) ?? null);
  return value === null || typeof value === 'object' ? null : String(value);
}
