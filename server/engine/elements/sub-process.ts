/** Embedded and event sub-process: a scope of its own, over when nothing moves or waits inside it. */
import { invariant } from '../invariant.ts';
import { openEvents, planEvents } from '../register.ts';
import { elementOf, type Run } from '../run.ts';
import { valuesOf } from '../scope.ts';
import { allMatching, NO_FLOWS } from './flows.ts';
import { type Processor, WAIT } from './processor.ts';

export const subProcess: Processor<'subProcess'> = {
  enter(run, step, element, token) {
    const plan = planEvents(run, startsOf(run, element.eventSubProcesses), valuesOf(run, step.id));
    if (!plan.ok) return { next: 'fail', incident: plan.incident };
    openEvents(run, plan.planned, step.id, step.id);
    step.executions = {};
    const { background } = token;
    run.tokens.push({ element: element.start, flow: null, scope: step.id, background });
    return WAIT;
  },
  leave: (run, step, element) => (element.triggeredByEvent ? NO_FLOWS : allMatching(run, step, element)),
};

/** The start events of event sub-processes. */
export function startsOf(run: Run, eventSubProcesses: string[]): string[] {
  return eventSubProcesses.map((id) => {
    const element = elementOf(run, id);
    invariant(element.type === 'subProcess', `an event sub-process at ${id}`);
    return element.start;
  });
}
