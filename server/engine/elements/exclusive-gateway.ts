/** Exclusive gateway: takes the first flow that matches; merges by letting every token through. */
import { firstMatching } from './flows.ts';
import { DONE, type Processor } from './processor.ts';

export const exclusiveGateway: Processor<'exclusiveGateway'> = {
  enter: () => DONE,
  leave: firstMatching,
};
