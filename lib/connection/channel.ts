import type { Cache } from '../cache/cache.ts';
import type { Cursor, Events, ServerMessage, Snapshot } from '../protocol/index.ts';

type Welcome = Extract<ServerMessage, { type: 'welcome' }>;

/** Whether the cache equals the server's channel now, is on its way there, or must start again. */
export type Progress = 'syncing' | 'synced' | 'restart';

/**
 * Brings the cache to where the server's channel is, from the welcome on: the gap as events, or a snapshot
 * and the events after it. One per attempt.
 */
export class Channel {
  readonly #cache: Cache;
  /** What the hello said. */
  readonly #sent: Cursor | null;
  #head: Cursor | null = null;
  #snapshotDue = false;
  /** Events that came while the snapshot was still arriving. */
  #early: Events[] = [];

  constructor(cache: Cache, sent: Cursor | null) {
    this.#cache = cache;
    this.#sent = sent;
  }

  async welcome({ user, cursor, resumed }: Welcome): Promise<Progress> {
    const same = await this.#cache.enter(user);
    const ours = same && this.#sent?.epoch === this.#cache.cursor?.epoch;
    if (resumed && !ours) return 'restart';
    this.#head = cursor;
    this.#snapshotDue = !resumed;
    return this.#progress();
  }

  async snapshot(snapshot: Snapshot): Promise<Progress> {
    if (!(await this.#cache.stage(snapshot))) return 'syncing';
    this.#snapshotDue = false;
    const early = this.#early;
    this.#early = [];
    for (const events of early) {
      if ((await this.#cache.apply(events)) === 'gap') return 'restart';
    }
    return this.#progress();
  }

  async events(events: Events): Promise<Progress> {
    if (this.#snapshotDue) {
      this.#early.push(events);
      return 'syncing';
    }
    return (await this.#cache.apply(events)) === 'gap' ? 'restart' : this.#progress();
  }

  #progress(): Progress {
    const { cursor } = this.#cache;
    if (this.#snapshotDue || !cursor || !this.#head) return 'syncing';
    return cursor.epoch !== this.#head.epoch || cursor.offset >= this.#head.offset ? 'synced' : 'syncing';
  }
}
