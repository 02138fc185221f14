/**
 * The stage of the case and the field of its record agree (behaviour 8.5). Whoever changes either of them: the other
 * follows, by jobs that read and write the record one at a time. Where both were changed, a person decides; nothing is
 * overwritten that the case has not seen.
 */
import * as z from 'zod';
import type { CaseStage } from '../../lib/cases/definition.ts';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { jobIncident } from '../engine/incident.ts';
import type { EngineCommand } from '../engine/model.ts';
import { staleEvent } from '../engine/refusals.ts';
import { plan, recover, SUBSCRIPTIONS } from './crm-jobs.ts';
import { cancelCase } from './end.ts';
import { SECOND_LOOK, verdictOnMissing } from './missing.ts';
import { isRefused, isToBeWritten, stageOfValue, startOf } from './read-standing.ts';
import { followAgain, hold, isRestless, release } from './restless.ts';
import { enterStage, isOpenTo, moveCase } from './stages.ts';
import { type CaseRun, effect, RECORD_ELEMENT, RECORD_NAME, stageNow } from './working.ts';

type CommandOf<Type extends EngineCommand['type']> = Extract<EngineCommand, { type: Type }>;

const Found = z.object({
  outcome: z.enum(['written', 'conflict', 'seen', 'gone', 'apart']),
  value: z.string().nullable(),
});

/** Begins the first stage: that of the value which the record has (behaviour 8.2). Undefined: it has not been read. */
export function beginStage(one: CaseRun, value: string | null | undefined): void {
  const { agreement } = one;
  if (value === undefined && !agreement.apart) {
    plan(one, 'finding');
    return;
  }
  beginWith(one, value ?? null);
  // It may have changed between reading and starting.
  if (agreement.phase === 'idle' && agreement.dispute === null && !agreement.apart) plan(one, 'looking');
}

/** The CRM says that the record has been changed or deleted; a look tells what is true. */
export function recordChanged(one: CaseRun, subscription: string): void {
  const { agreement } = one;
  if (subscription === SUBSCRIPTIONS.deleted) agreement.deleted = true;
  // It has been followed too often already. That it was deleted ends that, too.
  else if (agreement.dispute === 'restless') return;
  followAgain(one);
  // Whoever tells of it can be spoken to again.
  if (agreement.incident !== null) {
    const finding = agreement.phase === 'finding';
    recover(one);
    if (finding) {
      plan(one, 'finding');
      return;
    }
  }
  if (agreement.phase === 'idle') plan(one, 'looking');
  else agreement.again = true;
}

/** A job has come back. */
export function jobDone(one: CaseRun, { step, outputs }: CommandOf<'job.completed'>): void {
  const { agreement } = one;
  const { phase } = agreement;
  if (phase === 'idle' || agreement.incident !== null) throw staleEvent(step);
  const { outcome, value } = Found.parse(outputs);
  agreement.phase = 'idle';
  if (outcome === 'gone') {
    missing(one, phase);
    return;
  }
  agreement.missed = false;
  agreement.deleted = outcome === 'apart' && agreement.deleted === true;
  agreement.apart = outcome === 'apart';
  if (outcome !== 'apart') {
    // Our own value, of a write that did not come back, is no change by somebody else.
    if (value !== null && agreement.tried?.includes(value)) agreement.known = value;
    agreement.tried = [];
  }
  if (phase === 'finding') beginWith(one, value);
  else if (outcome === 'written') agreement.known = value;
  else if (outcome !== 'apart') follow(one, value);
  if (outcome === 'written') writeIfApart(one);
  lookAgain(one);
}

/** The CRM has told of a change meanwhile. */
function lookAgain(one: CaseRun): void {
  const { agreement } = one;
  if (!agreement.again || agreement.phase !== 'idle') return;
  agreement.again = false;
  plan(one, 'looking');
}

/** The record was not found. */
function missing(one: CaseRun, phase: Exclude<CaseRun['agreement']['phase'], 'idle'>): void {
  const verdict = verdictOnMissing(one);
  if (verdict !== null) {
    cancelCase(one, verdict);
    return;
  }
  one.agreement.missed = true;
  one.agreement.again = false;
  plan(one, phase, SECOND_LOOK);
}

/** A job has failed for good. */
export function jobLost(one: CaseRun, { step, message }: CommandOf<'job.failed'>): void {
  const { agreement } = one;
  if (agreement.phase === 'idle' || agreement.incident !== null) throw staleEvent(step);
  const place = { id: RECORD_ELEMENT, name: RECORD_NAME };
  agreement.incident = jobIncident(place, message, 'the stage to be kept in agreement with the CRM');
  effect(one, { type: 'instance.failed', step, incident: agreement.incident });
}

/** An administrator lets it be tried once more. */
export function retryJob(one: CaseRun, { step }: CommandOf<'retry'>): void {
  const { agreement } = one;
  const { phase } = agreement;
  if (agreement.incident === null || phase === 'idle') throw staleEvent(step);
  followAgain(one);
  recover(one);
  if (phase !== 'writing') plan(one, phase);
  else writeIfApart(one);
}

/** An administrator lets the CRM be: what it held last stands against the stage, if the two differ. */
export function skipJob(one: CaseRun, { step }: CommandOf<'skip'>): void {
  const { agreement } = one;
  const { phase } = agreement;
  if (agreement.incident === null) throw staleEvent(step);
  recover(one);
  if (agreement.dispute === 'restless') agreement.again = true;
  if (phase === 'finding') {
    agreement.apart = true;
    enterStage(one, startOf(one.definition, null), 'start', null);
  } else agreement.dispute = stageNow(one).value === agreement.known ? null : 'changed';
  lookAgain(one);
}

/** A person ends a conflict. */
export function settleDispute(one: CaseRun, { keep, actor }: CommandOf<'case.settle'>): void {
  const { agreement, definition } = one;
  const refused = agreement.dispute === null && isRefused(agreement);
  if (agreement.dispute === null && !refused) throw new ProtocolError('case-agreed');
  const from = stageNow(one);
  // What was refused may have been taken back since: then both mean the same.
  if (keep === 'case' || (refused && from.value === agreement.known)) {
    release(one);
    if (refused) recover(one);
    agreement.dispute = null;
    writeIfApart(one);
    return;
  }
  const to = stageOfValue(definition, agreement.known);
  // An end that the CRM has never had is none to stay in.
  if (to === undefined || !(refused || mayFollow(one, to)))
    throw new ProtocolError('stage-closed', { from: from.name, to: to?.name ?? String(agreement.known) });
  if (agreement.dispute !== 'restless') agreement.dispute = null;
  moveCase(one, to, 'person', actor);
}

/** Whether a job or a person still has to say something before the case can end. */
export function isAgreed({ agreement }: CaseRun): boolean {
  return agreement.phase === 'idle' && agreement.dispute === null;
}

/** A record that has a value which no stage stands for begins in the first one, and keeps its value until somebody decides. */
function beginWith(one: CaseRun, value: string | null): void {
  const { agreement, definition } = one;
  agreement.known = value;
  enterStage(one, startOf(definition, value), 'start', null);
  if (agreement.apart) return;
  if (value !== null && stageOfValue(definition, value) === undefined) agreement.dispute = 'unknown';
  else writeIfApart(one);
}

/** Has the stage written where the CRM holds, or may hold, something else. */
function writeIfApart(one: CaseRun): void {
  const { agreement } = one;
  if (agreement.phase === 'idle' && isToBeWritten(one.definition, one)) plan(one, 'writing');
}

/** The CRM holds this value now (behaviour 8.5: whoever changed it there has moved the case). */
function follow(one: CaseRun, value: string | null): void {
  const { agreement, definition } = one;
  const { known, dispute } = agreement;
  const now = stageNow(one);
  if (value === now.value) {
    agreement.known = value;
    agreement.dispute = null;
    return;
  }
  if (value === known) {
    if (dispute === null) plan(one, 'writing');
    return;
  }
  agreement.known = value;
  const moved = now.value !== known && dispute !== 'unknown';
  const to = stageOfValue(definition, value);
  if (moved) agreement.dispute = dispute ?? 'changed';
  else if (to === undefined) agreement.dispute = 'unknown';
  else if (!mayFollow(one, to)) agreement.dispute = 'closed';
  else if (isRestless(one)) hold(one, to);
  else {
    agreement.dispute = null;
    moveCase(one, to, 'crm', null);
  }
}

/** People who work in the CRM are not bound by the order of stages; a final stage that is locked stays. */
function mayFollow(one: CaseRun, to: CaseStage): boolean {
  const { definition } = one;
  return stageNow(one).end === null || definition.afterEnd === 'open' || isOpenTo(one, to);
}
