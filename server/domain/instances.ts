/** Instances as those see them who look after processes. */
import {
  type InstanceStatus,
  type LinkedRecord,
  type Person,
  ProtocolError,
  type User,
} from '../../lib/protocol/index.ts';
import type { Incident, Waiting } from '../engine/model.ts';
import type { Db } from '../store/store.ts';
import { cancelIn } from './cancel.ts';
import { requirePermission } from './people.ts';
import type { Surroundings } from './surroundings.ts';

/** One run of a process, in a list. */
export interface InstanceSummary {
  id: string;
  process: { key: string; version: number; name: string };
  caption: string;
  status: InstanceStatus;
  record: LinkedRecord | null;
  startedBy: Person | null;
  startedAt: string;
  endedAt: string | null;
  incident: Incident | null;
}

/** One line of the step log. */
export interface LogLine {
  position: number;
  at: string;
  element: string | null;
  event: string;
  actor: string | null;
  data: Record<string, unknown>;
}

/** One run with its log and what it waits for now. */
export interface InstanceDetails extends InstanceSummary {
  waiting: Waiting[];
  log: LogLine[];
}

function selectInstances(db: Db) {
  return db
    .selectFrom('instance')
    .innerJoin('definition', (join) =>
      join
        .onRef('definition.key', '=', 'instance.process')
        .onRef('definition.version', '=', 'instance.version'),
    )
    .leftJoin('account', 'account.id', 'instance.started_by')
    .select([
      'instance.id',
      'instance.process',
      'instance.version',
      'instance.caption',
      'instance.status',
      'instance.record',
      'instance.started_by',
      'instance.started_at',
      'instance.ended_at',
      'instance.incident',
      'definition.name as process_name',
      'account.name as starter_name',
    ]);
}

type InstanceRow = Awaited<ReturnType<ReturnType<typeof selectInstances>['executeTakeFirstOrThrow']>>;

function toSummary(row: InstanceRow): InstanceSummary {
  const { started_by: starter } = row;
  return {
    id: row.id,
    process: { key: row.process, version: row.version, name: row.process_name },
    caption: row.caption,
    status: row.status,
    record: row.record,
    startedBy: starter === null ? null : { id: starter, name: row.starter_name ?? starter },
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    incident: row.incident,
  };
}

/** The newest instances, at most `limit`, of one status or of all. Needs *see the log*. */
export async function listInstances(
  db: Db,
  user: User,
  filter: { status?: InstanceStatus | undefined; limit: number },
): Promise<InstanceSummary[]> {
  requirePermission(user, 'see-log');
  let query = selectInstances(db).orderBy('started_at', 'desc').orderBy('instance.id').limit(filter.limit);
  if (filter.status) query = query.where('status', '=', filter.status);
  return (await query.execute()).map(toSummary);
}

/** One instance with its log and what it waits for. Needs *see the log*; throws `instance-unknown`. */
export async function readInstance(around: Surroundings, user: User, id: string): Promise<InstanceDetails> {
  requirePermission(user, 'see-log');
  const { db } = around.store;
  const row = await selectInstances(db)
    .select(['instance.state', 'definition.compiled'])
    .where('instance.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ProtocolError('instance-unknown', { id });
  const log = await db
    .selectFrom('step_log')
    .select(['position', 'at', 'element', 'event', 'actor', 'data'])
    .where('instance', '=', id)
    .orderBy('position')
    .execute();
  return {
    ...toSummary(row),
    waiting: around.engine.explain(row.compiled, row.state),
    log: log.map((line) => ({ ...line, at: line.at.toISOString() })),
  };
}

/** Cancels an instance and ends its open tasks. Needs *cancel instances*. */
export async function cancelInstance(
  around: Surroundings,
  user: User,
  id: string,
  reason: string,
): Promise<InstanceSummary> {
  requirePermission(user, 'cancel-instances');
  return around.store.db.transaction().execute(async (tx) => {
    await cancelIn(around, tx, user, id, reason);
    const row = await selectInstances(tx).where('instance.id', '=', id).executeTakeFirstOrThrow();
    return toSummary(row);
  });
}
