/** What has to be known of a record before a case begins on it, and what keeps it from beginning (behaviour 8.1, 8.2). */
import { sql } from 'kysely';
import {
  type Detail,
  type LinkedRecord,
  ProtocolError,
  phrase,
  type RecordRef,
  type Values,
} from '../../../lib/protocol/index.ts';
import { stageText } from '../../actions/case-stage.ts';
import { RECORD_STAGE } from '../../cases/standing.ts';
import type { CaseFacts, ProcessFacts } from '../../engine/port.ts';
import type { Db, Tx } from '../../store/store.ts';
import { readActual } from '../processes.ts';
import type { Surroundings } from '../surroundings.ts';
import { fieldsOf, finalValues, isFor } from './active.ts';
import { linkOf, mayRead, readRecord } from './reading.ts';

/** What a case is started with. */
export interface Beginning {
  record: LinkedRecord;
  /** The variable of the stage, as far as it is known. */
  variables: Values;
  /** There is no connection to its CRM: it was not read. */
  apart: boolean;
}

/**
 * Reads the record that a case is to begin on; null when the process is none. Throws `case-unfit` where the record is
 * not there or the case is not for it, `connection-failed` where its CRM cannot be asked now. What its CRM calls it is
 * taken unless the CRM says that the user may not read it.
 */
export async function prepareCase(
  around: Surroundings,
  process: string,
  record: LinkedRecord | null,
  account: string | null,
): Promise<Beginning | null> {
  const read = await readFitting(around, process, record);
  if (read === null || read.found.at === 'apart') return read?.beginning ?? null;
  const { found, beginning } = read;
  const shown = await mayRead(around, account, beginning.record);
  return shown ? { ...beginning, record: linkOf(beginning.record, found) } : beginning;
}

/**
 * The same for a record that was among all that fit, a while ago. Throws `case-unfit` also where it has come to a final
 * stage since: what is over needs no guide.
 */
export async function prepareGathered(
  around: Surroundings,
  process: string,
  record: LinkedRecord,
): Promise<Beginning | null> {
  const read = await readFitting(around, process, record);
  if (read === null) return null;
  const { beginning, facts, version } = read;
  const value = beginning.variables[RECORD_STAGE];
  if (typeof value === 'string' && (await finalValues(around, process, version)).has(value))
    throw unfit(facts, phrase('one-that-is-over'));
  return beginning;
}

/** A CRM does not tell the field that a case is chosen by, and cannot be asked for it. */
export class UntoldField extends Error {}

/** The same for a record of which the CRM has told, but not that field. Throws `UntoldField` where it does not now either. */
export async function prepareTold(
  around: Surroundings,
  process: string,
  record: LinkedRecord | null,
): Promise<Beginning | null> {
  const read = await readFitting(around, process, record);
  if (read === null) return null;
  const { beginning, facts, found } = read;
  const condition = facts.case?.condition;
  if (!condition || (found.at === 'crm' && Object.hasOwn(found.data, condition.field))) return beginning;
  const { type, id } = beginning.record;
  const got = beginning.apart ? 'no connection to it' : 'a record without it';
  throw new UntoldField(
    `Expected the CRM to tell the field ${condition.field} of ${type} ${id}, by which ${facts.name} is chosen, got ${got}. Have the CRM send the field, or connect it.`,
  );
}

async function readFitting(around: Surroundings, process: string, record: LinkedRecord | null) {
  const { facts, version } = await readActual(around.store.db, process);
  if (!facts.case || record === null) return null;
  const found = await readRecord(around, record, fieldsOf([{ facts: facts.case }]));
  if (found.at === 'gone') throw unfit(facts, phrase('no-record'));
  const data = found.at === 'crm' ? found.data : {};
  if (found.at === 'crm' && isFor(facts.case, data) === false) throw unfit(facts, phrase('other-value'));
  const variables = stageVariable(facts.case, data);
  const beginning: Beginning = { record, variables, apart: found.at === 'apart' };
  return { facts, version, found, beginning };
}

/** The variable that tells a case where its record stands; none where the field is not among the data. */
export function stageVariable({ stageField }: CaseFacts, data: Values): Values {
  const value = data[stageField];
  // Some who tell of a record tell only some of its fields.
  if (value === undefined || (typeof value === 'object' && value !== null)) return {};
  return { [RECORD_STAGE]: stageText(value) };
}

function unfit({ name, case: facts }: ProcessFacts, got: Detail): ProtocolError {
  const condition = facts?.condition;
  const expected = condition ? `${condition.field} ${condition.values.join(', ')}` : (facts?.section ?? '');
  return new ProtocolError('case-unfit', { case: name, expected, got });
}

/**
 * Takes the record for a case until the transaction ends: whoever else starts one on it waits. Throws `case-exists`
 * when one runs on it, `process-unfit` without a record.
 */
export async function claimRecord(tx: Tx, facts: ProcessFacts, record: LinkedRecord | null): Promise<void> {
  if (record === null) {
    const types = facts.recordTypes.join(', ') || phrase('no-records');
    throw new ProtocolError('process-unfit', { process: facts.name, types, got: phrase('no-record') });
  }
  const { system, type, id } = record;
  const place = JSON.stringify(['case', system, type, id]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(tx);
  const running = await runningCase(tx, record);
  if (running) throw new ProtocolError('case-exists', { case: running.name });
}

/** The case that runs on a record. */
async function runningCase(
  db: Db,
  { system, type, id }: RecordRef,
): Promise<{ instance: string; name: string } | undefined> {
  return db
    .selectFrom('record_case')
    .innerJoin('instance', 'instance.id', 'record_case.instance')
    .innerJoin('definition', (join) =>
      join
        .onRef('definition.key', '=', 'instance.process')
        .onRef('definition.version', '=', 'instance.version'),
    )
    .select(['record_case.instance', 'definition.name'])
    .where('record_case.system', '=', system)
    .where('record_case.type', '=', type)
    .where('record_case.record', '=', id)
    .where('record_case.ended_at', 'is', null)
    .executeTakeFirst();
}
