/** User task: opens a task and waits until a person completes it. */
import { openTask } from '../open-task.ts';
import { valuesOf } from '../scope.ts';
import { allMatching } from './flows.ts';
import { type Processor, WAIT } from './processor.ts';

export const userTask: Processor<'userTask'> = {
  enter(run, step, element, token) {
    const values = valuesOf(run, step.id);
    const opening = openTask(element, { step: step.id, values, now: run.command.now }, token.background);
    if (!opening.ok) return { next: 'fail', incident: opening.incident };
    step.performer = opening.task.performer;
    run.effects.push({ type: 'task.opened', task: opening.task });
    return WAIT;
  },
  leave: allMatching,
};
