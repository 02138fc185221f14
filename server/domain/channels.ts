/**
 * The transactional outbox: one channel per user, its offsets without gaps. Events are collected while a
 * transaction works and written at its end, so that channels are locked late, briefly and in one order.
 */
import { type RawBuilder, sql } from 'kysely';
import type { ChannelEvent, Cursor } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';

/** PostgreSQL's notification channel that all servers of one database listen on. */
export const NOTIFICATIONS = 'throughline';

/** What one server tells the others through PostgreSQL. `moved` null: too many to name, everybody. */
export type Notification = { moved: string[] | null } | { revoked: string };

/** Events on their way to users' channels. */
export class Outbox {
  readonly #events = new Map<string, string[]>();

  /** Adds an event for these users; it is serialised once. */
  add(users: readonly string[], event: ChannelEvent): void {
    const body = JSON.stringify(event);
    for (const user of users) {
      const events = this.#events.get(user);
      if (events) events.push(body);
      else this.#events.set(user, [body]);
    }
  }

  /** Writes the events and one notification, in one statement. Call it last in the transaction. */
  async publish(tx: Tx): Promise<void> {
    const publication = this.publication();
    if (publication) await sql`with ${publication.writes} select ${publication.notice}`.execute(tx);
  }

  /** The same as a part of a statement that writes something else, too; null: there is nothing to tell. */
  publication(): Publication | null {
    const users = [...this.#events.keys()].sort();
    if (users.length === 0) return null;
    const events = users.flatMap((account) => {
      const bodies = this.#events.get(account) ?? [];
      return bodies.map((body, index) => ({ account, back: bodies.length - 1 - index, body }));
    });
    const accounts = events.map((event) => event.account);
    const backs = events.map((event) => event.back);
    const bodies = events.map((event) => event.body);
    // Rows are taken in the order of the select: two transactions can't wait for each other.
    const writes = sql`
      event as (
        select * from unnest(${accounts}::text[], ${backs}::int[], ${bodies}::text[]) as event (account, back, body)
      ),
      moved as (
        insert into channel (account, epoch, head)
        select account, gen_random_uuid()::text, count(*) from event group by account order by account
        on conflict (account) do update set head = channel.head + excluded.head
        returning account, head
      ),
      added as (
        insert into channel_event (account, "offset", body)
        select account, head - back, body from event join moved using (account)
      )`;
    return { writes, notice: sql`pg_notify(${NOTIFICATIONS}, ${announcement(users)})` };
  }
}

/** Queries for after `with`, and what has to be selected with them. */
export interface Publication {
  writes: RawBuilder<unknown>;
  notice: RawBuilder<unknown>;
}

/** PostgreSQL takes less than 8,000 bytes. */
function announcement(users: string[]): string {
  const named = JSON.stringify({ moved: users } satisfies Notification);
  return Buffer.byteLength(named) < 7900 ? named : JSON.stringify({ moved: null } satisfies Notification);
}

/** Makes sure that the user has a channel, and gives its cursor. */
export async function openChannel(db: Db, user: string): Promise<Cursor> {
  const found = await readCursor(db, user);
  if (found) return found;
  await sql`insert into channel (account, epoch, head) values (${user}, gen_random_uuid()::text, 0)
    on conflict do nothing`.execute(db);
  const made = await readCursor(db, user);
  if (!made) throw new Error('Expected the channel that was just made, got none.');
  return made;
}

/** Where a channel stands; null when it has not been made yet. */
export async function readCursor(db: Db, user: string): Promise<Cursor | null> {
  const row = await db
    .selectFrom('channel')
    .select(['epoch', 'head'])
    .where('account', '=', user)
    .executeTakeFirst();
  return row ? { epoch: row.epoch, offset: row.head } : null;
}

/**
 * Starts the channels of these users anew: their clients get a snapshot instead of events. For changes that
 * turn a whole list over, such as other roles.
 */
export async function resetChannels(tx: Tx, users: readonly string[]): Promise<void> {
  if (users.length === 0) return;
  const ordered = [...users].sort();
  await sql`delete from channel_event where account = any(${ordered}::text[])`.execute(tx);
  await sql`insert into channel (account, epoch, head)
    select account, gen_random_uuid()::text, 0 from unnest(${ordered}::text[]) as users (account) order by account
    on conflict (account) do update set epoch = excluded.epoch, head = 0`.execute(tx);
  await sql`select pg_notify(${NOTIFICATIONS}, ${announcement(ordered)})`.execute(tx);
}
