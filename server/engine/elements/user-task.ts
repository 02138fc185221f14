/** User task: opens a task and waits until a person completes it. */
import { openTask } from '../open-task.ts';
import { begin, completed, sendAlong } from '../run.ts';
import { allMatching } from './flows.ts';
import type { Processor } from './processor.ts';

export const userTask: Processor<'userTask'> = {
  enter(run, step, element, token) {
    const looping = begin(run, step, element);
    if (looping !== null) return looping;
    const opening = openTask(run, step, element, token.background);
    if (!opening.ok) return opening.incident;
    const { performer } = opening.task;
    const { result } = element.plan;
    run.waiting = [...run.waiting, { id: step, element: element.id, result, performer }];
    run.effects.push({ type: 'task.opened', task: opening.task });
    return null;
  },
  complete(run, step, element, background) {
    const outcome = run.command.type === 'complete' ? run.command.outcome : null;
    run.waiting = run.waiting.filter((waiting) => waiting.id !== step);
    completed(run, step, element.id, outcome);
    run.effects.push({ type: 'task.closed', step, reason: 'completed' });
    const choice = allMatching(run, element);
    if (!choice.ok) return choice.incident;
    sendAlong(run, choice.flows, background);
    return null;
  },
  cancel(run, step, element) {
    run.waiting = run.waiting.filter((waiting) => waiting.id !== step);
    run.effects.push({ type: 'step.cancelled', step, element: element.id });
    run.effects.push({ type: 'task.closed', step, reason: 'cancelled' });
  },
};
