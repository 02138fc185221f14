/** Ends steps without doing them, and closes whatever they hold: nothing stays open behind a step. */
import { closeEventsOf } from './register.ts';
import type { Run } from './run.ts';
import type { OpenStep } from './state.ts';

/** Ends a step, the innermost first. */
export function cancelStep(run: Run, step: OpenStep): void {
  run.tokens.drop(cancelWith(run, step));
}

/** Ends everything inside a step, tokens on the move included; null: everything in the instance. */
export function cancelInside(run: Run, scope: string | null): void {
  run.tokens.drop([scope, ...run.open.inside(scope).flatMap((step) => cancelWith(run, step))]);
}

/** Ends a step and those inside it; gives the ids of all of them. */
function cancelWith(run: Run, step: OpenStep): string[] {
  const inner = run.open.inside(step.id).flatMap((other) => cancelWith(run, other));
  const failed = step.incident !== undefined && run.command.type !== 'cancel';
  if (failed) run.effects.push({ type: 'instance.recovered', step: step.id });
  run.effects.push({ type: 'step.cancelled', step: step.id, element: step.element });
  release(run, step, 'cancelled');
  run.open.delete(step);
  return [...inner, step.id];
}

/** Closes the task, job, child, timers and subscriptions of a step. */
export function release(run: Run, step: OpenStep, reason: 'completed' | 'cancelled'): void {
  if (step.performer !== undefined) run.effects.push({ type: 'task.closed', step: step.id, reason });
  if (step.topic !== undefined) run.effects.push({ type: 'job.cancelled', step: step.id });
  if (step.process !== undefined) run.effects.push({ type: 'child.cancelled', step: step.id });
  delete step.performer;
  delete step.topic;
  delete step.process;
  closeEventsOf(run, step.id);
}
