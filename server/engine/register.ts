/** Timers and subscriptions: opened with what they are waited for by, closed exactly once. */
import type { EventOf, EventPlan, ProcessElement } from './definition.ts';
import { evaluateTemplate } from './expressions/evaluate.ts';
import type { Template } from './expressions/expression.ts';
import { incidentAt } from './incident.ts';
import type { EventName, Incident, Values } from './model.ts';
import { elementOf, type Run } from './run.ts';
import type { Registration } from './state.ts';
import { later, readCycle, readDuration, readInstant } from './time.ts';

/** What a registration will be, before it has an id. */
type Planned = Omit<Registration, 'id'>;
export type Plan = { ok: true; planned: Planned[] } | { ok: false; incident: Incident };

/** The step that an instance begins with; it stands for the process itself. */
export const FIRST_STEP = 's1';

/** Raised inside this file only; `planEvents` turns it into a value. */
class Unfit extends Error {
  readonly code: Incident['code'];
  constructor(code: Incident['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * What has to be waited for so that these elements can happen. Errors are not waited for: they look for who
 * handles them when they come.
 */
export function planEvents(run: Run, elements: string[], values: Values): Plan {
  const planned: Planned[] = [];
  for (const id of elements) {
    const element = elementOf(run, id);
    const event = eventOf(element);
    if (event === null || event.kind === 'error') continue;
    try {
      planned.push(
        event.kind === 'timer'
          ? { element: id, ...timerOf(event, values, run.command.now) }
          : { element: id, event: nameOf(event, values) },
      );
    } catch (fault) {
      if (!(fault instanceof Unfit)) throw fault;
      return { ok: false, incident: incidentAt(element, fault.code, fault.message) };
    }
  }
  return { ok: true, planned };
}

/**
 * Opens what was planned. `owner` is the step that it is closed with, null the process itself; `by` is the
 * step that the effects name.
 */
export function openEvents(run: Run, planned: Planned[], owner: string | null, by: string): void {
  for (const plan of planned) open(run, owner === null ? plan : { ...plan, step: owner }, by);
}

function open(run: Run, plan: Planned, step: string): void {
  run.events += 1;
  const { element, at, event } = plan;
  const id = `${at === undefined ? 'e' : 't'}${run.events}`;
  run.registrations.add({ id, ...plan });
  if (at !== undefined) run.effects.push({ type: 'timer.set', timer: id, step, element, at });
  if (event !== undefined)
    run.effects.push({ type: 'subscription.opened', subscription: id, step, element, event });
}

/** The timers and subscriptions of a step; null: of the process itself. */
export function eventsOf(run: Run, owner: string | null): Registration[] {
  return run.registrations.of(owner);
}

export function closeEvent(run: Run, registration: Registration): void {
  run.registrations.delete(registration.id);
  run.effects.push(
    registration.at === undefined
      ? { type: 'subscription.closed', subscription: registration.id }
      : { type: 'timer.cleared', timer: registration.id },
  );
}

export function closeEventsOf(run: Run, owner: string | null): void {
  for (const registration of eventsOf(run, owner)) closeEvent(run, registration);
}

/**
 * Notes that an event has happened which leaves its waiter in place: a subscription stays, a timer is over,
 * a cycle is set for its next moment. Moments that passed while nobody looked are left out.
 */
export function renew(run: Run, registration: Registration): void {
  const { id: _, at, cycle, ...rest } = registration;
  if (at === undefined) return;
  closeEvent(run, registration);
  if (cycle === undefined || cycle.left === 0) return;
  const every = readDuration(cycle.every);
  if (every === null) return;
  let next = later(at, every);
  const late = Date.parse(run.command.now) - Date.parse(next);
  if (late >= 0 && every.months === 0) {
    const passed = Math.floor(late / every.milliseconds) + 1;
    next = later(next, { months: 0, milliseconds: passed * every.milliseconds });
  }
  while (next <= run.command.now) next = later(next, every);
  const left = cycle.left === null ? null : cycle.left - 1;
  open(run, { ...rest, at: next, cycle: { ...cycle, left } }, registration.step ?? FIRST_STEP);
}

/** What an element waits for; null: nothing. */
export function eventOf(element: ProcessElement): EventPlan | null {
  switch (element.type) {
    case 'startEvent':
    case 'receiveTask':
    case 'catchEvent':
    case 'boundaryEvent':
      return element.event;
    default:
      return null;
  }
}

function timerOf(plan: EventOf<'timer'>, values: Values, now: string): Pick<Registration, 'at' | 'cycle'> {
  const written = text(plan.value, values).trim();
  const cycle = plan.timer === 'cycle' ? readCycle(written) : null;
  if (cycle !== null) {
    const { every, times, duration } = cycle;
    return { at: later(now, duration), cycle: { every, left: times === null ? null : times - 1 } };
  }
  const duration = plan.timer === 'duration' ? readDuration(written) : null;
  const at = plan.timer === 'date' ? readInstant(written) : duration && later(now, duration);
  if (at !== null) return { at };
  const allowed = { date: 'a date', duration: 'a duration as PT1H', cycle: 'a cycle as R3/PT1H' }[plan.timer];
  throw new Unfit('content-invalid', `Expected ${allowed} as timer, got "${written}"`);
}

function nameOf(plan: Exclude<EventPlan, { kind: 'timer' | 'error' }>, values: Values): EventName {
  if (plan.kind !== 'record') {
    const name = text(plan.name, values).trim();
    if (name !== '') return { kind: plan.kind, name };
    throw new Unfit('content-invalid', `Expected the name of a ${plan.kind}, got nothing`);
  }
  const { event, fields, filter } = plan;
  const type = text(plan.recordType, values).trim();
  const id = plan.id === null ? '' : text(plan.id, values).trim();
  if (type === '') throw new Unfit('content-invalid', 'Expected a type of records, got nothing');
  return { kind: 'record', on: { event, type, id: id === '' ? null : id, fields, filter } };
}

function text(template: Template, values: Values): string {
  const evaluation = evaluateTemplate(template, values);
  if (evaluation.ok) return evaluation.value;
  throw new Unfit('expression-failed', evaluation.problem);
}
