/** Answers "why does it not continue?": what each open step waits for, and what may happen meanwhile. */
import type { Definition } from './definition.ts';
import { own } from './invariant.ts';
import type { Meanwhile, Waiting } from './model.ts';
import type { OpenStep, Registration, State } from './state.ts';

type ByOwner = ReadonlyMap<string | undefined, Registration[]>;

/**
 * What an instance waits for, failed steps included. Gateways that wait for another branch and sub-processes
 * are not named: the steps that they wait for are.
 */
export function explain(definition: Definition, state: State): Waiting[] {
  const registrations: ByOwner = Map.groupBy(state.registrations, ({ step }) => step);
  const steps = new Map(state.open.map((step) => [step.id, step]));
  return state.open.flatMap((step) => {
    const meanwhile = asidesOf(definition, step, steps, registrations);
    return reasons(definition, step, registrations.get(step.id) ?? []).map(([element, reason]) => ({
      ...{ step: step.id, element, name: nameOf(definition, element), for: reason },
      ...(meanwhile.length > 0 ? { meanwhile } : {}),
    }));
  });
}

/** What a step waits for, and the element that shows it. */
function reasons(
  definition: Definition,
  step: OpenStep,
  registrations: Registration[],
): [string, Waiting['for']][] {
  const { element, incident, performer, topic, process } = step;
  if (incident !== undefined) return [[element, { type: 'incident', incident }]];
  if (performer !== undefined) return [[element, { type: 'person', ...performer }]];
  if (topic !== undefined) return [[element, { type: 'job', topic }]];
  if (process !== undefined) return [[element, { type: 'process', process }]];
  if (step.executions !== undefined || step.loop !== undefined) return [];
  return registrations
    .filter((registration) => interruptionOf(definition, registration) === null)
    .flatMap((registration): [string, Waiting['for']][] => {
      const awaited = awaitedBy(registration);
      return awaited === null ? [] : [[registration.element, awaited]];
    });
}

/** The events of a step and of all that it runs in. */
function asidesOf(
  definition: Definition,
  step: OpenStep,
  steps: ReadonlyMap<string, OpenStep>,
  registrations: ByOwner,
): Meanwhile[] {
  const owners: (string | undefined)[] = [];
  for (let at: OpenStep | undefined = step; at !== undefined; at = steps.get(at.parent ?? ''))
    owners.push(at.id);
  owners.push(undefined);
  return owners.flatMap((owner) =>
    (registrations.get(owner) ?? []).flatMap((registration): Meanwhile[] => {
      const { element } = registration;
      const interrupts = interruptionOf(definition, registration);
      const awaited = awaitedBy(registration);
      if (interrupts === null || awaited === null) return [];
      return [{ element, name: nameOf(definition, element), interrupts, for: awaited }];
    }),
  );
}

function awaitedBy({ at, event }: Registration): Meanwhile['for'] | null {
  if (at !== undefined) return { type: 'timer', at };
  return event === undefined ? null : { type: 'event', event };
}

/** Whether an event that may come meanwhile ends what waits; null: it is what is waited for. */
function interruptionOf(definition: Definition, { element: id }: Registration): boolean | null {
  const element = own(definition.elements, id);
  const isAside = element?.type === 'boundaryEvent' || element?.type === 'startEvent';
  return isAside ? element.interrupting : null;
}

const nameOf = (definition: Definition, element: string) =>
  own(definition.elements, element)?.name ?? element;
