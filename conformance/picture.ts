/** How pictures of two engines are made comparable. */
import type { Values } from '../lib/protocol/index.ts';
import { own } from '../server/engine/invariant.ts';
import type { Case, Picture } from './case.ts';

/**
 * Steps that the engines write down in ways of their own, while what follows shows whether they did the same: a
 * join is one step here, and one for each token there; an event-based gateway is completed here by the event
 * that comes, and cancelled there; only Operaton writes down the body of a multi-instance as a type.
 */
const UNCOUNTED = ['parallelGateway', 'inclusiveGateway', 'eventBasedGateway', 'multiInstanceBody'];

/** Whether steps of a type are counted in a picture. */
export function isCounted(type: string): boolean {
  return !UNCOUNTED.includes(type);
}

const STATUS = {
  ACTIVE: 'running',
  SUSPENDED: 'running',
  COMPLETED: 'completed',
  EXTERNALLY_TERMINATED: 'cancelled',
  INTERNALLY_TERMINATED: 'cancelled',
} as const satisfies Record<string, Picture['status']>;

/** Our word for the state of a remote instance. */
export function statusOf(state: keyof typeof STATUS): Picture['status'] {
  return STATUS[state];
}

/** In the order in which they began where the case promises one, else sorted. */
export function inOrder({ ordered }: Case, elements: string[]): string[] {
  return ordered ? elements : elements.toSorted();
}

/** The variables of these names; one that was never written is null. */
export function watched(names: readonly string[], variables: Values): Values {
  return Object.fromEntries(names.map((name) => [name, own(variables, name) ?? null]));
}
