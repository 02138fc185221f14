/** Finds parallel gateways that wait for a flow on which no token can come any more. */
import type { ProcessElement } from './definition.ts';
import { incidentAt } from './incident.ts';
import { own } from './invariant.ts';
import type { Incident } from './model.ts';
import { elementOf, type Run } from './run.ts';
import type { OpenStep } from './state.ts';

/**
 * The incidents of joins that nothing will complete, in each scope. A flow counts as possible when some open
 * step, or one that an administrator may still help on, can reach it; conditions are not looked at, so a join
 * is never called starved too early.
 */
export function starvedJoins(run: Run): { step: OpenStep; incident: Incident }[] {
  const waiting = run.open.all().filter((step) => isWaiting(run, step));
  const scopes = Map.groupBy(waiting, ({ parent }) => parent ?? null);
  return [...scopes].flatMap(([scope, joins]) => {
    const possible = possibleFlows(run, run.open.inside(scope));
    return joins.flatMap((step) => starved(run, step, possible));
  });
}

function isWaiting(run: Run, { element, arrived, incident }: OpenStep): boolean {
  if (arrived === undefined || incident !== undefined) return false;
  return elementOf(run, element).type === 'parallelGateway';
}

function starved(run: Run, step: OpenStep, possible: Set<string>) {
  const element = elementOf(run, step.element);
  const { incoming, name, id } = element;
  const missing = incoming.filter((flow) => !step.arrived?.includes(flow) && !possible.has(flow));
  if (missing.length === 0) return [];
  const problem = `Expected a token on every flow into "${name}" (${id}), got none on ${missing.join(', ')}, and nothing that could bring one`;
  const remedy = 'Skip the step, or join with an exclusive gateway what an exclusive gateway has split.';
  return [
    { step, incident: { ...incidentAt(element, 'join-starved', problem), message: `${problem}. ${remedy}` } },
  ];
}

/** The flows that a token may still take in a scope with these open steps. */
function possibleFlows(run: Run, steps: OpenStep[]): Set<string> {
  const joins = steps.filter((step) => isWaiting(run, step));
  const elements = new Set(steps.filter((step) => !joins.includes(step)).map(({ element }) => element));
  const flows = new Set<string>();
  const arrivable = (element: ProcessElement, flow: string) =>
    flows.has(flow) || joins.some((join) => join.element === element.id && join.arrived?.includes(flow));
  const enterable = (element: ProcessElement): boolean => {
    if (element.type === 'boundaryEvent') return elements.has(element.attachedTo);
    if (element.incoming.length === 0) return false;
    if (element.type === 'parallelGateway') return element.incoming.every((flow) => arrivable(element, flow));
    return element.incoming.some((flow) => flows.has(flow));
  };
  for (let size = -1; size !== elements.size + flows.size; ) {
    size = elements.size + flows.size;
    for (const element of Object.values(run.definition.elements))
      if (enterable(element)) elements.add(element.id);
    for (const id of [...elements]) spread(run, id, elements, flows);
  }
  return flows;
}

function spread(run: Run, id: string, elements: Set<string>, flows: Set<string>): void {
  const element = own(run.definition.elements, id);
  for (const flow of element?.outgoing ?? []) flows.add(flow);
  if (element?.type === 'throwLink') elements.add(element.target);
}
