/**
 * Errands: what the server does after a transaction, in one of its own. They are posted in the transaction
 * that causes them and carried out once it is committed, by any server of the database, at least once; each
 * looks first whether it is still wanted, so that its effect is there exactly once.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Decision, LinkedRecord, Values } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import type { Acting } from './acting.ts';

/** What each errand is told. */
export interface Errands {
  /** The moment of a timer has come. */
  timer: { instance: string; timer: string };
  /** Something that one subscription waits for has happened. */
  event: { instance: string; subscription: string; variables: Values };
  /** Something that one start event waits for has happened. */
  trigger: {
    process: string;
    element: string;
    instance: string;
    record: LinkedRecord | null;
    variables: Values;
    businessKey: string | null;
    /** Of a case: the CRM has not told the field that chooses it, so that the record is read first. */
    unread?: true;
  };
  /** The moment of a schedule has come. */
  schedule: { process: string; element: string };
  'child-start': {
    parent: string;
    step: string;
    instance: string;
    process: string;
    variables: Values;
    businessKey: string | null;
    /** Who waits for it; absent in errands of earlier versions, as below. */
    acting?: Acting | null;
  };
  'child-cancel': { parent: string; step: string };
  'child-ended': {
    instance: string;
    error: { code: string; message: string } | null;
    acting?: Acting | null;
  };
  /** A system action is to be carried out. */
  job: { instance: string; step: string };
  bulk: { bulk: string; position: number };
  /** The records that a case is to begin on are to be found. */
  'case-gather': { bulk: string };
  /** Whether the performer may open the record of a task. */
  access: { instance: string; step: string };
  /** What the record of an edit page is like; `changed`: its CRM says that it has changed. */
  'record-look': { instance: string; step: string; changed: boolean };
  /** The CRM has said that the record of a task was deleted. */
  'record-gone': { instance: string; step: string };
  /** A mail about an approval: to whoever has to decide, or about what was decided. */
  notice: {
    task: string;
    /** Since when it is to be sent. */
    at: string;
    decided: { decision: Decision; by: string; comment: string | null } | null;
  };
  /** The absence of a user begins or ends. */
  absence: { account: string };
  /** Deputies get new lists, when the transactions are over that ran at the turn, at the latest `atLast`. */
  deputies: { deputies: string[]; turned: string; atLast: string };
}

export type ErrandName = keyof Errands;

/** One errand on its way. */
export type Errand = {
  [Name in ErrandName]: {
    name: Name;
    payload: Errands[Name];
    /** Another errand of the same key is replaced; by it the errand can be dropped. */
    key?: string;
    at?: Date;
  };
}[ErrandName];

/** An errand that fails is tried again for as long as it takes, at last every few hours: none is ever lost. */
export const MOST_ATTEMPTS = 32_767;

/** The names under which errands can be dropped or replaced. */
export const errandKeys = {
  timer: (instance: string, timer: string) => `timer:${instance}:${timer}`,
  childStart: (parent: string, step: string) => `child-start:${parent}:${step}`,
  job: (instance: string, step: string) => `job:${instance}:${step}`,
  schedule: (process: string, element: string) => `schedule:${process}:${element}`,
  absence: (account: string) => `absence:${account}`,
  access: (task: string) => `access:${task}`,
} as const;

/** The scalar that posts these errands when it is selected. */
export function postingOf(errands: readonly Errand[]): RawBuilder<unknown> {
  const specs = errands.map(({ name, payload, key, at }) => ({ name, payload, key, at }));
  return sql`(select count(*) from graphile_worker.add_jobs(array(
    select row(name, payload, null, at, ${MOST_ATTEMPTS}::int, key, null, null)::graphile_worker.job_spec
    from jsonb_to_recordset(${JSON.stringify(specs)}::jsonb)
      as errand (name text, payload json, key text, at timestamptz))))`;
}

/** The scalar that drops the errands with these keys when it is selected; those under way go on. */
export function droppingOf(keys: readonly string[]): RawBuilder<unknown> {
  return sql`(select count(graphile_worker.remove_job(key)) from unnest(${[...keys]}::text[]) as key)`;
}

/** Posts errands with the transaction. */
export async function postErrands(tx: Db, errands: readonly Errand[]): Promise<void> {
  if (errands.length > 0) await sql`select ${postingOf(errands)}`.execute(tx);
}

/** Drops errands by their keys with the transaction. */
export async function dropErrands(tx: Db, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await sql`select ${droppingOf(keys)}`.execute(tx);
}
