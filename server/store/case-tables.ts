/** The tables of cases. */
import type { Generated } from 'kysely';
import type { StageAgreement } from '../../lib/protocol/index.ts';

export interface RecordCaseTable {
  instance: string;
  process: string;
  system: string;
  type: string;
  /** Its id. */
  record: string;
  stage: string;
  /** In its version of the case. */
  stage_name: string;
  agreement: Generated<StageAgreement['state']>;
  since: Date;
  turned: number;
  ended_at: Date | null;
}

/** Stays when the case is deleted. */
export interface RecordGuidedTable {
  system: string;
  type: string;
  /** Its id. */
  record: string;
}

export interface StageVisitTable {
  instance: string;
  position: number;
  stage: string;
  entered_at: Date;
  left_at: Date | null;
}

export interface CaseWatchTable {
  system: string;
  type: string;
  record: string;
  account: string;
  until: Date;
}
