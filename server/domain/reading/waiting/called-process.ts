/** A place that waits for the process that it has called. */
import type { InstanceStatus, WaitReason } from '../../../../lib/protocol/index.ts';
import type { Db } from '../../../store/store.ts';

type ProcessReason = Extract<WaitReason, { type: 'process' }>;

/** An instance that a step has started. */
export interface CalledInstance {
  id: string;
  status: InstanceStatus;
}

/** The instances that this one has started, by the steps that called them; the newest of each. */
export async function readCalled(db: Db, parent: string): Promise<Map<string, CalledInstance>> {
  const rows = await db
    .selectFrom('instance')
    .select(['id', 'status', 'parent_step'])
    .where('parent', '=', parent)
    .orderBy('started_at')
    .execute();
  return new Map(rows.flatMap(({ id, status, parent_step: step }) => (step ? [[step, { id, status }]] : [])));
}

/** The called process and its instance; null until that has been started. */
export async function processReason(
  db: Db,
  process: string,
  called: CalledInstance | null,
): Promise<ProcessReason> {
  const row = await db
    .selectFrom('process')
    .innerJoin('definition', (join) =>
      join.onRef('definition.key', '=', 'process.key').onRef('definition.version', '=', 'process.actual'),
    )
    .select('definition.name')
    .where('process.key', '=', process)
    .executeTakeFirst();
  const instance = { instance: called?.id ?? null, status: called?.status ?? null };
  return { type: 'process', process: row?.name ?? process, ...instance };
}
