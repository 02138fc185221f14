/** Intermediate catch event and receive task: wait for an event. */
import { openEvents, planEvents } from '../register.ts';
import type { Run } from '../run.ts';
import { valuesOf } from '../scope.ts';
import type { OpenStep } from '../state.ts';
import type { Token } from '../tokens.ts';
import { allMatching } from './flows.ts';
import { DONE, type Entry, type Processor, WAIT } from './processor.ts';

export const catchEvent: Processor<'catchEvent'> = { enter: waitForEvent, leave: allMatching };
export const receiveTask: Processor<'receiveTask'> = { enter: waitForEvent, leave: allMatching };

function waitForEvent(run: Run, step: OpenStep, { id }: { id: string }, token: Token): Entry {
  if (token.happened) return DONE;
  const plan = planEvents(run, [id], valuesOf(run, step.id));
  if (!plan.ok) return { next: 'fail', incident: plan.incident };
  openEvents(run, plan.planned, step.id, step.id);
  return WAIT;
}
