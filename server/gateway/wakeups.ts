/**
 * Tells the links of this server that their channel has moved, whichever server moved it. PostgreSQL's
 * notification only wakes; what to send is read from the outbox.
 */
import type { FastifyBaseLogger } from 'fastify';
import { LIMITS } from '../../lib/protocol/index.ts';
import { NOTIFICATIONS, type Notification } from '../domain/channels.ts';
import type { Store } from '../store/store.ts';
import type { Follower, Followers } from './follower.ts';
import { type Listener, listen } from './listener.ts';
import { encodeEvents } from './outgoing.ts';

/** A user's channel beyond some offset. */
interface Moved {
  epoch: string;
  head: number;
  events: { offset: number; body: string }[];
}

const RETRY_MS = 500;

export class Wakeups implements Followers {
  readonly #store: Store;
  readonly #log: FastifyBaseLogger;
  readonly #followers = new Map<string, Set<Follower>>();
  /** Users whose channels have to be read. */
  readonly #moved = new Set<string>();
  #isReading = false;
  #reading: Promise<void> = Promise.resolve();
  #listener: Listener | null = null;
  #closed = false;

  constructor(store: Store, log: FastifyBaseLogger) {
    this.#store = store;
    this.#log = log;
  }

  /** Begins to listen; resolves when nothing that is committed from now on can be missed. */
  async start(): Promise<void> {
    this.#listener = await listen(this.#store.url, NOTIFICATIONS, this.#log, {
      onMessage: (payload) => this.#hear(JSON.parse(payload) as Notification),
      onBack: () => this.#catchUp(),
    });
  }

  /** Is the listening connection up? */
  get listening(): boolean {
    return this.#listener?.up ?? false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#listener?.close();
    await this.#reading;
  }

  join(follower: Follower): void {
    const others = this.#followers.get(follower.userId);
    if (others) others.add(follower);
    else this.#followers.set(follower.userId, new Set([follower]));
  }

  leave(follower: Follower): void {
    const followers = this.#followers.get(follower.userId);
    followers?.delete(follower);
    if (followers?.size === 0) this.#followers.delete(follower.userId);
  }

  settle(follower: Follower): void {
    if (this.#unsettled.delete(follower)) this.#wake([follower.userId]);
  }

  /** Followers whose channel moved while they were finding out where to begin. */
  readonly #unsettled = new WeakSet<Follower>();

  #hear(notification: Notification): void {
    if ('revoked' in notification) {
      for (const follower of this.#followers.get(notification.revoked) ?? []) follower.verifyAgain();
    } else {
      this.#wake(notification.moved ?? this.#followers.keys());
    }
  }

  /** After the listening connection was away: anything may have happened. */
  #catchUp(): void {
    for (const followers of this.#followers.values())
      for (const follower of followers) follower.verifyAgain();
    this.#wake(this.#followers.keys());
  }

  #wake(users: Iterable<string>): void {
    for (const user of users) {
      const followers = this.#followers.get(user);
      if (!followers) continue;
      for (const follower of followers) if (!follower.cursor) this.#unsettled.add(follower);
      this.#moved.add(user);
    }
    if (!this.#isReading) this.#reading = this.#readAll();
  }

  async #readAll(): Promise<void> {
    this.#isReading = true;
    while (this.#moved.size > 0 && !this.#closed) {
      const users = [...this.#moved];
      this.#moved.clear();
      try {
        await this.#read(users);
      } catch (error) {
        this.#log.warn({ code: (error as { code?: string }).code }, 'channels could not be read');
        for (const user of users) this.#moved.add(user);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    // In the same turn as the last look: whoever wakes next begins again.
    this.#isReading = false;
  }

  async #read(users: string[]): Promise<void> {
    const since = new Map<string, number>();
    for (const user of users) {
      const offsets = [...(this.#followers.get(user) ?? [])].flatMap(({ cursor }) =>
        cursor ? [cursor.offset] : [],
      );
      if (offsets.length > 0) since.set(user, Math.min(...offsets));
    }
    if (since.size === 0) return;
    for (const [user, moved] of await readMoved(this.#store, since)) {
      const followers = this.#followers.get(user);
      if (followers) deliver(moved, followers);
    }
  }
}

interface MovedRow {
  account: string;
  epoch: string;
  head: number;
  offset: number | null;
  body: string;
}

/**
 * Asked after every change, so it is planned once, and reads by the index however many events there are. A
 * follower further behind gets a snapshot: no need to read its events.
 */
const MOVED = `
  select channel.account, epoch, head, event."offset", event.body
  from unnest($1::text[], $2::int[]) as asked (account, since)
  join channel on channel.account = asked.account
  left join lateral (
    select "offset", body from channel_event
    where channel_event.account = asked.account and "offset" > asked.since
    order by "offset" limit $3::int
  ) event on channel.head - asked.since <= $3::int
  order by channel.account, event."offset"`;

async function readMoved(store: Store, since: Map<string, number>): Promise<Map<string, Moved>> {
  const { rows } = await store.pool.query<MovedRow>({
    name: 'moved',
    text: MOVED,
    values: [[...since.keys()], [...since.values()], LIMITS.replayEvents],
  });
  const found = new Map<string, Moved>();
  for (const { account, epoch, head, offset, body } of rows) {
    const moved = found.get(account) ?? { epoch, head, events: [] };
    if (offset !== null) moved.events.push({ offset, body });
    found.set(account, moved);
  }
  return found;
}

function deliver({ epoch, head, events }: Moved, followers: Iterable<Follower>): void {
  const encoded = new Map<number, string>();
  for (const follower of [...followers]) {
    const { cursor } = follower;
    if (!cursor || (cursor.epoch === epoch && cursor.offset >= head)) continue;
    const missed = events.filter((event) => event.offset > cursor.offset);
    if (cursor.epoch !== epoch || missed.length !== head - cursor.offset) {
      follower.restart();
      continue;
    }
    const first = cursor.offset + 1;
    const message =
      encoded.get(first) ??
      encodeEvents(
        epoch,
        first,
        missed.map((event) => event.body),
      );
    encoded.set(first, message);
    follower.deliver(message, head);
  }
}
