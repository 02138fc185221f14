/**
 * The interpreter: what a command makes of an instance. A pure function: the same definition, state and
 * command always give the same state and the same effects, so that replay and simulation are cheap.
 */
import { ProtocolError } from '../../lib/protocol/index.ts';
import { captionOf } from './caption.ts';
import type { Definition } from './definition.ts';
import { cancel, complete, enter } from './elements/processors.ts';
import { invariant } from './invariant.ts';
import type { Effect, EngineCommand } from './model.ts';
import { closeRun, elementOf, failed, nextStep, openRun, type Run, type Token } from './run.ts';
import { starvedJoins } from './starved-joins.ts';
import type { State } from './state.ts';

export interface StepOutcome {
  state: State;
  effects: Effect[];
}

type CommandOf<Type extends EngineCommand['type']> = Extract<EngineCommand, { type: Type }>;

/** Carries out one command. Throws `ProtocolError` where the command does not fit the state. */
export function step(definition: Definition, state: State | null, command: EngineCommand): StepOutcome {
  switch (command.type) {
    case 'start':
      invariant(state === null, 'no state before the start of an instance');
      return start(definition, command);
    case 'complete':
      invariant(state !== null, 'the state of an instance to complete a step of');
      return completeStep(definition, state, command);
    case 'cancel':
      invariant(state !== null, 'the state of an instance to cancel');
      return cancelInstance(definition, state, command);
  }
}

function start(definition: Definition, command: CommandOf<'start'>): StepOutcome {
  const run = openRun(definition, null, command);
  run.variables = { ...command.variables };
  recaption(run);
  run.queue.push({ element: definition.start, flow: null, background: false });
  return settle(run);
}

function completeStep(definition: Definition, state: State, command: CommandOf<'complete'>): StepOutcome {
  const waiting = state.waiting.find(({ id }) => id === command.step);
  if (waiting === undefined) throw refusal(state, command.step);
  const run = openRun(definition, state, command);
  run.variables = { ...run.variables, ...command.variables };
  if (waiting.result !== null) run.variables = { ...run.variables, [waiting.result]: command.outcome };
  const element = elementOf(run, waiting.element);
  const incident = complete(run, waiting.id, element, element.background ?? false);
  if (incident !== null) failed(run, waiting.id, incident);
  recaption(run);
  return settle(run);
}

function cancelInstance(definition: Definition, state: State, command: CommandOf<'cancel'>): StepOutcome {
  if (isOver(state)) throw new ProtocolError('instance-closed', { status: state.status });
  const run = openRun(definition, state, command);
  for (const { id, element } of state.waiting) cancel(run, id, elementOf(run, element));
  for (const { id, element } of state.joins) cancel(run, id, elementOf(run, element));
  run.effects.push({ type: 'instance.ended', status: 'cancelled' });
  return { state: closeRun(run, 'cancelled'), effects: run.effects };
}

/** Moves every token until it waits, ends or fails, then sees what has become of the instance. */
function settle(run: Run): StepOutcome {
  for (let token = run.queue.shift(); token !== undefined; token = run.queue.shift()) move(run, token);
  for (const { step, incident } of starvedJoins(run)) failed(run, step, incident);
  if (run.failures.length > 0) return { state: closeRun(run, 'error'), effects: run.effects };
  if (run.waiting.length > 0) return { state: closeRun(run, 'running'), effects: run.effects };
  invariant(run.joins.length === 0, 'no gateway that waits in an instance that ends');
  run.effects.push({ type: 'instance.ended', status: 'completed' });
  return { state: closeRun(run, 'completed'), effects: run.effects };
}

function move(run: Run, token: Token): void {
  const element = elementOf(run, token.element);
  const step = nextStep(run);
  const incident = enter(run, step, element, token);
  if (incident !== null) failed(run, step, incident);
}

function recaption(run: Run): void {
  const caption = captionOf(run.definition, run.variables);
  if (caption === run.caption) return;
  run.caption = caption;
  run.effects.push({ type: 'instance.captioned', caption });
}

function isOver({ status }: State): boolean {
  return status === 'completed' || status === 'cancelled';
}

/** Tells a step that is over from one that never was. */
function refusal(state: State, step: string): ProtocolError {
  const number = /^s([1-9]\d*)$/.exec(step)?.[1];
  if (number === undefined || Number(number) > state.steps)
    return new ProtocolError('task-unknown', { task: step });
  const reason = state.status === 'cancelled' ? 'cancelled' : 'completed';
  return new ProtocolError('task-closed', { reason, by: 'somebody', at: 'an earlier time' });
}
