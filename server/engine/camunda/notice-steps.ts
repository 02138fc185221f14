/** Which steps have begun and ended since the last look. */
import type { Effect } from '../model.ts';
import type { HistoricActivity } from './answers.ts';
import { backgroundAt, commandedStep, type Draft, elementIdOf, elementOf, flag, isBody } from './draft.ts';
import type { SeenStep } from './state.ts';

/**
 * Takes over the activities of a view: first the ends of steps that were open, then every new one, and last
 * the ends of what holds others, from the inside.
 */
export function noticeSteps(draft: Draft): void {
  const { activities } = draft.view;
  const holders = new Set(activities.map(({ parentActivityInstanceId }) => parentActivityInstanceId));
  const isHolder = ({ id }: HistoricActivity) => holders.has(id);
  const known = activities.filter(({ id }) => draft.steps.has(id));
  const seen = new Set(draft.state.over);
  for (const activity of known) if (!isHolder(activity)) endIfOver(draft, activity);
  for (const activity of activities) {
    if (draft.steps.has(activity.id) || seen.has(activity.id)) continue;
    enter(draft, activity);
    if (!isHolder(activity)) endIfOver(draft, activity);
  }
  for (const activity of activities.toReversed()) if (isHolder(activity)) endIfOver(draft, activity);
}

function enter(draft: Draft, activity: HistoricActivity): void {
  const { state, effects } = draft;
  const id = elementIdOf(activity);
  const element = elementOf(draft, id);
  const parent = draft.steps.get(activity.parentActivityInstanceId ?? '') ?? null;
  state.steps += 1;
  const step: SeenStep = {
    id: `s${state.steps}`,
    element: id,
    activity: activity.id,
    parent: parent?.id ?? null,
    background: parent?.background || backgroundAt(draft, element),
  };
  draft.steps.set(activity.id, step);
  state.open.push(step);
  effects.push({
    ...{ type: 'step.entered', step: step.id, element: id, parent: step.parent },
    elementType: element?.bpmnType ?? activity.activityType,
    name: element?.name ?? activity.activityName ?? id,
    index: indexOf(draft, activity),
  });
}

/** Which of a multi-instance, by the order in which they began; null: none. */
function indexOf(
  { view }: Draft,
  { id, parentActivityInstanceId, activityId }: HistoricActivity,
): number | null {
  const body = view.activities.find((activity) => activity.id === parentActivityInstanceId);
  if (body === undefined || !isBody(body.activityId) || isBody(activityId)) return null;
  return view.activities
    .filter((activity) => activity.parentActivityInstanceId === body.id)
    .findIndex((activity) => activity.id === id);
}

function endIfOver(draft: Draft, activity: HistoricActivity): void {
  const step = draft.steps.get(activity.id);
  if (step === undefined || activity.endTime === null || draft.state.over.includes(activity.id)) return;
  const { state } = draft;
  state.open = state.open.filter((open) => open.id !== step.id);
  state.over.push(activity.id);
  // An end event that throws an error is written down as cancelled there; it has done what it is for.
  const isCancelled = activity.canceled === true && activity.activityType !== 'errorEndEvent';
  if (!isCancelled) flag(draft, step);
  draft.effects.push(...endOf(draft, step, isCancelled));
}

function endOf(draft: Draft, step: SeenStep, isCancelled: boolean): Effect[] {
  const { id, element, performer, external, incident } = step;
  const isCommanded = commandedStep(draft) === id;
  const reason = isCancelled ? 'cancelled' : 'completed';
  return [
    ...(incident === undefined ? [] : [{ type: 'instance.recovered', step: id } as const]),
    ...(external === undefined || isDone(draft, id) ? [] : [{ type: 'job.cancelled', step: id } as const]),
    isCancelled
      ? { type: 'step.cancelled', step: id, element }
      : { type: 'step.completed', step: id, element, ...(isCommanded ? saidBy(draft) : UNSAID) },
    ...(performer === undefined ? [] : [{ type: 'task.closed', step: id, reason } as const]),
  ];
}

const UNSAID = { outcome: null, skipped: null };

/** What the command says about the end of its step. */
function saidBy({ command }: Draft): { outcome: string | string[] | null; skipped: string | null } {
  if (command.type === 'complete') return { outcome: command.outcome, skipped: null };
  if (command.type === 'skip') return { outcome: command.outcome, skipped: command.reason };
  return UNSAID;
}

/** The job of a step needs no end when its end is what the command tells. */
function isDone({ command }: Draft, step: string): boolean {
  return (command.type === 'job.completed' || command.type === 'job.failed') && command.step === step;
}
