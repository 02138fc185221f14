/** How pictures of two engines are made comparable. */
import type { Values } from '../lib/protocol/index.ts';
import { own } from '../server/engine/invariant.ts';
import type { Case, Picture } from './case.ts';

/** A join is one step here, and one for each token that arrives there: what follows shows whether it joined. */
const JOINING = ['parallelGateway', 'inclusiveGateway'];

/** Whether steps at an element are counted in a picture. Ids of link throw events begin with `to-`. */
export function isCounted(type: string, element: string): boolean {
  return !JOINING.includes(type) && !element.startsWith('to-');
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
