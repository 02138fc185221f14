/**
 * Record events by polling: for every CRM that is connected and every record type that something waits for, the
 * CRM is asked what has changed. Any number of servers share the feeds: each poll is claimed by one of them.
 */
import { sql } from 'kysely';
import type { ChangeCursor, Connector } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import { type RecordHappening, recordEventIn } from './record-events.ts';
import type { Surroundings } from './surroundings.ts';

interface Feed {
  system: string;
  type: string;
  cursor: ChangeCursor | null;
}

/**
 * Polls one feed that is due, and tells whether there was one. What a CRM refuses stands with the feed, where
 * the log shows it; the next poll tries again.
 */
export async function pollFeed(around: Surroundings, everySeconds: number): Promise<boolean> {
  const feed = await claim(around, everySeconds);
  if (!feed) return false;
  try {
    await poll(around, feed);
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    await note(around, feed, fault.message);
  }
  return true;
}

/**
 * Makes a feed for each type that is listened for in a connected CRM; one that nobody listens to any more goes. A
 * CRM that tells by its webhook is not asked: everything would be heard twice.
 */
export async function alignFeeds(around: Surroundings): Promise<void> {
  await sql`
    with listened as (
      select distinct split_part(name, ':', 1) as place, substr(name, strpos(name, ':') + 1) as type
      from (
        select name from subscription where kind = 'record'
        union all
        select (content -> 'target' ->> 'system') || ':' || (content -> 'target' ->> 'type') from task
          where watch is not null and ended_at is null and content -> 'target' ->> 'id' is not null
        union all
        select start_trigger.name from start_trigger join process on process.key = start_trigger.process
          where start_trigger.kind = 'record' and process.state = 'active'
      ) as listener
    ), wanted as (
      select distinct system.id as system, listened.type from listened
      join system on system.id = listened.place or system.kind = listened.place
      join system_connection on system_connection.system = system.id
      where not exists (select from webhook where webhook.system = system.id)
    ), gone as (
      delete from record_feed where not exists (
        select from wanted where wanted.system = record_feed.system and wanted.type = record_feed.type)
    )
    insert into record_feed (system, type) select system, type from wanted on conflict do nothing`.execute(
    around.store.db,
  );
}

/** Takes the feed that has waited longest; nobody else takes it before its time has come again. */
async function claim(around: Surroundings, everySeconds: number): Promise<Feed | null> {
  const now = around.now();
  const before = new Date(now.getTime() - everySeconds * 1000);
  const { rows } = await sql<Feed>`
    update record_feed set polled_at = ${now} where (system, type) = (
      select system, type from record_feed where polled_at is null or polled_at <= ${before}
      order by polled_at nulls first limit 1 for update skip locked)
    returning system, type, cursor`.execute(around.store.db);
  return rows[0] ?? null;
}

async function poll(around: Surroundings, feed: Feed): Promise<void> {
  const crm = await around.connections.open(feed.system);
  if (!crm) return;
  const { changes, cursor } = await crm.changedSince(feed.type, feed.cursor);
  const happenings: RecordHappening[] = [];
  for (const { id, event } of changes) {
    const happening = await happeningOf(crm, feed, id, event);
    if (happening) happenings.push(happening);
  }
  await around.store.db.transaction().execute(async (tx) => {
    // Whoever polled meanwhile, after this server had seemed dead, has told of these changes.
    const moved = await sql`
      update record_feed set cursor = ${JSON.stringify(cursor)}::jsonb, problem = null
      where system = ${feed.system} and type = ${feed.type}
        and cursor is not distinct from ${feed.cursor === null ? null : JSON.stringify(feed.cursor)}::jsonb`.execute(
      tx,
    );
    if (moved.numAffectedRows === 0n) return;
    for (const happening of happenings) await recordEventIn(around, tx, happening);
  });
}

/** The record as it is now; null when it has been deleted since. */
async function happeningOf(
  crm: Connector,
  { system, type }: Feed,
  id: string,
  event: 'added' | 'modified',
): Promise<RecordHappening | null> {
  const record = await crm.readOne(type, id, null);
  if (!record) return null;
  const { title, url, data } = record;
  return { system, type, id, event, changedFields: null, data: { ...data, id }, title, url };
}

async function note(around: Surroundings, { system, type }: Feed, problem: string): Promise<void> {
  await around.store.db
    .updateTable('record_feed')
    .set({ problem })
    .where('system', '=', system)
    .where('type', '=', type)
    .execute();
}
