/** Finds parallel gateways that wait for a flow on which no token can come any more. */
import type { Definition } from './definition.ts';
import { own } from './invariant.ts';
import type { Incident } from './model.ts';
import { elementOf, type Run } from './run.ts';

/**
 * The incidents of joins that nothing will complete. A flow counts as possible when some step that waits, or
 * some token that an administrator may still help on, can reach it; conditions are not looked at, so a join
 * is never called starved too early.
 */
export function starvedJoins(run: Run): { step: string; incident: Incident }[] {
  const known = new Set(run.failures.map(({ step }) => step));
  const open = run.joins.filter(({ id }) => !known.has(id));
  if (open.length === 0) return [];
  const possible = possibleFlows(run, known);
  return open.flatMap(({ id, element, arrived }) => {
    const { incoming, name } = elementOf(run, element);
    const missing = incoming.filter((flow) => !arrived.includes(flow) && !possible.has(flow));
    if (missing.length === 0) return [];
    const message = `Expected a token on every flow into "${name}" (${element}), got none on ${missing.join(', ')}, and nothing that could bring one. Join with an exclusive gateway what an exclusive gateway has split.`;
    return [{ step: id, incident: { code: 'join-starved', element, message } }];
  });
}

function possibleFlows(run: Run, failedSteps: Set<string>): Set<string> {
  const { definition } = run;
  const joins = run.joins.filter(({ id }) => !failedSteps.has(id));
  const possible = new Set<string>();
  const live = [
    ...run.waiting.map(({ element }) => element),
    ...run.failures.map(({ incident }) => incident.element),
  ];
  for (const element of live) spread(definition, element, possible);
  for (let size = -1; size !== possible.size; ) {
    size = possible.size;
    for (const element of Object.values(definition.elements)) {
      const arrivable = (flow: string) =>
        possible.has(flow) ||
        joins.some((join) => join.element === element.id && join.arrived.includes(flow));
      const every = element.type === 'parallelGateway';
      const passes = every
        ? element.incoming.every(arrivable)
        : element.incoming.some((flow) => possible.has(flow));
      if (passes && element.incoming.length > 0) spread(definition, element.id, possible);
    }
  }
  return possible;
}

function spread(definition: Definition, element: string, possible: Set<string>): void {
  for (const flow of own(definition.elements, element)?.outgoing ?? []) possible.add(flow);
}
