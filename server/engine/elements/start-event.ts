/** None start event: where every instance begins. */
import { begin, completed, sendAlong } from '../run.ts';
import { allFlows } from './flows.ts';
import { neverWaits } from './never-waits.ts';
import type { Processor } from './processor.ts';

export const startEvent: Processor<'startEvent'> = {
  enter(run, step, element, token) {
    return (
      begin(run, step, element) ??
      startEvent.complete(run, step, element, element.background ?? token.background)
    );
  },
  complete(run, step, element, background) {
    completed(run, step, element.id);
    sendAlong(run, allFlows(run, element), background);
    return null;
  },
  cancel: neverWaits,
};
