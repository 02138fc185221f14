/** Parallel gateway: waits for one token on every incoming flow, then sends one along every outgoing flow. */
import { hasAll } from '../joins.ts';
import { allFlows } from './flows.ts';
import { DONE, type Processor, WAIT } from './processor.ts';

export const parallelGateway: Processor<'parallelGateway'> = {
  enter: (_run, step, element) => (hasAll(step, element) ? DONE : WAIT),
  leave: (run, _step, element) => allFlows(run, element),
};
