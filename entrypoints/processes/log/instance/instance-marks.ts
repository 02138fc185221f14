import type { Marks } from '../../../../components/diagram/marks.ts';
import { counted, text } from '../../../../components/text.ts';
import type { InstanceDetails } from '../../../../lib/protocol/index.ts';
import { type Flow, flowsTaken } from './flows-taken.ts';
import { stepsAround } from './step-tree.ts';
import { isFailure, waitWords } from './wait-words.ts';

/** What the diagram shows of an instance: the path taken, how often, where it stands and why. */
export function instanceMarks(instance: InstanceDetails, flows: readonly Flow[], now: Date): Marks {
  const { steps, taken, waiting } = instance;
  const marks: Record<string, Marks[string]> = {};
  for (const flow of flowsTaken(flows, steps)) marks[flow] = { tone: 'ok' };
  for (const [element, count] of Object.entries(taken)) {
    marks[element] = {
      tone: 'ok',
      hint: counted('markTaken', count),
      ...(count > 1 && { badge: `${count}×` }),
    };
  }
  for (const { element, status } of steps) {
    if (status === 'cancelled') marks[element] = { tone: 'muted', hint: text('statusCancelled') };
  }
  // What is inside a folded sub-process is not in sight: the sub-process shows that something waits there.
  for (const { step, reason } of waiting) {
    for (const { element } of stepsAround(steps, step)) {
      marks[element] = { ...marks[element], tone: 'accent', hint: waitWords(reason, now) };
    }
  }
  for (const { element, reason } of waiting) {
    const hint = waitWords(reason, now);
    const before = marks[element]?.badge;
    marks[element] = isFailure(reason)
      ? { tone: 'danger', badge: '!', hint }
      : { tone: 'accent', badge: before ?? '…', hint };
  }
  return marks;
}
