/** The working copy of one case while a command is carried out; turned back into a state, and never kept. */
import type { CaseDefinition, CaseStage } from '../../lib/cases/definition.ts';
import type { Effect, EngineCommand, InstanceStatus } from '../engine/model.ts';
import { closeRun, openRun, type Run } from '../engine/run.ts';
import type { CompiledCase } from './compiled.ts';
import { currentStage } from './read-standing.ts';
import type { AddedStep, Agreement, BegunStep, CaseState, LoggedVisit } from './state.ts';

/** The element that stands for the record's field in the log: no id of a stage or step has a dot. */
export const RECORD_ELEMENT = 'case.record';
export const RECORD_NAME = 'Stage in the CRM';

export interface CaseRun {
  readonly definition: CaseDefinition;
  readonly command: EngineCommand;
  /** The steps, run by the embedded engine; its list of effects is that of the case. */
  readonly run: Run;
  status: InstanceStatus;
  visits: LoggedVisit[];
  begun: Record<string, BegunStep>;
  added: AddedStep[];
  agreement: Agreement;
  unattended: number;
  record: CaseState['record'];
  /** So many effects have been looked at. */
  seen: number;
}

/** The working copy of a state; `null` for a case that is about to start. */
export function openCase(
  { definition, process }: CompiledCase,
  state: CaseState | null,
  command: EngineCommand,
): CaseRun {
  return {
    ...{ definition, command, run: openRun(process, state?.engine ?? null, command), seen: 0 },
    status: state?.status ?? 'running',
    visits: state?.visits.map((visit) => ({ ...visit })) ?? [],
    begun: { ...state?.begun },
    added: state?.added?.map((step) => ({ ...step })) ?? [],
    agreement: { ...(state?.agreement ?? NOTHING_KNOWN) },
    unattended: command.actor === null ? (state?.unattended ?? 0) : 0,
    record: state?.record ?? null,
  };
}

const NOTHING_KNOWN: Agreement = {
  ...{ step: '', phase: 'idle', known: null, dispute: null, apart: false, again: false, incident: null },
};

/** The state that a working copy has arrived at. */
export function closeCase(one: CaseRun): CaseState {
  const { run, visits, begun, added, agreement, unattended, record } = one;
  const status = standingStatus(one);
  const engine = closeRun(run, status);
  const byHand = added.length === 0 ? {} : { added };
  return { format: 'case-1', status, visits, begun, ...byHand, agreement, unattended, record, engine };
}

function standingStatus({ status, run, agreement }: CaseRun): InstanceStatus {
  if (status === 'completed' || status === 'cancelled') return status;
  const failed = agreement.incident ?? run.open.find(({ incident }) => incident !== undefined);
  return failed ? 'error' : 'running';
}

/** The stage that the case is in. */
export function stageNow(one: CaseRun): CaseStage {
  return currentStage(one.definition, one);
}

/** Whether the case is over. */
export function isEnded({ status }: CaseRun): boolean {
  return status === 'completed' || status === 'cancelled';
}

/** Adds what the rest of the server has to do. */
export function effect({ run }: CaseRun, ...effects: Effect[]): void {
  run.effects.push(...effects);
}

/** Begins a step of the log that no element of the engine stands for, and gives its id. */
export function beginStep(one: CaseRun, element: string, elementType: string, name: string): string {
  const { run } = one;
  run.steps += 1;
  const step = `s${run.steps}`;
  effect(one, { type: 'step.entered', step, element, elementType, name, parent: null, index: null });
  return step;
}
