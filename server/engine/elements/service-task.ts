/** Service, send and business-rule tasks: a worker carries out a system action. */
import { createJob } from '../job.ts';
import { allMatching } from './flows.ts';
import type { Processor } from './processor.ts';

export const serviceTask: Processor<'serviceTask'> = {
  enter: (run, step, element) => createJob(run, step, element, element.action),
  leave: allMatching,
};
