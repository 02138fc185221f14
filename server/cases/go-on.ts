/** What follows from steps that are done: other steps, a move by a result, a move by itself, the end (behaviour 8.3–8.5). */
import { stageOf } from '../../lib/cases/courses.ts';
import type { CaseStage, CaseStep } from '../../lib/cases/definition.ts';
import { own } from '../engine/invariant.ts';
import { moveAll } from '../engine/settle.ts';
import { isAgreed } from './agreement.ts';
import { isOpen } from './by-hand.ts';
import { completeCase } from './end.ts';
import { blockingSteps, isOver } from './read-standing.ts';
import { beginSteps, isOpenTo, moveCase } from './stages.ts';
import { takeIn } from './take-in.ts';
import { type CaseRun, isEnded, stageNow } from './working.ts';

/** So often a case moves without anybody who does something; more is a circle, and it waits for a person. */
const MOST_UNATTENDED = 100;

/** Lets the case go on until nothing follows any more. */
export function goOn(one: CaseRun): void {
  if (isEnded(one)) return;
  for (let goes = true; goes; ) {
    moveAll(one.run);
    const ended = takeIn(one);
    if (one.visits.length === 0) return;
    goes = moveByResult(one, ended) || beginFollowing(one) || moveByItself(one);
  }
  const { end, steps } = stageNow(one);
  const over = isAllDone(one, steps);
  if (end !== null && over && isAgreed(one)) completeCase(one);
}

/** A result that names a stage moves the record there, whatever else is open (behaviour 8.5). */
function moveByResult(one: CaseRun, ended: readonly CaseStep[]): boolean {
  for (const { id, results } of ended) {
    const outcome = own(one.begun, id)?.outcome ?? null;
    if (outcome === null) continue;
    const rule = results.find(({ result }) => [outcome].flat().includes(result));
    const to = rule && stageOf(one.definition, rule.stage);
    if (to && isOpenTo(one, to) && moveUnattended(one, to, 'result')) return true;
  }
  return false;
}

function beginFollowing(one: CaseRun): boolean {
  const next = stageNow(one).steps.filter(
    ({ id, after }) => after !== null && own(one.begun, id) === undefined && isOver(own(one.begun, after)),
  );
  beginSteps(one, next);
  return next.length > 0;
}

function moveByItself(one: CaseRun): boolean {
  const { advance, steps } = stageNow(one);
  const { when, to: id } = advance;
  if (when === 'manual' || id === null) return false;
  const done = when === 'required' ? blockingSteps(one.definition, one).length === 0 : isAllDone(one, steps);
  const to = stageOf(one.definition, id);
  return done && to !== undefined && isOpenTo(one, to) && moveUnattended(one, to, 'automatic');
}

/** All steps of the stage, and what was added to it by hand. */
function isAllDone(one: CaseRun, steps: readonly CaseStep[]): boolean {
  return steps.every(({ id }) => isOver(own(one.begun, id))) && !one.added.some(isOpen);
}

function moveUnattended(one: CaseRun, to: CaseStage, how: 'result' | 'automatic'): boolean {
  if (one.unattended >= MOST_UNATTENDED) return false;
  one.unattended += 1;
  moveCase(one, to, how, null);
  return true;
}
