/**
 * The stage machine: what a command makes of a case. A pure function, as that of the engine: the same definition, state
 * and command always give the same state and the same effects.
 */
import { stageOf } from '../../lib/cases/courses.ts';
import { ProtocolError, type Values } from '../../lib/protocol/index.ts';
import { invariant } from '../engine/invariant.ts';
import type { Effect, EngineCommand } from '../engine/model.ts';
import { instanceClosed, staleEvent } from '../engine/refusals.ts';
import { carryOut } from '../engine/step.ts';
import {
  beginStage,
  jobDone,
  jobLost,
  recordChanged,
  retryJob,
  settleDispute,
  skipJob,
} from './agreement.ts';
import { addStep, removeStep } from './by-hand.ts';
import type { CompiledCase } from './compiled.ts';
import { beginAgreement, SUBSCRIPTIONS } from './crm-jobs.ts';
import { cancelCase } from './end.ts';
import { goOn } from './go-on.ts';
import { blockingSteps, moveTo } from './read-standing.ts';
import { moveCase } from './stages.ts';
import { RECORD_STAGE } from './standing.ts';
import type { CaseState } from './state.ts';
import { type CaseRun, closeCase, isEnded, openCase, stageNow } from './working.ts';

export interface CaseOutcome {
  state: CaseState;
  effects: Effect[];
}

type CommandOf<Type extends EngineCommand['type']> = Extract<EngineCommand, { type: Type }>;

/** Carries out one command. Throws `ProtocolError` where the command does not fit the state. */
export function advanceCase(
  compiled: CompiledCase,
  state: CaseState | null,
  command: EngineCommand,
): CaseOutcome {
  const one = openCase(compiled, state, command);
  if (command.type === 'start') start(one, command);
  else {
    invariant(state !== null, 'the state of a case that has been started');
    obey(one, state, command);
  }
  goOn(one);
  return { state: closeCase(one), effects: one.run.effects };
}

function start(one: CaseRun, { variables }: CommandOf<'start'>): void {
  const { [RECORD_STAGE]: value, ...rest } = variables;
  one.run.variables = rest;
  one.record = recordIn(rest);
  beginAgreement(one);
  beginStage(one, value === undefined ? undefined : textOf(value));
}

function obey(one: CaseRun, state: CaseState, command: Exclude<EngineCommand, { type: 'start' }>): void {
  if (command.type === 'cancel') {
    if (isEnded(one)) throw instanceClosed(state.engine);
    cancelCase(one, null);
  } else if (command.type === 'case.move') move(one, state, command);
  else if (command.type === 'case.settle' || command.type === 'case.add' || command.type === 'case.remove') {
    if (isEnded(one)) throw instanceClosed(state.engine);
    if (command.type === 'case.settle') settleDispute(one, command);
    else if (command.type === 'case.add') addStep(one, command);
    else removeStep(one, state, command);
  } else if (command.type === 'event' && isOfRecord(command.subscription)) {
    if (isEnded(one)) throw staleEvent(command.subscription);
    recordChanged(one, command.subscription);
  } else if ('step' in command && command.step === one.agreement.step) keepAgreement(one, command);
  else carryOut(one.run, state.engine, command);
}

/** What comes to the step that keeps case and CRM in agreement. */
function keepAgreement(one: CaseRun, command: EngineCommand & { step: string }): void {
  if (isEnded(one)) throw staleEvent(command.step);
  switch (command.type) {
    case 'job.completed':
      jobDone(one, command);
      return;
    case 'job.failed':
      jobLost(one, command);
      return;
    case 'retry':
      retryJob(one, command);
      return;
    case 'skip':
      skipJob(one, command);
      return;
    default:
      throw staleEvent(command.step);
  }
}

/** A person moves the case (behaviour 8.5). One that has ended begins once more, where its author allows it. */
function move(one: CaseRun, state: CaseState, { stage: id, actor }: CommandOf<'case.move'>): void {
  const { definition } = one;
  const from = stageNow(one);
  const to = stageOf(definition, id);
  const verdict = moveTo(definition, state, id);
  if (to && verdict === 'blocked') {
    const steps = blockingSteps(definition, state).map(({ name }) => name);
    throw new ProtocolError('case-blocked', { stage: from.name, steps: steps.join(', ') });
  }
  if (!to || (verdict !== 'forward' && verdict !== 'back'))
    throw new ProtocolError('stage-closed', { from: from.name, to: to?.name ?? id });
  if (isEnded(one)) reopen(one);
  moveCase(one, to, 'person', actor);
}

/** Its last stay and what kept it in agreement are over in the log; since then it was in no stage. */
function reopen(one: CaseRun): void {
  const visit = one.visits.at(-1);
  if (visit) {
    visit.until = visit.over ?? one.command.now;
    delete visit.over;
  }
  one.status = 'running';
  beginAgreement(one);
}

function isOfRecord(subscription: string): boolean {
  return Object.values(SUBSCRIPTIONS).some((own) => own === subscription);
}

function recordIn({ recordSystem, recordType, recordId }: Values): CaseState['record'] {
  const [system, type, id] = [textOf(recordSystem), textOf(recordType), textOf(recordId)];
  return system !== null && type !== null && id !== null ? { system, type, id } : null;
}

/** A value as the stage field holds it: an empty text is nothing. */
function textOf(value: Values[string] | undefined): string | null {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return null;
  return String(value);
}
