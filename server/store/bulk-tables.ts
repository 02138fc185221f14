/** The tables of what is done to many. */
import type { LinkedRecord, Value } from '../../lib/protocol/index.ts';
import type { Json } from './schema.ts';

/** What a bulk does to each of its subjects. */
export type BulkDetail =
  | { kind: 'start'; process: string; parameters: Record<string, Value> }
  | { kind: 'cancel'; reason: string }
  | { kind: 'reassign'; user: string | null; role: string | null };

/** One step of many; its title is shown where it could not be given away. */
export interface StepSubject {
  instance: string;
  step: string;
  title: string;
}

/** A record to start on; `gathered`: not chosen by a person, but found among all that a case is for. */
export type StartSubject = LinkedRecord & { gathered?: true };

/** What a bulk is done to: a record, the id of an instance, or a step. */
export type BulkSubject = StartSubject | string | StepSubject;

export interface BulkTable {
  id: string;
  kind: BulkDetail['kind'];
  account: string | null;
  title: string;
  detail: Json<BulkDetail>;
  total: number;
  created_at: Date;
  ended_at: Date | null;
}

export interface BulkItemTable {
  bulk: string;
  position: number;
  /** The record to start on, the id of the instance to cancel, or the step to give away. */
  subject: Json<BulkSubject>;
  status: 'waiting' | 'done' | 'failed';
  instance: string | null;
  problem: string | null;
}
