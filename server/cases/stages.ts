/** A case enters and leaves its stages (behaviour 8.5). */
import { courseOf } from '../../lib/cases/courses.ts';
import type { CaseStage, CaseStep } from '../../lib/cases/definition.ts';
import { cancelInside } from '../engine/cancel.ts';
import { invariant } from '../engine/invariant.ts';
import { write } from '../engine/scope.ts';
import { tellCrm } from './crm-jobs.ts';
import { firstSteps } from './read-standing.ts';
import type { LoggedVisit } from './state.ts';
import { takeIn } from './take-in.ts';
import { beginStep, type CaseRun, effect, stageNow } from './working.ts';

/** The name of the type in the log. */
export const STAGE_TYPE = 'stage';
/** The variable that holds the id of the current stage. */
export const STAGE_VARIABLE = 'stage';

/**
 * Moves the case: what is open in the stage left behind is cancelled, the other begins anew, and the CRM is told, all
 * with the transaction of the command (behaviour 8.5).
 */
export function moveCase(one: CaseRun, to: CaseStage, how: LoggedVisit['how'], by: string | null): void {
  leaveStage(one);
  enterStage(one, to, how, by);
  tellCrm(one);
}

/** Begins a stay in a stage, with the steps that begin with it. */
export function enterStage(one: CaseRun, stage: CaseStage, how: LoggedVisit['how'], by: string | null): void {
  const step = beginStep(one, stage.id, STAGE_TYPE, stage.name);
  const from = one.command.now;
  one.visits.push({ stage: stage.id, from, until: null, by, how, step });
  one.begun = {};
  one.added = [];
  write(one.run, null, { [STAGE_VARIABLE]: stage.id });
  beginSteps(one, firstSteps(stage));
}

/** Nobody is led from one step of a case to the next: they are tiles to choose from. */
export function beginSteps({ run }: CaseRun, steps: readonly CaseStep[]): void {
  for (const { id } of steps)
    run.tokens.push({ element: id, flow: null, scope: null, background: true, uncounted: true });
}

/** Whether the case may go to a stage by itself, or because somebody has moved the record in its CRM. */
export function isOpenTo(one: CaseRun, to: CaseStage): boolean {
  return courseOf(one.definition, stageNow(one).id, to.id) !== null;
}

function leaveStage(one: CaseRun): void {
  const visit = one.visits.at(-1);
  invariant(visit, 'a stage that the case is in');
  // A case that has ended has left it already.
  if (visit.until !== null) return;
  visit.until = one.command.now;
  cancelInside(one.run, null);
  takeIn(one);
  effect(one, {
    ...{ type: 'step.completed', step: visit.step, element: visit.stage, outcome: null, skipped: null },
  });
}
