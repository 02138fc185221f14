/** Moves every token until it waits, ends or fails, then sees what has become of the instance. */
import { captionOf } from './caption.ts';
import { move } from './enter.ts';
import { finish } from './finish.ts';
import { fail } from './incident.ts';
import { readyJoin } from './joins.ts';
import { continueLoop } from './loop.ts';
import type { Effect } from './model.ts';
import { closeEventsOf } from './register.ts';
import { closeRun, type Run } from './run.ts';
import { starvedJoins } from './starved-joins.ts';
import type { State } from './state.ts';

export interface StepOutcome {
  state: State;
  effects: Effect[];
}

/** Lets the instance run until nothing moves any more. */
export function settle(run: Run): StepOutcome {
  moveAll(run);
  const failed = run.open.find(({ incident }) => incident !== undefined);
  if (failed !== undefined) return outcome(run, 'error');
  if (run.open.size > 0) return outcome(run, 'running');
  closeEventsOf(run, null);
  run.effects.push({ type: 'instance.ended', status: 'completed', error: run.error });
  return outcome(run, 'completed');
}

/** Moves every token until nothing moves any more, and looks no further. */
export function moveAll(run: Run): void {
  recaption(run);
  while (goOn(run));
  for (const { step, incident } of starvedJoins(run)) fail(run, step, incident);
  recaption(run);
}

/** One move; false when there is none. What has ended is looked at before the next token moves. */
function goOn(run: Run): boolean {
  const ended = run.ended.shift();
  if (ended !== undefined) {
    const scope = ended.scope === null ? undefined : run.open.get(ended.scope);
    if (scope === undefined) return true;
    if (scope.loop !== undefined) continueLoop(run, scope, ended.iteration);
    else if (isEmpty(run, scope.id)) finish(run, scope);
    return true;
  }
  const token = run.tokens.take();
  const join = token === undefined ? readyJoin(run) : null;
  if (token !== undefined) move(run, token);
  else if (join !== null) finish(run, join);
  return token !== undefined || join !== null;
}

/** Whether nothing moves or waits in a scope. */
function isEmpty(run: Run, scope: string): boolean {
  return !run.tokens.isIn(scope) && run.open.inside(scope).length === 0;
}

export function outcome(run: Run, status: State['status']): StepOutcome {
  return { state: closeRun(run, status), effects: run.effects };
}

function recaption(run: Run): void {
  const caption = captionOf(run.definition, run.variables);
  if (caption === run.caption) return;
  run.caption = caption;
  run.effects.push({ type: 'instance.captioned', caption });
}
