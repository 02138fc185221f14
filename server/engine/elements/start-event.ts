/** Start event: where an instance, a sub-process or an event sub-process begins. */
import { openEvents, planEvents } from '../register.ts';
import type { Run } from '../run.ts';
import { valuesOf } from '../scope.ts';
import type { OpenStep } from '../state.ts';
import { allFlows } from './flows.ts';
import { DONE, type Processor } from './processor.ts';
import { startsOf } from './sub-process.ts';

export const startEvent: Processor<'startEvent'> = {
  enter(run, step, element) {
    return element.parent === null ? beginInstance(run, step) : DONE;
  },
  leave: (run, _step, element) => allFlows(run, element),
};

/** From here on the event sub-processes of the process can begin. */
function beginInstance(run: Run, step: OpenStep) {
  const starts = startsOf(run, run.definition.eventSubProcesses);
  const plan = planEvents(run, starts, valuesOf(run, null));
  if (!plan.ok) return { next: 'fail', incident: plan.incident } as const;
  openEvents(run, plan.planned, null, step.id);
  return DONE;
}
