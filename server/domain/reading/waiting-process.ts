/** A place that waits for the process that it has called. */
import { sql } from 'kysely';
import type { InstanceStatus, WaitReason } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

type ProcessReason = Extract<WaitReason, { type: 'process' }>;

/** The called process and its instance; null until that has been started. */
export async function processReason(
  db: Db,
  parent: string,
  step: string,
  process: string,
): Promise<ProcessReason> {
  const { rows } = await sql<{ name: string | null; id: string | null; status: InstanceStatus | null }>`
    select (select definition.name from process join definition
        on definition.key = process.key and definition.version = process.actual
        where process.key = ${process}) as name, child.id, child.status
    from (select) as always
    left join instance as child on child.parent = ${parent} and child.parent_step = ${step}
    order by child.started_at desc limit 1`.execute(db);
  const [found] = rows;
  return {
    type: 'process',
    process: found?.name ?? process,
    instance: found?.id ?? null,
    status: found?.status ?? null,
  };
}
