import { sql } from 'kysely';
import { LIMITS } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';

/**
 * Deletes what no client comes back for: answers, events and bulks older than `days`, but never the newest events
 * of a channel that a replay could still need.
 */
export async function prune(
  db: Db,
  now: Date,
  days = 30,
): Promise<{ events: number; answers: number; bulks: number }> {
  const before = new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
  const events = await sql`
    delete from channel_event using channel
    where channel_event.account = channel.account and at < ${before}
      and channel_event."offset" <= channel.head - ${LIMITS.replayEvents}`.execute(db);
  const bulks = await db.deleteFrom('bulk').where('ended_at', '<', before).executeTakeFirst();
  // A worker that died at the wrong moment leaves what has been replaced.
  await sql`delete from graphile_worker._private_jobs where attempts >= max_attempts and locked_at is null`.execute(
    db,
  );
  const answers = await db.deleteFrom('command_answer').where('at', '<', before).executeTakeFirst();
  return {
    events: Number(events.numAffectedRows ?? 0),
    answers: Number(answers.numDeletedRows),
    bulks: Number(bulks.numDeletedRows),
  };
}
