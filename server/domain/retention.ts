/** What is kept of ended instances, and how long one may stand still in error (behaviour 4.3, 4.8). */
import { sql } from 'kysely';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { RECORD_ELEMENT } from '../cases/working.ts';
import { deleteInstances } from './administration.ts';
import { cancelIn } from './cancel.ts';
import { isStale } from './events.ts';
import type { Surroundings } from './surroundings.ts';

/** The settings of the server; a process may have days of its own. */
export interface Keeping {
  /** Days after which ended instances are deleted; 0: never. */
  retentionDays: number;
  /** Days after which instances in error are cancelled; 0: never. */
  errorDays: number;
}

/** A hundred years: of what is much longer, no day can be named from which on it would be over. */
const MOST_DAYS = 36_500;
/** Roots that are deleted in one transaction, each with all that it has called. */
const BATCH = 200;

/**
 * Deletes ended instances whose time is over. Those that were called by another go with the first of the
 * chain, by the days of its process, when all of them have ended. Gives how many.
 */
export async function deleteOld(around: Surroundings, { retentionDays }: Keeping): Promise<number> {
  let deleted = 0;
  for (;;) {
    const ids = await around.store.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select id from instance where root = any(array(
          select first.id from instance as first join process on process.key = first.process
          where first.root = first.id and coalesce(process.retention_days, ${retentionDays}) > 0
            and first.ended_at < ${around.now()}::timestamptz
              - make_interval(days => least(${MOST_DAYS}, coalesce(process.retention_days, ${retentionDays})))
            and not exists (select from instance as member where member.root = first.id and member.ended_at is null)
          order by first.ended_at limit ${BATCH}))
          -- A case may have begun once more while this waited for its lock.
          and ended_at is not null
        order by id for update`.execute(tx);
      await deleteInstances(
        tx,
        rows.map(({ id }) => id),
      );
      return rows.length;
    });
    if (ids === 0) return deleted;
    deleted += ids;
  }
}

/**
 * Cancels instances that have stood in error for too long. Gives how many. A case of which only the CRM is behind goes
 * on: people work in it. Where a step of it has failed as well, it counts since when that has.
 */
export async function cancelFailed(around: Surroundings, { errorDays }: Keeping): Promise<number> {
  if (errorDays === 0) return 0;
  const before = new Date(around.now().getTime() - errorDays * 24 * 60 * 60 * 1000);
  const failed = await around.store.db
    .selectFrom('instance')
    .select('id')
    .where('failed_at', '<', before)
    .where('status', '=', 'error')
    .where(
      sql<boolean>`(not exists (select from step where step.instance = instance.id and step.status = 'error'
        and step.element = ${RECORD_ELEMENT})
        or exists (select from step join step_log on step_log.instance = step.instance
          and step_log.event = 'instance.failed' and step_log.data ->> 'step' = step.id
          where step.instance = instance.id and step.status = 'error' and step.element <> ${RECORD_ELEMENT}
          and step_log.at < ${before}))`,
    )
    .orderBy('id')
    .execute();
  const reason = `It stood in error for ${errorDays} days.`;
  for (const { id } of failed) {
    await around.store.db
      .transaction()
      .execute((tx) => cancelIn(around, tx, null, id, reason))
      .catch((error: unknown) => {
        // It has ended, or was deleted, in the meantime.
        if (!isStale(error) && !isClosed(error)) throw error;
      });
  }
  return failed.length;
}

const isClosed = (error: unknown) => error instanceof ProtocolError && error.wire.code === 'instance-closed';
