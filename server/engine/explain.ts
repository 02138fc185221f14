/** Answers "why does it not continue?": what each open step waits for. */
import type { Definition } from './definition.ts';
import { own } from './invariant.ts';
import type { Waiting } from './model.ts';
import type { OpenStep, Registration, State } from './state.ts';

/**
 * What an instance waits for, failed steps included. Gateways that wait for another branch and sub-processes
 * are not named: the steps that they wait for are. Neither are events that may happen meanwhile.
 */
export function explain(definition: Definition, state: State): Waiting[] {
  const registrations = Map.groupBy(state.registrations, ({ step }) => step);
  return state.open.flatMap((step) =>
    reasons(step, registrations.get(step.id) ?? []).map(([element, reason]) => ({
      step: step.id,
      element,
      name: own(definition.elements, element)?.name ?? element,
      for: reason,
    })),
  );
}

/** What a step waits for, and the element that shows it. */
function reasons(step: OpenStep, registrations: Registration[]): [string, Waiting['for']][] {
  const { element, incident, performer, topic, process } = step;
  if (incident !== undefined) return [[element, { type: 'incident', incident }]];
  if (performer !== undefined) return [[element, { type: 'person', ...performer }]];
  if (topic !== undefined) return [[element, { type: 'job', topic }]];
  if (process !== undefined) return [[element, { type: 'process', process }]];
  if (step.executions !== undefined || step.loop !== undefined) return [];
  return registrations.flatMap(({ element: at, at: moment, event }): [string, Waiting['for']][] => {
    if (moment !== undefined) return [[at, { type: 'timer', at: moment }]];
    return event === undefined ? [] : [[at, { type: 'event', event }]];
  });
}
