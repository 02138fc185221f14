import { sql } from 'kysely';
import { LIMITS } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';

/**
 * Deletes what nobody comes back for when it is older than `days`: answers, bulks, events but those that a replay
 * could still need, and what is known of system actions but those of instances that still stand.
 */
export async function prune(
  db: Db,
  now: Date,
  days = 30,
): Promise<{ events: number; answers: number; bulks: number; actions: number }> {
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
  // Their keys begin with the instance.
  const actions = await sql`delete from action_once where at < ${before} and not exists (
    select from instance where instance.id = split_part(key, ':', 1) and ended_at is null)`.execute(db);
  await db.deleteFrom('case_watch').where('until', '<', now).execute();
  const answers = await db.deleteFrom('command_answer').where('at', '<', before).executeTakeFirst();
  return {
    events: Number(events.numAffectedRows ?? 0),
    answers: Number(answers.numDeletedRows),
    bulks: Number(bulks.numDeletedRows),
    actions: Number(actions.numAffectedRows ?? 0),
  };
}
