/** Which flows are taken. The one place that evaluates conditions. */
import type { Flow, ProcessElement } from '../definition.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import type { Incident } from '../model.ts';
import { flowOf, type Run } from '../run.ts';

export type Choice = { ok: true; flows: Flow[] } | { ok: false; incident: Incident };

/** The first flow whose condition holds, else the default flow: what an exclusive gateway takes. */
export function firstMatching(run: Run, element: ProcessElement): Choice {
  return choose(run, element, 'first');
}

/** Every flow without a condition or whose condition holds, else the default flow: what a task takes. */
export function allMatching(run: Run, element: ProcessElement): Choice {
  return choose(run, element, 'all');
}

/** Every outgoing flow: what a parallel gateway and a start event take. */
export function allFlows(run: Run, element: ProcessElement): Flow[] {
  return element.outgoing.map((id) => flowOf(run, id));
}

function choose(run: Run, element: ProcessElement, which: 'first' | 'all'): Choice {
  const taken: Flow[] = [];
  for (const flow of allFlows(run, element)) {
    if (flow.id === element.defaultFlow) continue;
    const matches = flow.condition === null || evaluateCondition(flow.condition, run.variables);
    if (matches !== true && !matches.ok) return failure(element, flow, matches.problem);
    if (matches !== true && !matches.value) continue;
    if (which === 'first') return { ok: true, flows: [flow] };
    taken.push(flow);
  }
  if (taken.length > 0) return { ok: true, flows: taken };
  if (element.defaultFlow !== null) return { ok: true, flows: [flowOf(run, element.defaultFlow)] };
  if (element.outgoing.length === 0) return { ok: true, flows: [] };
  return { ok: false, incident: noFlow(element) };
}

function noFlow({ id, name }: ProcessElement): Incident {
  return {
    code: 'no-flow-matches',
    element: id,
    message: `Expected at least one flow out of "${name}" (${id}) to match, got none. Add a default flow, deploy the process again and start a new instance.`,
  };
}

function failure({ id, name }: ProcessElement, flow: Flow, problem: string): Choice {
  return {
    ok: false,
    incident: {
      code: 'expression-failed',
      element: id,
      message: `${problem}, in the condition of flow ${flow.id} out of "${name}" (${id}). Correct the condition, deploy the process again and start a new instance.`,
    },
  };
}
