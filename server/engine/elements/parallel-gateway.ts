/** Parallel gateway: waits for one token on every incoming flow, then sends one along every outgoing flow. */
import { invariant } from '../invariant.ts';
import { begin, completed, sendAlong } from '../run.ts';
import type { PendingJoin } from '../state.ts';
import { allFlows } from './flows.ts';
import type { Processor } from './processor.ts';

export const parallelGateway: Processor<'parallelGateway'> = {
  enter(run, step, element, token) {
    const flow = token.flow;
    invariant(flow !== null, `a flow into the gateway ${element.id}`);
    const open = run.joins.find((join) => join.element === element.id && !join.arrived.includes(flow));
    const looping = open === undefined ? begin(run, step, element) : null;
    if (looping !== null) return looping;
    const join: PendingJoin = {
      id: open?.id ?? step,
      element: element.id,
      arrived: [...(open?.arrived ?? []), flow],
    };
    run.joins = [...run.joins.filter((other) => other !== open), join];
    if (element.incoming.some((id) => !join.arrived.includes(id))) return null;
    return parallelGateway.complete(run, join.id, element, element.background ?? token.background);
  },
  complete(run, step, element, background) {
    run.joins = run.joins.filter((join) => join.id !== step);
    completed(run, step, element.id);
    sendAlong(run, allFlows(run, element), background);
    return null;
  },
  cancel(run, step, element) {
    run.joins = run.joins.filter((join) => join.id !== step);
    run.effects.push({ type: 'step.cancelled', step, element: element.id });
  },
};
