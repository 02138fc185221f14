/**
 * The working copy of one instance while a command is carried out: tokens on the move, what has become of the
 * state, and the effects so far. Made from a state, turned back into one, and never kept.
 */
import type { Definition, Flow, ProcessElement } from './definition.ts';
import { invariant, own } from './invariant.ts';
import type { Effect, EngineCommand, Incident, Values } from './model.ts';
import type { Failure, PendingJoin, State, WaitingStep } from './state.ts';

/** How often one element may be executed in one instance. */
export const MAX_EXECUTIONS = 100;

/** A token on its way to an element. `flow` is null for the one that starts the instance. */
export interface Token {
  element: string;
  flow: string | null;
  background: boolean;
}

export interface Run {
  readonly definition: Definition;
  readonly command: EngineCommand;
  variables: Values;
  caption: string;
  steps: number;
  executions: Record<string, number>;
  waiting: WaitingStep[];
  joins: PendingJoin[];
  failures: Failure[];
  queue: Token[];
  effects: Effect[];
}

/** The working copy of a state; `null` for an instance that is about to start. */
export function openRun(definition: Definition, state: State | null, command: EngineCommand): Run {
  return {
    definition,
    command,
    variables: state?.variables ?? {},
    caption: state?.caption ?? '',
    steps: state?.steps ?? 0,
    executions: { ...state?.executions },
    waiting: [...(state?.waiting ?? [])],
    joins: [...(state?.joins ?? [])],
    failures: [...(state?.failures ?? [])],
    queue: [],
    effects: [],
  };
}

/** The state that a working copy has arrived at. */
export function closeRun(run: Run, status: State['status']): State {
  const { variables, caption, steps, executions, waiting, joins, failures } = run;
  return { format: 1, status, variables, caption, steps, executions, waiting, joins, failures };
}

/** The id of the next step. */
export function nextStep(run: Run): string {
  run.steps += 1;
  return `s${run.steps}`;
}

export function elementOf(run: Run, id: string): ProcessElement {
  const element = own(run.definition.elements, id);
  invariant(element, `the element ${id} in process ${run.definition.key}`);
  return element;
}

export function flowOf(run: Run, id: string): Flow {
  const flow = own(run.definition.flows, id);
  invariant(flow, `the flow ${id} in process ${run.definition.key}`);
  return flow;
}

/** Begins a step, or says why not: the loop guard stops an element that is executed without end. */
export function begin(run: Run, step: string, { id, type, name }: ProcessElement): Incident | null {
  const executions = (own(run.executions, id) ?? 0) + 1;
  if (executions > MAX_EXECUTIONS) return loopGuard(id, name);
  run.executions[id] = executions;
  run.effects.push({ type: 'step.entered', step, element: id, elementType: type, name });
  return null;
}

function loopGuard(element: string, name: string): Incident {
  const message = `Expected "${name}" (${element}) to be executed at most ${MAX_EXECUTIONS} times in one instance, got more. Give the loop a condition that ends it.`;
  return { code: 'loop-guard', element, message };
}

/** Notes that a step is over. */
export function completed(
  run: Run,
  step: string,
  element: string,
  outcome: string | string[] | null = null,
): void {
  run.effects.push({ type: 'step.completed', step, element, outcome });
}

/** Parks a token that cannot move; the instance is in *Error* from here on. */
export function failed(run: Run, step: string, incident: Incident): void {
  run.failures.push({ step, incident });
  run.effects.push({ type: 'instance.failed', incident });
}

/** Sends a token along each flow. */
export function sendAlong(run: Run, flows: Flow[], background: boolean): void {
  for (const { id, target } of flows) run.queue.push({ element: target, flow: id, background });
}
