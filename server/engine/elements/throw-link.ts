/** Link events: a flow that is not drawn. */
import { allFlows, NO_FLOWS } from './flows.ts';
import { DONE, type Processor } from './processor.ts';

export const throwLink: Processor<'throwLink'> = {
  enter(run, step, element, { background }) {
    run.tokens.push({ element: element.target, flow: null, scope: step.parent ?? null, background });
    return DONE;
  },
  leave: () => NO_FLOWS,
};

export const catchLink: Processor<'catchLink'> = {
  enter: () => DONE,
  leave: (run, _step, element) => allFlows(run, element),
};
