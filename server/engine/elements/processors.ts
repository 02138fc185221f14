/** The table of elements: what can be executed, and by which file. */
import type { ElementType, ProcessElement } from '../definition.ts';
import type { Run, Token } from '../run.ts';
import { endEvent } from './end-event.ts';
import { exclusiveGateway } from './exclusive-gateway.ts';
import { parallelGateway } from './parallel-gateway.ts';
import type { Outcome, Processor } from './processor.ts';
import { startEvent } from './start-event.ts';
import { userTask } from './user-task.ts';

const PROCESSORS = {
  startEvent,
  endEvent,
  userTask,
  exclusiveGateway,
  parallelGateway,
} satisfies { [Type in ElementType]: Processor<Type> };

/** The processor of an element; the table above makes the two fit. */
function processorOf<Type extends ElementType>(type: Type): Processor<Type> {
  return PROCESSORS[type] as unknown as Processor<Type>;
}

export function enter(run: Run, step: string, element: ProcessElement, token: Token): Outcome {
  return processorOf(element.type).enter(run, step, element, token);
}

export function complete(run: Run, step: string, element: ProcessElement, background: boolean): Outcome {
  return processorOf(element.type).complete(run, step, element, background);
}

export function cancel(run: Run, step: string, element: ProcessElement): void {
  processorOf(element.type).cancel(run, step, element);
}
