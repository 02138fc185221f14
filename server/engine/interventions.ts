/** What an administrator can do to a running instance besides cancelling it. */
import { ProtocolError, phrase } from '../../lib/protocol/index.ts';
import { cancelInside } from './cancel.ts';
import type { ProcessElement } from './definition.ts';
import { executeAgain } from './enter.ts';
import { finish } from './finish.ts';
import { recover } from './incident.ts';
import { type CommandOf, instanceClosed, staleEvent, taskRefusal } from './refusals.ts';
import { elementOf, type Run } from './run.ts';
import { write } from './scope.ts';
import type { State } from './state.ts';

/** Executes a failed step once more; one of which only the end failed is ended once more. */
export function retry(run: Run, { step: id }: CommandOf<'retry'>): void {
  const step = run.open.get(id);
  if (step?.incident === undefined) throw staleEvent(id);
  recover(run, step);
  if (step.over !== undefined) finish(run, step, step.over);
  else if (step.loop !== undefined) run.ended.push({ scope: step.id, iteration: null });
  else executeAgain(run, step);
}

/** Ends a waiting or failed step without doing it. An outcome that is a flow out of the step takes that flow. */
export function skip(run: Run, command: CommandOf<'skip'>): void {
  const step = run.open.get(command.step);
  if (step === undefined) throw staleEvent(command.step);
  const { variables, reason } = command;
  const element = elementOf(run, step.element);
  const outcome = outcomeFor(element, command.outcome);
  cancelInside(run, step.id);
  write(run, step.id, variables);
  const result = element.type === 'userTask' ? element.plan.result : null;
  if (result !== null && outcome !== null) write(run, step.id, { [result]: outcome });
  finish(run, step, { outcome, skipped: reason });
}

/** A question with several answers has a list of them as its outcome, and nothing else has. */
function outcomeFor(
  element: ProcessElement,
  outcome: CommandOf<'skip'>['outcome'],
): CommandOf<'skip'>['outcome'] {
  const isList = element.type === 'userTask' && element.plan.kind === 'user-dialog' && element.plan.multiple;
  if (Array.isArray(outcome) && !isList) {
    throw new ProtocolError('step-unfit', {
      expected: phrase('one-outcome', { element: element.name }),
      got: phrase('a-list-of-outcomes'),
    });
  }
  return isList && typeof outcome === 'string' ? [outcome] : outcome;
}

export function setVariables(run: Run, state: State, { variables }: CommandOf<'set-variables'>): void {
  if (state.status === 'completed' || state.status === 'cancelled') throw instanceClosed(state);
  write(run, null, variables);
}

/** Gives the open task of a step to somebody else. */
export function reassign(run: Run, state: State, { step: id, performer }: CommandOf<'reassign'>): void {
  const step = run.open.get(id);
  if (step?.performer === undefined) throw taskRefusal(state, id);
  step.performer = performer;
  run.effects.push({ type: 'task.reassigned', step: id, performer });
}
