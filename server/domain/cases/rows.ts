/** Cases as the database keeps them. */
import type { InstanceStatus, LinkedRecord, RecordRef } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

/** A case on its record. */
export interface CaseRow {
  instance: string;
  process: string;
  version: number;
  name: string;
  status: InstanceStatus;
  revision: number;
  state: unknown;
  record: LinkedRecord;
}

function select(db: Db) {
  return db
    .selectFrom('record_case')
    .innerJoin('instance', 'instance.id', 'record_case.instance')
    .innerJoin('definition', (join) =>
      join
        .onRef('definition.key', '=', 'instance.process')
        .onRef('definition.version', '=', 'instance.version'),
    )
    .select([
      ...(['record_case.instance', 'instance.process', 'instance.version', 'definition.name'] as const),
      ...(['instance.status', 'instance.revision', 'instance.state'] as const),
    ])
    .select((the) => the.ref('instance.record').$notNull().as('record'));
}

/** The case that runs on a record, else the one that began last. */
export function readCaseOf(db: Db, { system, type, id }: RecordRef): Promise<CaseRow | undefined> {
  return select(db)
    .where('record_case.system', '=', system)
    .where('record_case.type', '=', type)
    .where('record_case.record', '=', id)
    .orderBy((order) => order('record_case.ended_at', 'is not', null))
    .orderBy('instance.started_at', 'desc')
    .executeTakeFirst();
}

/** Whether a case has ever begun on a record. */
export async function wasGuided(db: Db, { system, type, id }: RecordRef): Promise<boolean> {
  const found = await db
    .selectFrom('record_guided')
    .select('record')
    .where('system', '=', system)
    .where('type', '=', type)
    .where('record', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}

/** The case with this id. */
export function readCase(db: Db, instance: string): Promise<CaseRow | undefined> {
  return select(db).where('record_case.instance', '=', instance).executeTakeFirst();
}
