/** What an event does when it happens: to the step that waits for it, or to the step or scope it is fixed to. */
import { cancelInside, cancelStep } from './cancel.ts';
import type { ElementOf } from './definition.ts';
import { finish } from './finish.ts';
import { invariant } from './invariant.ts';
import type { Values } from './model.ts';
import { closeEvent, eventsOf, renew } from './register.ts';
import { elementOf, type Run, stepOf } from './run.ts';
import { write } from './scope.ts';
import type { OpenStep, Registration } from './state.ts';

/** Carries out an event that was waited for. `variables` is what it brings. */
export function happen(run: Run, registration: Registration, variables: Values): void {
  const element = elementOf(run, registration.element);
  const { step } = registration;
  if (element.type === 'startEvent') {
    if (!element.interrupting) renew(run, registration);
    startEventSubProcess(run, step ?? null, element, variables);
    return;
  }
  invariant(step !== undefined, `a step that waits for ${registration.id}`);
  if (element.type === 'boundaryEvent') {
    if (!element.interrupting) renew(run, registration);
    passBoundary(run, stepOf(run, step), element, variables);
  } else goOn(run, stepOf(run, step), element.id, variables);
}

/** Goes out of a step by a boundary event. */
export function passBoundary(
  run: Run,
  step: OpenStep,
  { id, interrupting }: ElementOf<'boundaryEvent'>,
  variables: Values,
): void {
  const scope = step.parent ?? null;
  write(run, scope, variables);
  if (interrupting) cancelStep(run, step);
  run.tokens.push({ element: id, flow: null, scope, background: false, ...fromOutside(run) });
}

/**
 * Begins an event sub-process. What the event brings is written as every result is; one that may run several
 * times keeps its own copy besides, so that one run does not see what another brought.
 */
export function startEventSubProcess(
  run: Run,
  scope: string | null,
  { parent, interrupting }: ElementOf<'startEvent'>,
  variables: Values,
): void {
  invariant(parent !== null, 'an event sub-process around its start event');
  if (interrupting) {
    cancelInside(run, scope);
    for (const event of eventsOf(run, scope))
      if (elementOf(run, event.element).type === 'startEvent') closeEvent(run, event);
  }
  write(run, scope, variables);
  const own = interrupting || Object.keys(variables).length === 0 ? {} : { variables };
  run.tokens.push({ element: parent, flow: null, scope, background: false, ...own, ...fromOutside(run) });
}

/** Lets the step go on that waits for the event, or the way behind an event-based gateway. */
function goOn(run: Run, step: OpenStep, element: string, variables: Values): void {
  write(run, step.id, variables);
  finish(run, step);
  if (step.element === element) return;
  const background = step.background === true;
  run.tokens.push({ element, flow: null, scope: step.parent ?? null, background, happened: true });
}

/** Serves everybody in this instance who waits for a signal, in the order in which they began to. */
export function broadcast(run: Run, name: string, variables: Values): void {
  for (const registration of run.registrations.all()) {
    const { event } = registration;
    if (event?.kind !== 'signal' || event.name !== name) continue;
    if (run.registrations.has(registration.id)) happen(run, registration, variables);
  }
}

/** Events that come with the command are no loop of the process. */
function fromOutside({ command, moves }: Run): { uncounted?: true } {
  const comes = command.type === 'timer' || command.type === 'event';
  return comes && moves === 0 ? { uncounted: true } : {};
}
