/** Turns what an instance looks like on the remote engine into effects, by comparing it with what was seen before. */
import { captionOf } from '../caption.ts';
import { incidentAt, jobIncident } from '../incident.ts';
import type { Advance } from '../port.ts';
import type { RemoteIncident } from './answers.ts';
import type { CamundaClient } from './client.ts';
import { type Draft, elementOf } from './draft.ts';
import { noticeClosedEvents, noticeOpenedEvents } from './notice-events.ts';
import { noticeSteps } from './notice-steps.ts';
import { fail, makeJobs, openTasks } from './notice-work.ts';
import type { RemoteState, SeenStep } from './state.ts';

/** The effects of everything that has happened there since the last look. */
export async function notice(draft: Draft, client: CamundaClient): Promise<Advance> {
  const { state, view, effects } = draft;
  state.variables = view.variables;
  recaption(draft);
  noticeCommand(draft);
  noticeClosedEvents(draft);
  noticeSteps(draft);
  await openTasks(draft, client);
  await makeJobs(draft, client);
  noticeOpenedEvents(draft);
  noticeIncidents(draft);
  noticeStarvedJoins(draft);
  state.status = statusOf(draft);
  if (state.status === 'completed' || state.status === 'cancelled')
    effects.push({ type: 'instance.ended', status: state.status, error: null });
  return { state, status: state.status, effects };
}

/** What the command changes here, besides what it has changed there. */
function noticeCommand({ command, state, effects }: Draft): void {
  if (command.type !== 'retry' && command.type !== 'reassign') return;
  const step = state.open.find(({ id }) => id === command.step);
  if (step === undefined) return;
  if (command.type === 'reassign') {
    step.performer = command.performer;
    effects.push({ type: 'task.reassigned', step: step.id, performer: command.performer });
    return;
  }
  // The work is given out anew.
  delete step.incident;
  delete step.external;
  effects.push({ type: 'instance.recovered', step: step.id });
}

function recaption({ definition, state, effects }: Draft): void {
  const caption = captionOf(definition, state.variables);
  if (caption === state.caption) return;
  state.caption = caption;
  effects.push({ type: 'instance.captioned', caption });
}

/** Incidents there are of failed work and of failed timers; both belong to a step here. */
function noticeIncidents(draft: Draft): void {
  const { state, view, effects } = draft;
  for (const step of state.open) {
    const incident = view.incidents.find((candidate) => isAbout(candidate, step, state));
    if (incident !== undefined && step.incident === undefined)
      fail(
        draft,
        step,
        jobIncident(placeOf(draft, step), incident.incidentMessage ?? 'no reason', 'the work'),
      );
    else if (incident === undefined && step.incident?.code === 'job-failed') {
      delete step.incident;
      effects.push({ type: 'instance.recovered', step: step.id });
    }
  }
}

function placeOf(draft: Draft, { element: id }: SeenStep): { id: string; name: string } {
  return elementOf(draft, id) ?? { id, name: id };
}

/** Nothing is waited for but a gateway: on these engines a token can be stuck there for good. */
function noticeStarvedJoins(draft: Draft): void {
  const { state, view } = draft;
  const isWaiting = view.continuations.length > 0 || state.events.length > 0;
  if (isWaiting || state.open.some(({ performer, external, incident }) => performer ?? external ?? incident))
    return;
  for (const step of state.open) {
    const element = elementOf(draft, step.element);
    if (element?.type !== 'inclusiveGateway' && element?.type !== 'parallelGateway') continue;
    const problem = 'Expected another token at a gateway that joins, got nothing that could still send one';
    fail(
      draft,
      step,
      incidentAt(element, 'join-starved', problem, 'Cancel the instance and correct the process.'),
    );
  }
}

function isAbout(
  { configuration }: RemoteIncident,
  { id, external }: SeenStep,
  { events }: RemoteState,
): boolean {
  if (configuration === null) return false;
  if (configuration === external) return true;
  return events.some((event) => event.id === configuration && event.step === id);
}

function statusOf({ view, state }: Draft): RemoteState['status'] {
  switch (view.instance.state) {
    case 'COMPLETED':
      return 'completed';
    case 'EXTERNALLY_TERMINATED':
    case 'INTERNALLY_TERMINATED':
      return 'cancelled';
    default:
      return state.open.some(({ incident }) => incident !== undefined) ? 'error' : 'running';
  }
}
