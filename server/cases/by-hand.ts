/** Steps that people add to a stage by hand: they stand beside those of the definition (behaviour 8.4). */
import { ProtocolError } from '../../lib/protocol/index.ts';
import { cancelStep } from '../engine/cancel.ts';
import { own } from '../engine/invariant.ts';
import type { EngineCommand } from '../engine/model.ts';
import { taskRefusal } from '../engine/refusals.ts';
import { ADDED, EMAIL_BY_HAND } from './bpmn-of.ts';
import type { AddedStep, CaseState } from './state.ts';
import type { CaseRun } from './working.ts';

type CommandOf<Type extends EngineCommand['type']> = Extract<EngineCommand, { type: Type }>;

/** Adds an e-mail that whoever adds it writes; its page opens for them. Throws while nobody knows the stage yet. */
export function addStep({ run, visits }: CaseRun, { subject, actor }: CommandOf<'case.add'>): void {
  if (visits.length === 0) throw new ProtocolError('case-underway');
  run.tokens.push({
    ...{ element: EMAIL_BY_HAND, flow: null, scope: null, background: false, uncounted: true },
    variables: { [ADDED.by]: actor, [ADDED.subject]: subject },
  });
}

/** Takes away one that is open. */
export function removeStep(
  { run }: CaseRun,
  { engine }: CaseState,
  { step: id }: CommandOf<'case.remove'>,
): void {
  const step = run.open.get(id);
  if (step?.element !== EMAIL_BY_HAND) throw taskRefusal(engine, id);
  cancelStep(run, step);
}

/** What it is about, as its author has put it. */
export function subjectOf({ run }: CaseRun, step: string): string {
  return String(own(run.open.get(step)?.variables ?? {}, ADDED.subject) ?? '');
}

/** Whether somebody still has to do it. */
export function isOpen({ status }: AddedStep): boolean {
  return status === 'open';
}
