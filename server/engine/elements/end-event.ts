/** None end event: ends its branch, and with the last branch the instance. */
import { begin, completed } from '../run.ts';
import { neverWaits } from './never-waits.ts';
import type { Processor } from './processor.ts';

export const endEvent: Processor<'endEvent'> = {
  enter(run, step, element, token) {
    return begin(run, step, element) ?? endEvent.complete(run, step, element, token.background);
  },
  complete(run, step, element) {
    completed(run, step, element.id);
    return null;
  },
  cancel: neverWaits,
};
