/** Manual and undefined tasks: somebody does something that the process does not wait for. */
import { allMatching } from './flows.ts';
import { DONE, type Processor } from './processor.ts';

export const passThrough: Processor<'passThrough'> = {
  enter: () => DONE,
  leave: allMatching,
};
