/** Instances as lists show them. */
import { sql } from 'kysely';
import { type InstanceSummary, ProtocolError } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

/** An instance's row together with the names that the protocol's `InstanceSummary` carries. */
export function selectSummaries(db: Db) {
  return db
    .selectFrom('instance')
    .innerJoin('definition', (join) =>
      join
        .onRef('definition.key', '=', 'instance.process')
        .onRef('definition.version', '=', 'instance.version'),
    )
    .leftJoin('account', 'account.id', 'instance.started_by')
    .leftJoin('record_case', 'record_case.instance', 'instance.id')
    .select([
      'instance.id',
      'instance.process',
      'instance.version',
      'instance.caption',
      'instance.status',
      'instance.origin',
      'instance.record',
      'instance.parent',
      'instance.started_by',
      'instance.started_at',
      'instance.ended_at',
      'instance.duration',
      'instance.traced',
      'instance.incident',
      'definition.name as process_name',
      sql<Record<string, string> | null>`definition.facts->'names'`.as('process_names'),
      'account.name as owner_name',
      'record_case.stage_name',
    ]);
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectSummaries>['executeTakeFirstOrThrow']>>;

/** The instance as it travels. */
export function toSummary(row: SummaryRow): InstanceSummary {
  const { started_by: owner } = row;
  return {
    id: row.id,
    process: {
      ...{ key: row.process, version: row.version, name: row.process_name },
      ...(row.process_names && { names: row.process_names }),
    },
    caption: row.caption,
    status: row.status,
    owner: owner === null ? null : { id: owner, name: row.owner_name ?? owner },
    origin: row.origin,
    record: row.record,
    parent: row.parent,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    duration: row.duration,
    traced: row.traced,
    incident: row.incident,
    ...(row.stage_name !== null && { stage: row.stage_name }),
  };
}

/** One instance; throws `instance-unknown`. */
export async function readSummary(db: Db, id: string): Promise<InstanceSummary> {
  const [found] = await readSummaries(db, [id]);
  if (!found) throw new ProtocolError('instance-unknown', { id });
  return found;
}

/** The instances with these ids, in the order of the ids; those that are gone are left out. */
export async function readSummaries(db: Db, ids: readonly string[]): Promise<InstanceSummary[]> {
  if (ids.length === 0) return [];
  const rows = await selectSummaries(db).where('instance.id', 'in', ids).execute();
  const found = new Map(rows.map((row) => [row.id, toSummary(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
