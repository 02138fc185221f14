/** Which timers and subscriptions have been opened and closed since the last look. */
import type { ProcessElement } from '../definition.ts';
import { incidentAt } from '../incident.ts';
import type { EventName } from '../model.ts';
import { type Draft, elementOf, isBody } from './draft.ts';
import { fail } from './notice-work.ts';
import { readRecordEvent } from './record-event.ts';
import type { SeenEvent } from './state.ts';
import type { ViewedEvent } from './view.ts';

/** The step that an instance begins with; it stands for the process itself. */
const FIRST_STEP = 's1';

/** Closes what is gone. A timer that was moved is closed and opened again. */
export function noticeClosedEvents({ state, view, effects }: Draft): void {
  const gone = state.events.filter(
    (known) => !view.events.some(({ id, at }) => id === known.id && at === known.at),
  );
  state.events = state.events.filter((known) => !gone.includes(known));
  for (const { id, at } of gone)
    effects.push(
      at === undefined
        ? { type: 'subscription.closed', subscription: id }
        : { type: 'timer.cleared', timer: id },
    );
}

/** Opens what is new, at the step that waits for it. */
export function noticeOpenedEvents(draft: Draft): void {
  const { state, view, effects } = draft;
  for (const viewed of view.events) {
    if (state.events.some(({ id }) => id === viewed.id)) continue;
    const step = stepOf(draft, viewed);
    // The history does not show yet who waits: the next look does.
    if (step === null) continue;
    const { id, element, at } = viewed;
    const seen: SeenEvent = { ...viewed, ...recordOf(draft, viewed, step), step };
    state.events.push(seen);
    const event = nameOf(seen);
    if (at !== undefined) effects.push({ type: 'timer.set', timer: id, step, element, at });
    if (event !== undefined)
      effects.push({ type: 'subscription.opened', subscription: id, step, element, event });
  }
}

/** What is waited for, in our words; nothing: a moment. */
export function nameOf({ record, event }: SeenEvent): EventName | undefined {
  return record === undefined ? event : { kind: 'record', on: record };
}

/** The record that a message stands for. One that cannot be told puts the step in *Error*. */
function recordOf(draft: Draft, { element: id }: ViewedEvent, at: string): Pick<SeenEvent, 'record'> {
  const element = elementOf(draft, id);
  const reading = readRecordEvent(element, draft.state.variables);
  if (element === undefined || reading === null) return {};
  if (reading.ok) return { record: reading.on };
  const step = draft.state.open.find((open) => open.id === at);
  if (step !== undefined) fail(draft, step, incidentAt(element, 'expression-failed', reading.problem));
  return {};
}

function stepOf(draft: Draft, { element: id }: ViewedEvent): string | null {
  const element = elementOf(draft, id);
  if (element === undefined) return null;
  if (element.type === 'startEvent') return scopeOfEventSubProcess(draft, element);
  const waiters = [
    id,
    ...(element.type === 'boundaryEvent' ? [element.attachedTo] : gatewaysBefore(draft, element)),
  ];
  const open = draft.state.open.filter((step) => waiters.includes(step.element));
  // A boundary event is on the whole of a multi-instance.
  return (open.find((step) => isBodyStep(draft, step.activity)) ?? open.at(-1))?.id ?? null;
}

function scopeOfEventSubProcess({ definition, state }: Draft, { parent }: ProcessElement): string | null {
  const scope = parent === null ? null : (definition.elements[parent]?.parent ?? null);
  if (scope === null) return FIRST_STEP;
  return state.open.findLast(({ element }) => element === scope)?.id ?? null;
}

function gatewaysBefore({ definition }: Draft, element: ProcessElement): string[] {
  return Object.values(definition.elements)
    .filter(
      ({ type, outgoing }) =>
        type === 'eventBasedGateway' && outgoing.some((flow) => element.incoming.includes(flow)),
    )
    .map(({ id }) => id);
}

function isBodyStep({ view }: Draft, activity: string): boolean {
  return view.activities.some(({ id, activityId }) => id === activity && isBody(activityId));
}
