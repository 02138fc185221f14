/** Answers "why does it not continue?": what each open step waits for. */
import type { Definition } from './definition.ts';
import { own } from './invariant.ts';
import type { Waiting } from './model.ts';
import type { State } from './state.ts';

/**
 * What an instance waits for. Gateways that wait for another branch are not named: the steps that this branch
 * waits for are. What has failed is in the incidents.
 */
export function explain(definition: Definition, state: State): Waiting[] {
  if (state.status === 'completed' || state.status === 'cancelled') return [];
  return state.waiting.map(({ id, element, performer }) => ({
    step: id,
    element,
    name: own(definition.elements, element)?.name ?? element,
    for: { type: 'person', ...performer },
  }));
}
