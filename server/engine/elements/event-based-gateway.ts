/** Event-based gateway: waits for the events behind it; the first that comes decides. */
import { openEvents, planEvents } from '../register.ts';
import { valuesOf } from '../scope.ts';
import { flowsOf, NO_FLOWS } from './flows.ts';
import { type Processor, WAIT } from './processor.ts';

export const eventBasedGateway: Processor<'eventBasedGateway'> = {
  enter(run, step, element) {
    const behind = flowsOf(run, element).map(({ target }) => target);
    const plan = planEvents(run, behind, valuesOf(run, step.id));
    if (!plan.ok) return { next: 'fail', incident: plan.incident };
    openEvents(run, plan.planned, step.id, step.id);
    return WAIT;
  },
  /** An event goes on at its own element; an administrator who skips the gateway waits for the first one. */
  leave(run, _step, element, { skipped }) {
    return skipped === null ? NO_FLOWS : { ok: true, flows: flowsOf(run, element).slice(0, 1) };
  },
};
