/** A record that its CRM sends to and fro: the case follows it no further, and an administrator looks (behaviour 2.4). */
import type { CaseStage } from '../../lib/cases/definition.ts';
import { incidentAt } from '../engine/incident.ts';
import { recover } from './crm-jobs.ts';
import { type CaseRun, effect, RECORD_ELEMENT, RECORD_NAME, stageNow } from './working.ts';

/** People who work in the CRM move a record less often than this; automations that work against each other do not. */
const MOST_A_MINUTE = 10;
/** However slowly: so often without anybody who has moved the case by themselves. */
const MOST_IN_A_ROW = 500;

/** Whether the CRM has moved the case so often that it is a circle. */
export function isRestless({ visits, command, agreement }: CaseRun): boolean {
  const decided = visits.findLastIndex(({ how }) => how === 'person' || how === 'start');
  const moves = visits.slice(Math.max(decided + 1, agreement.mended ?? 0)).filter(({ how }) => how === 'crm');
  const minuteAgo = Date.parse(command.now) - 60_000;
  const late = moves.filter(({ from }) => Date.parse(from) > minuteAgo);
  return late.length >= MOST_A_MINUTE || moves.length >= MOST_IN_A_ROW;
}

/** Stays where it is, until a person moves it or decides, or an administrator lets it look again. */
export function hold(one: CaseRun, to: CaseStage): void {
  const { agreement } = one;
  const place = { id: RECORD_ELEMENT, name: RECORD_NAME };
  agreement.dispute = 'restless';
  agreement.again = false;
  // What a retry begins with.
  agreement.phase = 'looking';
  agreement.incident = incidentAt(
    place,
    'loop-guard',
    `Expected the CRM to leave the record in a stage, got one that it has moved to and fro, at last to ${to.name}`,
    'Find the automations that work against each other, then retry the step.',
  );
  effect(one, { type: 'instance.failed', step: agreement.step, incident: agreement.incident });
}

/** Somebody has decided where it is to be. */
export function release(one: CaseRun): void {
  const { agreement } = one;
  if (agreement.dispute !== 'restless') return;
  agreement.dispute = null;
  recover(one);
}

/** It is followed again, from where the case has stopped. */
export function followAgain(one: CaseRun): void {
  const { agreement } = one;
  if (agreement.dispute !== 'restless') return;
  agreement.dispute = null;
  agreement.known = stageNow(one).value;
  agreement.mended = one.visits.length;
}
