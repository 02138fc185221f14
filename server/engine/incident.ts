/** Steps that cannot go on, and steps that can again. */
import type { ProcessElement } from './definition.ts';
import type { Incident } from './model.ts';
import type { Run } from './run.ts';
import type { OpenStep } from './state.ts';

/** The element that an incident is at. */
type Place = Pick<ProcessElement, 'id' | 'name'>;

/** An incident at an element: what was expected, where, and what to do. */
export function incidentAt(
  { id, name }: Place,
  code: Incident['code'],
  problem: string,
  remedy = 'Set a variable and retry the step, or correct the process and deploy it again.',
): Incident {
  return { code, element: id, message: `${problem}, at "${name}" (${id}). ${remedy}` };
}

/** A job that failed for good. One that tells what was expected and what to do has told all but where. */
export function jobIncident(place: Place, message: string, work = 'the system action'): Incident {
  const told = /^Expected .+, got ./s.test(message);
  if (told && message.endsWith('.')) {
    const where = `It happened at "${place.name}" (${place.id}).`;
    return { code: 'job-failed', element: place.id, message: `${message} ${where}` };
  }
  const cause = message.replace(/\.$/, '');
  const problem = told ? cause : `Expected ${work} to succeed, got ${cause}`;
  return incidentAt(place, 'job-failed', problem, 'Retry the step when the cause is gone, or skip it.');
}

/** Parks a step; the instance is in *Error* from here on. */
export function fail(run: Run, step: OpenStep, incident: Incident): void {
  if (step.incident !== undefined) recover(run, step);
  step.incident = incident;
  run.effects.push({ type: 'instance.failed', step: step.id, incident });
}

/** Takes the incident from a step that had failed. */
export function recover(run: Run, step: OpenStep): void {
  if (step.incident === undefined) return;
  delete step.incident;
  run.effects.push({ type: 'instance.recovered', step: step.id });
}
