/** BPMN errors: they go up through the scopes until somebody handles them. */
import { cancelInside } from './cancel.ts';
import type { ElementOf, EventOf, ProcessElement } from './definition.ts';
import { startsOf } from './elements/sub-process.ts';
import { passBoundary, startEventSubProcess } from './happen.ts';
import type { Values } from './model.ts';
import { type BpmnError, elementOf, eventSubProcessesIn, isIteration, type Run, stepOf } from './run.ts';
import type { OpenStep } from './state.ts';

/**
 * Gives an error to whoever handles it first: a boundary event on the step that it comes from, then event
 * sub-processes beside that step, then the boundary of the sub-process around it, and so on. One that names
 * the code goes before one that takes every error. False: nobody does, and nothing has changed.
 */
export function throwError(run: Run, from: OpenStep | null, scope: string | null, error: BpmnError): boolean {
  let step = from;
  for (let around = scope; ; ) {
    if (step !== null && catchAtBoundary(run, step, error)) return true;
    if (catchInside(run, around, step?.element ?? null, error)) return true;
    if (around === null) return false;
    step = stepOf(run, around);
    around = step.parent ?? null;
  }
}

/** Ends the instance with an error that nobody in it handles; whoever called it gets the error. */
export function endWith(run: Run, { code, message }: BpmnError): void {
  run.error = { code, message };
  cancelInside(run, null);
}

function catchAtBoundary(run: Run, step: OpenStep, error: BpmnError): boolean {
  // The boundary events of a multi-instance are on its body.
  if (isIteration(step)) return false;
  const events = elementOf(run, step.element).boundary.map((id) => elementOf(run, id));
  const handler = bestOf(events, error);
  if (handler?.element.type !== 'boundaryEvent') return false;
  passBoundary(run, step, handler.element, valuesFor(handler.event, error));
  return true;
}

/** Event sub-processes of a scope, except the one that the error comes out of. */
function catchInside(run: Run, scope: string | null, without: string | null, error: BpmnError): boolean {
  const candidates = eventSubProcessesIn(run, scope).filter((id) => id !== without);
  const handler = bestOf(
    startsOf(run, candidates).map((id) => elementOf(run, id)),
    error,
  );
  if (handler?.element.type !== 'startEvent') return false;
  // An error always ends the scope that it is handled in.
  const start: ElementOf<'startEvent'> = { ...handler.element, interrupting: true };
  startEventSubProcess(run, scope, start, valuesFor(handler.event, error));
  return true;
}

interface Handler {
  element: ProcessElement;
  event: EventOf<'error'>;
}

function bestOf(elements: ProcessElement[], { code }: BpmnError): Handler | undefined {
  const handlers = elements.flatMap((element): Handler[] => {
    const event = element.type === 'boundaryEvent' || element.type === 'startEvent' ? element.event : null;
    return event?.kind === 'error' ? [{ element, event }] : [];
  });
  return (
    handlers.find(({ event }) => event.code === code) ?? handlers.find(({ event }) => event.code === null)
  );
}

function valuesFor({ codeVariable, messageVariable }: EventOf<'error'>, error: BpmnError): Values {
  return {
    ...(codeVariable === null ? {} : { [codeVariable]: error.code }),
    ...(messageVariable === null ? {} : { [messageVariable]: error.message }),
  };
}
