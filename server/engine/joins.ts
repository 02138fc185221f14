/** Gateways at which tokens wait for one another. */
import type { Definition, ElementOf, ProcessElement } from './definition.ts';
import { own } from './invariant.ts';
import { elementOf, type Run } from './run.ts';
import type { OpenStep } from './state.ts';
import type { Token } from './tokens.ts';

/** Whether an element makes tokens wait for others. */
export function isJoin(
  element: ProcessElement,
): element is ElementOf<'parallelGateway'> | ElementOf<'inclusiveGateway'> {
  return element.type === 'parallelGateway' || (element.type === 'inclusiveGateway' && !element.loose);
}

/**
 * The open step that a token goes to instead of beginning one. At a parallel gateway a second token on the
 * same flow waits for the next round; an inclusive gateway takes all that come before it goes on.
 */
export function openJoin(run: Run, element: ProcessElement, token: Token): OpenStep | undefined {
  if (!isJoin(element)) return undefined;
  return run.open.inside(token.scope).find(({ element: id, arrived, over }) => {
    if (id !== element.id || arrived === undefined || over !== undefined) return false;
    return element.type === 'inclusiveGateway' || token.flow === null || !arrived.includes(token.flow);
  });
}

/** Notes that a token has come. */
export function arrive(step: OpenStep, { flow, background }: Token): void {
  const arrived = step.arrived ?? [];
  step.arrived = flow === null || arrived.includes(flow) ? arrived : [...arrived, flow];
  if (background) step.background = true;
  else delete step.background;
}

/** Whether a token has come on every flow. */
export function hasAll({ arrived = [] }: OpenStep, { incoming }: ProcessElement): boolean {
  return incoming.every((flow) => arrived.includes(flow));
}

/**
 * An inclusive gateway that has nobody left to wait for, or null. Asked when no token moves: what still can
 * come then comes from an open step. When gateways wait for nobody but one another, the oldest goes on.
 */
export function readyJoin(run: Run): OpenStep | null {
  const free = (step: OpenStep, minding: (other: OpenStep) => boolean) =>
    run.open
      .inside(step.parent ?? null)
      .every(
        (other) =>
          other === step || !minding(other) || !canReach(run.definition, other.element, step.element),
      );
  const alone = (step: OpenStep) => free(step, () => true);
  const joins = (step: OpenStep) => free(step, (other) => !isWaitingInclusive(run, other));
  const stuck = (step: OpenStep) => free(step, (other) => !isWaiting(run, other));
  const waiting = (fits: (step: OpenStep) => boolean) =>
    run.open.find((step) => isWaitingInclusive(run, step) && fits(step));
  return waiting(alone) ?? waiting(joins) ?? waiting(stuck) ?? null;
}

function isWaiting(run: Run, { element, arrived, incident }: OpenStep): boolean {
  return arrived !== undefined && incident === undefined && isJoin(elementOf(run, element));
}

function isWaitingInclusive(run: Run, step: OpenStep): boolean {
  return isWaiting(run, step) && elementOf(run, step.element).type === 'inclusiveGateway';
}

/** Whether a token that leaves one element can come to the other, conditions aside. */
function canReach(definition: Definition, from: string, to: string): boolean {
  const seen = new Set<string>();
  for (const open = [from]; open.length > 0; ) {
    for (const next of followers(definition, open.pop() ?? '')) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/** Where a token can go from an element in one move: along flows and links, and out of boundary events. */
export function followers(definition: Definition, id: string): string[] {
  const element = own(definition.elements, id);
  if (element === undefined) return [];
  const targets = element.outgoing.flatMap((flow) => own(definition.flows, flow)?.target ?? []);
  return [...targets, ...element.boundary, ...(element.type === 'throwLink' ? [element.target] : [])];
}
