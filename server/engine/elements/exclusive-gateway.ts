/** Exclusive gateway: takes the first flow that matches; merges by letting every token through. */
import { begin, completed, sendAlong } from '../run.ts';
import { firstMatching } from './flows.ts';
import { neverWaits } from './never-waits.ts';
import type { Processor } from './processor.ts';

export const exclusiveGateway: Processor<'exclusiveGateway'> = {
  enter(run, step, element, token) {
    return (
      begin(run, step, element) ??
      exclusiveGateway.complete(run, step, element, element.background ?? token.background)
    );
  },
  complete(run, step, element, background) {
    const choice = firstMatching(run, element);
    if (!choice.ok) return choice.incident;
    completed(run, step, element.id);
    sendAlong(run, choice.flows, background);
    return null;
  },
  cancel: neverWaits,
};
