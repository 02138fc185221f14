import type { Cursor } from '../../lib/protocol/index.ts';

/** A link as the wake-ups see it: somebody who follows the channel of one user. */
export interface Follower {
  readonly userId: string;
  /** What it has sent to its client; null while it is finding out where to begin. */
  readonly cursor: Cursor | null;
  /** Passes on an `events` message that leads from its cursor to `offset`. */
  deliver(message: string, offset: number): void;
  /** Sends a snapshot: its cursor is of another epoch, or too far behind. */
  restart(): void;
  /** Checks its token again and closes when it no longer counts. */
  verifyAgain(): void;
}

/** Where links register to be told that their channel has moved. */
export interface Followers {
  join(follower: Follower): void;
  leave(follower: Follower): void;
  /** The follower has a cursor now: what moved meanwhile is delivered. */
  settle(follower: Follower): void;
}
