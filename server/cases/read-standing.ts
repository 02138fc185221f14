/** How a case stands and what a move would do: read from definition and state alone, for views and previews. */
import { courseOf, stageOf } from '../../lib/cases/courses.ts';
import type { CaseDefinition, CaseStage, CaseStep } from '../../lib/cases/definition.ts';
import type { StageMove } from '../../lib/protocol/index.ts';
import { invariant, own } from '../engine/invariant.ts';
import { EMAIL_BY_HAND } from './bpmn-of.ts';
import { readCompiled } from './compiled.ts';
import type { AddedStanding, CaseStanding, Outlook, Standpoint, StepStanding } from './standing.ts';
import { type Agreement, type BegunStep, type CaseState, readCaseState } from './state.ts';

/** The definition that a compiled case was made of. */
export function definitionOf(compiled: unknown): CaseDefinition {
  return readCompiled(compiled).definition;
}

/** How a case stands. One that is still finding out where it begins has no visits and stands in its first stage. */
export function standingOf(compiled: unknown, stored: unknown): CaseStanding {
  const { definition } = readCompiled(compiled);
  const state = readCaseState(stored);
  return {
    stage: currentStage(definition, state).id,
    visits: state.visits.map(({ step: _, over: __, ...visit }) => visit),
    steps: stepsOf(definition, state),
    added: addedIn(state),
    agreement: standpointOf(definition, state),
  };
}

/** What a person's move to this stage would do. */
export function outlookOf(compiled: unknown, stored: unknown, to: string): Outlook {
  const { definition } = readCompiled(compiled);
  const state = readCaseState(stored);
  const move = moveTo(definition, state, to);
  const goes = move === 'forward' || move === 'back' || move === 'blocked';
  const goal = goes ? stageOf(definition, to) : undefined;
  const open = [...stepsOf(definition, state), ...addedIn(state)].filter(
    ({ status }) => status === 'open' || status === 'failed',
  );
  return {
    move,
    blocking: move === 'blocked' ? blockingSteps(definition, state).map(({ id }) => id) : [],
    cancelled: goes ? open.map(({ id }) => id) : [],
    created: goal ? firstSteps(goal).map(({ id }) => id) : [],
    ends: goal !== undefined && goal.end !== null && goal.steps.length === 0,
  };
}

/** Where a record with this value in its stage field would begin (behaviour 8.2). */
export function startOf(definition: CaseDefinition, value: string | null): CaseStage {
  const stage = stageOfValue(definition, value) ?? definition.stages[0];
  invariant(stage, 'a stage in a checked case');
  return stage;
}

/** What a click on a stage means now. */
export function moveTo(definition: CaseDefinition, state: CaseState, to: string): StageMove {
  const { status, visits } = state;
  const from = visits.at(-1)?.stage;
  if (from === to) return 'current';
  if (from === undefined || status === 'cancelled') return 'closed';
  const course = courseOf(definition, from, to);
  if (course === null) return 'closed';
  if (course === 'back') return 'back';
  return course === 'forward' && blockingSteps(definition, state).length > 0 ? 'blocked' : 'forward';
}

/** The required steps of the stage that are not done. */
export function blockingSteps(
  definition: CaseDefinition,
  state: Pick<CaseState, 'visits' | 'begun'>,
): CaseStep[] {
  const { steps } = currentStage(definition, state);
  return steps.filter(({ id, required }) => required && !isOver(own(state.begun, id)));
}

/** The steps that begin with the stage. */
export function firstSteps({ steps }: CaseStage): CaseStep[] {
  return steps.filter(({ after }) => after === null);
}

/** Whether a step has been done or skipped. */
export function isOver(begun: BegunStep | undefined): boolean {
  return begun !== undefined && begun.status !== 'open';
}

/** The stage that a value of the field stands for. */
export function stageOfValue({ stages }: CaseDefinition, value: string | null): CaseStage | undefined {
  return stages.find((stage) => stage.value === value);
}

/** The stage that the case is in; before it has found out, its first one. */
export function currentStage(definition: CaseDefinition, { visits }: Pick<CaseState, 'visits'>): CaseStage {
  const stage = stageOf(definition, visits.at(-1)?.stage ?? '') ?? definition.stages[0];
  invariant(stage, 'a stage in a checked case');
  return stage;
}

function addedIn(state: CaseState): AddedStanding[] {
  const failed = failedIn(state);
  return (state.added ?? []).map(({ step, subject, status }) => ({
    ...{ id: `${EMAIL_BY_HAND}.${step}`, step, subject, result: null },
    status: status === 'open' && failed.has(step) ? 'failed' : status,
  }));
}

function failedIn({ engine }: CaseState): ReadonlySet<string> {
  return new Set(engine.open.flatMap(({ id, incident }) => (incident === undefined ? [] : [id])));
}

function stepsOf(definition: CaseDefinition, state: CaseState): StepStanding[] {
  const failed = failedIn(state);
  return currentStage(definition, state).steps.map(({ id }): StepStanding => {
    const begun = own(state.begun, id);
    if (begun === undefined) return { id, step: null, status: 'later', result: null };
    const { step, outcome } = begun;
    const status = begun.status === 'open' && failed.has(step) ? 'failed' : begun.status;
    return { id, step, status, result: outcome === null ? null : [outcome].flat().join(', ') };
  });
}

/** Whether the stage could not be written for good: it is tried again when somebody says so (behaviour 8.5). */
export function isRefused({ phase, incident }: Agreement): boolean {
  return phase === 'writing' && incident !== null;
}

/** Whether the CRM holds, or may hold, something else than the stage. */
export function isToBeWritten(
  definition: CaseDefinition,
  state: Pick<CaseState, 'visits' | 'agreement'>,
): boolean {
  const { known, tried = [] } = state.agreement;
  return known !== currentStage(definition, state).value || tried.length > 0;
}

function standpointOf(definition: CaseDefinition, state: CaseState): Standpoint {
  const { agreement } = state;
  const { phase, step, known, dispute, apart, incident } = agreement;
  if (dispute !== null) return { state: 'conflict', value: known, problem: incident?.message ?? null };
  if (incident !== null && isRefused(agreement))
    return { state: 'conflict', value: known, problem: incident.message };
  if (apart) return { state: 'apart' };
  // A look that fails leaves nothing to be written: that it has failed is said as of every step.
  const quiet = phase === 'idle' || (phase === 'looking' && !isToBeWritten(definition, state));
  return quiet ? { state: 'agreed' } : { state: 'writing', step };
}
