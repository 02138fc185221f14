/**
 * The working copy of one instance while a command is carried out: tokens on the move, what has become of the
 * state, and the effects so far. Made from a state, turned back into one, and never kept.
 */
import type { Definition, Flow, ProcessElement } from './definition.ts';
import { invariant, own } from './invariant.ts';
import type { Effect, EngineCommand, InstanceStatus, Values } from './model.ts';
import { OpenSteps } from './open-steps.ts';
import { Registrations } from './registrations.ts';
import type { OpenStep, State } from './state.ts';
import { Tokens } from './tokens.ts';

/** A scope in which something has ended, so that it may be over itself. */
interface Ended {
  scope: string | null;
  /** The variables of the execution of a multi-instance that has ended; null: something else has. */
  iteration: Values | null;
}

export interface BpmnError {
  code: string;
  message: string;
}

export interface Run {
  readonly definition: Definition;
  readonly command: EngineCommand;
  readonly called: boolean;
  variables: Values;
  caption: string;
  steps: number;
  events: number;
  executions: Record<string, number>;
  readonly open: OpenSteps;
  readonly registrations: Registrations;
  readonly tokens: Tokens;
  ended: Ended[];
  moves: number;
  /** The error that the instance ends with. */
  error: BpmnError | null;
  effects: Effect[];
}

/** The working copy of a state; `null` for an instance that is about to start. */
export function openRun(definition: Definition, state: State | null, command: EngineCommand): Run {
  return {
    definition,
    command,
    called: state === null ? command.type === 'start' && command.called === true : state.called === true,
    variables: state?.variables ?? {},
    caption: state?.caption ?? '',
    steps: state?.steps ?? 0,
    events: state?.events ?? 0,
    executions: { ...state?.executions },
    open: new OpenSteps(state?.open ?? []),
    registrations: new Registrations(state?.registrations ?? []),
    tokens: new Tokens(),
    ended: [],
    moves: 0,
    error: null,
    effects: [],
  };
}

/** The state that a working copy has arrived at. */
export function closeRun(run: Run, status: InstanceStatus): State {
  const { variables, caption, steps, events, executions } = run;
  const [open, registrations] = [run.open.all(), run.registrations.all()];
  const called = run.called ? ({ called: true } as const) : {};
  return { format: 2, status, ...called, variables, caption, steps, events, executions, open, registrations };
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

/** An open step that must be there. */
export function stepOf(run: Run, id: string): OpenStep {
  const step = run.open.get(id);
  invariant(step, `the open step ${id}`);
  return step;
}

/** Whether a step is one of the executions of a multi-instance. */
export function isIteration({ index }: OpenStep): boolean {
  return index !== undefined;
}

/** The ids of the event sub-processes that can begin inside a step; null: inside the process itself. */
export function eventSubProcessesIn(run: Run, scope: string | null): string[] {
  if (scope === null) return run.definition.eventSubProcesses;
  const step = stepOf(run, scope);
  const element = elementOf(run, step.element);
  return element.type === 'subProcess' && step.loop === undefined ? element.eventSubProcesses : [];
}
