/**
 * How a case stands, as everybody outside of its machine reads it: views, the board, the figures and what is written to
 * the database are made of this, whatever the machine keeps in its state.
 */
import type { CaseStepView, StageMove, StageVisit } from '../../lib/protocol/index.ts';

/** One stay in a stage. */
export interface Visit {
  stage: string;
  from: string;
  /** Null: it goes on, or the case has ended in it. */
  until: string | null;
  /** User id of who moved it here; null: a rule, the CRM, or the start. */
  by: string | null;
  how: StageVisit['how'];
}

/** A step of the definition, in the present visit of its stage. */
export interface StepStanding {
  /** In the definition. */
  id: string;
  /** The step of the instance that carries it out; null: it has not begun. */
  step: string | null;
  status: CaseStepView['status'];
  /** What it was completed with. */
  result: string | null;
}

/** A step that a person has added to the stage by hand; its id is none that the definition has. */
export interface AddedStanding extends StepStanding {
  step: string;
  subject: string;
}

/** How case and CRM agree about the stage (behaviour 8.5). */
export type Standpoint =
  | { state: 'agreed' }
  /** `step` is that of the job that writes or looks. */
  | { state: 'writing'; step: string }
  /** The CRM holds `value`, which was left alone; null: nothing, or the CRM refuses to be written. */
  | { state: 'conflict'; value: string | null; problem: string | null }
  /** The server has no connection to this CRM. */
  | { state: 'apart' };

export interface CaseStanding {
  stage: string;
  /** Oldest first; the last one is that of the stage. */
  visits: readonly Visit[];
  /** Those of the stage, in the order of the definition. */
  steps: readonly StepStanding[];
  /** What was added to it by hand, in the order of time. */
  added: readonly AddedStanding[];
  agreement: Standpoint;
}

/** What a person's move to a stage would do; ids of steps in the definition. */
export interface Outlook {
  move: StageMove;
  /** Required steps that stand in the way. */
  blocking: readonly string[];
  cancelled: readonly string[];
  created: readonly string[];
  /** The case ends with it. */
  ends: boolean;
}

/**
 * The variable that a case is started with beside those of every process: what the stage field of its record held when
 * it was read, as text or null. Not given: it was not read. The case begins in the stage of that value, else in its
 * first, and in any case plans a job that writes or looks, so that no change is missed between reading and starting.
 */
export const RECORD_STAGE = 'recordStage';
