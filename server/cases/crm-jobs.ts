/** How a case speaks to its CRM: by jobs, one at a time, and by what it is told of the record. */
import type { EventName, Job, Values } from '../engine/model.ts';
import { isToBeWritten } from './read-standing.ts';
import { beginStep, type CaseRun, effect, RECORD_ELEMENT, RECORD_NAME, stageNow } from './working.ts';

/** About four hours, with the pauses between attempts: a CRM that is down overnight is somebody's to look at. */
const ATTEMPTS = 16;

const TOPICS = { look: 'throughline:case-look', write: 'throughline:case-write-stage' } as const;

export const SUBSCRIPTIONS = { modified: 'case.modified', deleted: 'case.deleted' } as const;

/** Begins to keep both in agreement; where there is no record, the case keeps its stage for itself. */
export function beginAgreement(one: CaseRun): void {
  const { agreement, record } = one;
  agreement.step = beginStep(one, RECORD_ELEMENT, 'caseRecord', RECORD_NAME);
  agreement.apart = record === null;
  if (record === null) return;
  const at = { step: agreement.step, element: RECORD_ELEMENT };
  for (const event of ['modified', 'deleted'] as const)
    effect(one, {
      ...{ type: 'subscription.opened', subscription: SUBSCRIPTIONS[event], ...at },
      event: awaited(one, event),
    });
}

/** What the case waits for from its CRM. */
export function awaited(
  { record, definition }: Pick<CaseRun, 'record' | 'definition'>,
  event: 'modified' | 'deleted',
): EventName {
  const { system = '', type = '', id = '' } = record ?? {};
  const fields = event === 'modified' ? [definition.stageField] : [];
  return { kind: 'record', on: { event, type: `${system}:${type}`, id, fields, filter: null } };
}

/** After a move: the CRM is told, unless a job is under way, which looks at it when it is done. */
export function tellCrm(one: CaseRun): void {
  const { agreement } = one;
  const { value } = stageNow(one);
  if (one.record === null) return;
  const wasHeld = agreement.dispute === 'restless';
  if (agreement.dispute !== null) agreement.dispute = value === agreement.known ? null : 'changed';
  // What failed may have arrived all the same: the CRM is asked, also where the stage is that of before.
  const lost = agreement.incident !== null;
  if (lost) recover(one);
  else if (agreement.phase !== 'idle') return;
  if (agreement.dispute === null && (lost || isToBeWritten(one.definition, one))) plan(one, 'writing');
  // What the CRM has told meanwhile was not listened to.
  else if (wasHeld) plan(one, 'looking');
}

/** Takes the incident from the step, so that a job may begin anew. */
export function recover(one: CaseRun): void {
  const { agreement } = one;
  agreement.incident = null;
  agreement.phase = 'idle';
  effect(one, { type: 'instance.recovered', step: agreement.step });
}

/** Plans a job; there is none under way. `after`: not at once. */
export function plan(
  one: CaseRun,
  phase: Exclude<CaseRun['agreement']['phase'], 'idle'>,
  after?: Job['after'],
): void {
  const { agreement, definition, record } = one;
  agreement.phase = phase;
  const told = agreement.deleted === true ? { deleted: true } : {};
  const place: Values = { ...record, field: definition.stageField, ...told };
  const inputs = phase === 'writing' ? { ...place, ...writingOf(one) } : place;
  effect(one, {
    type: 'job.created',
    job: {
      ...{ step: agreement.step, element: RECORD_ELEMENT, inputs, variables: {} },
      topic: phase === 'writing' ? TOPICS.write : TOPICS.look,
      ...{ attempts: ATTEMPTS, foreground: false, ...(after && { after }) },
    },
  });
}

/** What is written, and over what: also over that of an earlier write that did not come back. */
function writingOf(one: CaseRun): Values {
  const { agreement } = one;
  const { known, tried = [] } = agreement;
  const { value } = stageNow(one);
  agreement.tried = [...new Set([...tried, value])];
  return { value, expected: tried.length === 0 ? known : [known, ...tried] };
}

/** The topic of the job under way; null: none. */
export function topicOf({ phase, incident }: CaseRun['agreement']): string | null {
  if (phase === 'idle' || incident !== null) return null;
  return phase === 'writing' ? TOPICS.write : TOPICS.look;
}
