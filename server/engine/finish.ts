/** The end of a step: what it gives out, and the tokens that go on from it. */
import { release } from './cancel.ts';
import type { Flow, ProcessElement } from './definition.ts';
import { type Choice, flowsOf } from './elements/flows.ts';
import { leave } from './elements/processors.ts';
import { fail, incidentAt, recover } from './incident.ts';
import { elementOf, isIteration, type Run } from './run.ts';
import { evaluateMappings, valuesOf, write } from './scope.ts';
import type { OpenStep, Over } from './state.ts';

const PLAINLY: Over = { outcome: null, skipped: null };

/**
 * Ends a step. Where its outputs or the flows behind it cannot be evaluated it stays, with an incident, and
 * is finished in the same way when an administrator retries it.
 */
export function finish(run: Run, step: OpenStep, over: Over = PLAINLY): void {
  const element = elementOf(run, step.element);
  release(run, step, over.skipped === null ? 'completed' : 'cancelled');
  recover(run, step);
  const problem = giveOut(run, step, element);
  const choice = problem === null ? flowsBehind(run, step, element, over) : outputFailure(element, problem);
  if (!choice.ok) {
    step.over = over;
    fail(run, step, choice.incident);
    return;
  }
  end(run, step, over);
  sendAlong(run, step, element, choice.flows);
}

/** Ends a step without looking at what is behind it. */
export function end(run: Run, step: OpenStep, { outcome, skipped }: Over = PLAINLY): void {
  run.open.delete(step);
  run.effects.push({ type: 'step.completed', step: step.id, element: step.element, outcome, skipped });
  run.ended.push({
    scope: step.parent ?? null,
    iteration: isIteration(step) ? (step.variables ?? {}) : null,
  });
}

function giveOut(run: Run, step: OpenStep, { outputs }: ProcessElement): string | null {
  if (step.loop !== undefined || outputs.length === 0) return null;
  const mapped = evaluateMappings(outputs, valuesOf(run, step.id));
  if (!mapped.ok) return mapped.problem;
  write(run, step.parent ?? null, mapped.values);
  return null;
}

function outputFailure(element: ProcessElement, problem: string): Choice {
  return { ok: false, incident: incidentAt(element, 'expression-failed', problem) };
}

function flowsBehind(run: Run, step: OpenStep, element: ProcessElement, over: Over): Choice {
  if (isIteration(step)) return { ok: true, flows: [] };
  const named = flowsOf(run, element).filter(({ id }) => over.skipped !== null && id === over.outcome);
  return named.length > 0 ? { ok: true, flows: named } : leave(run, step, element, over);
}

/** The background flag rides on the token and ends where people may have acted, unless the element has its own. */
function sendAlong(run: Run, step: OpenStep, element: ProcessElement, flows: Flow[]): void {
  const people = element.type === 'userTask' || element.type === 'subProcess';
  const arrived = !people && step.background === true;
  const background = element.background ?? arrived;
  const scope = step.parent ?? null;
  for (const { id, target } of flows) run.tokens.push({ element: target, flow: id, scope, background });
}
