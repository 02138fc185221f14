/** Which flows are taken. The one place that evaluates conditions. */
import type { Flow, ProcessElement } from '../definition.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import { incidentAt } from '../incident.ts';
import type { Incident } from '../model.ts';
import { flowOf, type Run } from '../run.ts';
import { valuesOf } from '../scope.ts';
import type { OpenStep } from '../state.ts';

export type Choice = { ok: true; flows: Flow[] } | { ok: false; incident: Incident };

export const NO_FLOWS: Choice = { ok: true, flows: [] };

/** The first flow whose condition holds, else the default flow: what an exclusive gateway takes. */
export function firstMatching(run: Run, step: OpenStep, element: ProcessElement): Choice {
  return choose(run, step, element, 'first');
}

/** Every flow without a condition or whose condition holds, else the default flow: what a task takes. */
export function allMatching(run: Run, step: OpenStep, element: ProcessElement): Choice {
  return choose(run, step, element, 'all');
}

/** Every outgoing flow: what a parallel gateway and an event take. */
export function allFlows(run: Run, element: ProcessElement): Choice {
  return { ok: true, flows: flowsOf(run, element) };
}

export function flowsOf(run: Run, element: ProcessElement): Flow[] {
  return element.outgoing.map((id) => flowOf(run, id));
}

function choose(run: Run, step: OpenStep, element: ProcessElement, which: 'first' | 'all'): Choice {
  const taken: Flow[] = [];
  const values = valuesOf(run, step.parent ?? null);
  for (const flow of flowsOf(run, element)) {
    if (flow.id === element.defaultFlow) continue;
    const matches = flow.condition === null || evaluateCondition(flow.condition, values);
    if (matches !== true && !matches.ok) return failure(element, flow, matches.problem);
    if (matches !== true && !matches.value) continue;
    if (which === 'first') return { ok: true, flows: [flow] };
    taken.push(flow);
  }
  if (taken.length > 0) return { ok: true, flows: taken };
  if (element.defaultFlow !== null) return { ok: true, flows: [flowOf(run, element.defaultFlow)] };
  if (element.outgoing.length === 0) return NO_FLOWS;
  return { ok: false, incident: noFlow(element) };
}

function noFlow({ id, name }: ProcessElement): Incident {
  const message = `Expected at least one flow out of "${name}" (${id}) to match, got none. Set a variable and retry the step, or add a default flow and deploy the process again.`;
  return { code: 'no-flow-matches', element: id, message };
}

function failure(element: ProcessElement, flow: Flow, problem: string): Choice {
  const incident = incidentAt(
    element,
    'expression-failed',
    `${problem}, in the condition of flow ${flow.id}`,
  );
  return { ok: false, incident };
}
