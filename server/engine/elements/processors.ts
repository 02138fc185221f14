/** The table of elements: what can be executed, and by which file. */
import type { ElementType, ProcessElement } from '../definition.ts';
import type { Run } from '../run.ts';
import type { OpenStep, Over } from '../state.ts';
import type { Token } from '../tokens.ts';
import { boundaryEvent } from './boundary-event.ts';
import { callActivity } from './call-activity.ts';
import { catchEvent, receiveTask } from './catch-event.ts';
import { endEvent } from './end-event.ts';
import { eventBasedGateway } from './event-based-gateway.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import type { Choice } from './flows.ts';
import { inclusiveGateway } from './inclusive-gateway.ts';
import { parallelGateway } from './parallel-gateway.ts';
import { passThrough } from './pass-through.ts';
import type { Entry, Processor } from './processor.ts';
import { serviceTask } from './service-task.ts';
import { startEvent } from './start-event.ts';
import { subProcess } from './sub-process.ts';
import { catchLink, throwLink } from './throw-link.ts';
import { throwSignal } from './throw-signal.ts';
import { userTask } from './user-task.ts';

const PROCESSORS = {
  startEvent,
  endEvent,
  userTask,
  passThrough,
  serviceTask,
  receiveTask,
  catchEvent,
  throwSignal,
  throwLink,
  catchLink,
  boundaryEvent,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  subProcess,
  callActivity,
} satisfies { [Type in ElementType]: Processor<Type> };

/** The processor of an element; the table above makes the two fit. */
function processorOf<Type extends ElementType>(type: Type): Processor<Type> {
  return PROCESSORS[type] as unknown as Processor<Type>;
}

export function enter(run: Run, step: OpenStep, element: ProcessElement, token: Token): Entry {
  return processorOf(element.type).enter(run, step, element, token);
}

export function leave(run: Run, step: OpenStep, element: ProcessElement, over: Over): Choice {
  return processorOf(element.type).leave(run, step, element, over);
}
