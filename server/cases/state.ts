/** What is kept of a running case between two commands, as plain JSON. */
import { invariant } from '../engine/invariant.ts';
import type { Incident, InstanceStatus } from '../engine/model.ts';
import type { State } from '../engine/state.ts';
import type { Visit } from './standing.ts';

/** A visit, and the step of the log that stands for it. */
export interface LoggedVisit extends Visit {
  step: string;
  /** When the case ended in it. Left out: it has not. */
  over?: string;
}

/** A step of the stage that has begun. */
export interface BegunStep {
  /** Its step in the instance. */
  step: string;
  status: 'open' | 'completed' | 'skipped';
  outcome: string | string[] | null;
}

/** A step that a person has added to the stage by hand. */
export interface AddedStep {
  step: string;
  /** What its author says that it is about. */
  subject: string;
  status: 'open' | 'completed' | 'skipped';
}

/** What the CRM holds, as far as it is known, and what is being done about it. */
export interface Agreement {
  /** The step of the log that keeps the two in agreement; it is as long as the case. */
  step: string;
  /**
   * The job under way. `finding`: the case begins with a look at the record; `looking`: it is read, because it may have
   * changed; `writing`: the value of the stage is written. There is never more than one, so that none overtakes another.
   */
  phase: 'idle' | 'finding' | 'looking' | 'writing';
  /** The value that the CRM held last; null: none. */
  known: string | null;
  /** Values that were written since, of which nobody knows whether they have arrived. */
  tried?: string[];
  /**
   * Why a person has to decide. `changed`: the case and the CRM were changed at the same time; `unknown`: no stage has the
   * value of the CRM; `closed`: the CRM was changed after the end; `restless`: the CRM has moved it to and fro. Null:
   * nothing.
   */
  dispute: 'changed' | 'unknown' | 'closed' | 'restless' | null;
  /** There is no connection to the CRM, or no record. */
  apart: boolean;
  /** An administrator has mended what sent it to and fro; visits from this one on count again. Left out: all do. */
  mended?: number;
  /** The last look has not found the record; the job under way is the second one. Left out: it has. */
  missed?: boolean;
  /** The CRM has told that the record was deleted, and it has not been seen since. */
  deleted?: boolean;
  /** The CRM has told of a change while a job was under way: look once more when it is done. */
  again: boolean;
  /** The job has failed for good. */
  incident: Incident | null;
}

export interface CaseState {
  format: 'case-1';
  status: InstanceStatus;
  /** Oldest first; the last one is the current stage. Empty: the case is still finding out where it begins. */
  visits: LoggedVisit[];
  /** Those of the current stage, by their id in the definition. */
  begun: Record<string, BegunStep>;
  /** Those that were added to the current stage by hand, in the order of time. Left out: none. */
  added?: AddedStep[];
  agreement: Agreement;
  /** How often it has moved by itself since a person did something. */
  unattended: number;
  /** The record that it is about; null: none. */
  record: { system: string; type: string; id: string } | null;
  /** The steps that run, as the embedded engine keeps them. */
  engine: State;
}

/** A state that the store gives back. It is our own: a look at its format is enough. */
export function readCaseState(stored: unknown): CaseState {
  const known =
    typeof stored === 'object' && stored !== null && 'format' in stored && stored.format === 'case-1';
  invariant(known, 'the state of a case in format case-1');
  return stored as CaseState;
}
