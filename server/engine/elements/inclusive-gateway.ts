/**
 * Inclusive gateway: waits while a token that can still come is under way, then takes every flow that matches.
 * Whether one can come is seen when nothing else moves: `joins.ts`.
 */
import { hasAll } from '../joins.ts';
import { allMatching } from './flows.ts';
import { DONE, type Processor, WAIT } from './processor.ts';

export const inclusiveGateway: Processor<'inclusiveGateway'> = {
  enter: (_run, step, element) => (element.loose || hasAll(step, element) ? DONE : WAIT),
  leave: allMatching,
};
