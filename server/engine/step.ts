/**
 * The interpreter: what a command makes of an instance. A pure function: the same definition, state and
 * command always give the same state and the same effects, so that replay and simulation are cheap.
 */
import { cancelInside } from './cancel.ts';
import type { Definition } from './definition.ts';
import { reassign, retry, setVariables, skip } from './interventions.ts';
import { invariant } from './invariant.ts';
import type { EngineCommand } from './model.ts';
import { childEnded, completeStep, eventHappens, jobCompleted, jobFailed } from './occurrences.ts';
import { type CommandOf, instanceClosed, noCase } from './refusals.ts';
import { closeEventsOf } from './register.ts';
import { openRun, type Run } from './run.ts';
import { outcome, type StepOutcome, settle } from './settle.ts';
import type { State } from './state.ts';

/** Carries out one command. Throws `ProtocolError` where the command does not fit the state. */
export function step(definition: Definition, state: State | null, command: EngineCommand): StepOutcome {
  const run = openRun(definition, state, command);
  if (command.type === 'start') {
    invariant(state === null, 'no state before the start of an instance');
    return start(run, command);
  }
  invariant(state !== null, 'the state of an instance that has been started');
  if (command.type === 'cancel') return cancelInstance(run, state);
  carryOut(run, state, command);
  return settle(run);
}

/** Carries out any command but the first and the last; `settle` moves what it has set in motion. */
export function carryOut(
  run: Run,
  state: State,
  command: Exclude<EngineCommand, { type: 'start' | 'cancel' }>,
): void {
  switch (command.type) {
    case 'complete':
      completeStep(run, state, command);
      return;
    case 'timer':
      eventHappens(run, command.timer, {});
      return;
    case 'event':
      eventHappens(run, command.subscription, command.variables);
      return;
    case 'job.completed':
      jobCompleted(run, command);
      return;
    case 'job.failed':
      jobFailed(run, command);
      return;
    case 'child.ended':
      childEnded(run, command);
      return;
    case 'retry':
      retry(run, command);
      return;
    case 'skip':
      skip(run, command);
      return;
    case 'set-variables':
      setVariables(run, state, command);
      return;
    case 'reassign':
      reassign(run, state, command);
      return;
    case 'case.move':
    case 'case.settle':
    case 'case.add':
    case 'case.remove':
      throw noCase();
  }
}

function start(run: Run, command: CommandOf<'start'>): StepOutcome {
  const element = command.start ?? run.definition.start;
  invariant(element !== null, `a start event to begin the process ${run.definition.key} with`);
  run.variables = { ...command.variables };
  run.tokens.push({ element, flow: null, scope: null, background: false });
  return settle(run);
}

function cancelInstance(run: Run, state: State): StepOutcome {
  if (state.status === 'completed' || state.status === 'cancelled') throw instanceClosed(state);
  cancelInside(run, null);
  closeEventsOf(run, null);
  run.effects.push({ type: 'instance.ended', status: 'cancelled', error: null });
  return outcome(run, 'cancelled');
}
