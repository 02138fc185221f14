/** Boundary event: entered when it has happened. */
import { allMatching } from './flows.ts';
import { DONE, type Processor } from './processor.ts';

export const boundaryEvent: Processor<'boundaryEvent'> = {
  enter: () => DONE,
  leave: allMatching,
};
