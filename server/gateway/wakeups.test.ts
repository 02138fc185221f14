import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Cursor } from '../../lib/protocol/index.ts';
import { Outbox, openChannel } from '../domain/channels.ts';
import { seedDemo } from '../seed.ts';
import { useDatabase } from '../testing/database.ts';
import type { Follower } from './follower.ts';
import { Wakeups } from './wakeups.ts';

const database = useDatabase();
let wakeups: Wakeups;

beforeAll(async () => {
  await seedDemo(database.store.db, 'secret');
  wakeups = new Wakeups(database.store, pino({ level: 'silent' }));
  await wakeups.start();
  database.defer(() => wakeups.close());
});

async function tell(...users: string[]): Promise<void> {
  await database.store.db.transaction().execute(async (tx) => {
    const outbox = new Outbox();
    outbox.add(users, { type: 'systems.replaced', systems: [] });
    await outbox.publish(tx);
  });
}

class TestFollower implements Follower {
  readonly userId: string;
  cursor: Cursor | null;
  readonly messages: string[] = [];
  readonly #wanted = Promise.withResolvers<void>();
  /** Resolves when something has been delivered. */
  readonly delivered = this.#wanted.promise;
  restarts = 0;
  onDeliver: () => void = () => undefined;

  constructor(userId: string, cursor: Cursor | null) {
    this.userId = userId;
    this.cursor = cursor;
  }

  deliver(message: string, offset: number): void {
    if (this.cursor) this.cursor = { ...this.cursor, offset };
    this.messages.push(message);
    this.onDeliver();
    this.#wanted.resolve();
  }

  restart(): void {
    this.restarts += 1;
    this.#wanted.resolve();
  }

  verifyAgain(): void {}
}

test('all followers of a user get the same text, serialised once', async () => {
  const cursor = await openChannel(database.store.db, 'alice');
  const followers = [new TestFollower('alice', cursor), new TestFollower('alice', cursor)];
  for (const follower of followers) wakeups.join(follower);
  await tell('alice');
  await Promise.all(followers.map(({ delivered }) => delivered));
  expect(followers[0]?.messages).toEqual(followers[1]?.messages);
  expect(JSON.parse(followers[0]?.messages[0] ?? '')).toMatchObject({
    type: 'events',
    offset: cursor.offset + 1,
  });
  for (const follower of followers) wakeups.leave(follower);
});

test('a follower of another epoch, or one that is too far behind, starts again', async () => {
  const { epoch, offset } = await openChannel(database.store.db, 'bob');
  const stale = new TestFollower('bob', { epoch: 'of old', offset });
  wakeups.join(stale);
  const far = new TestFollower('bob', { epoch, offset: offset - 1000 });
  wakeups.join(far);
  await tell('bob');
  await Promise.all([stale.delivered, far.delivered]);
  expect([stale.restarts, far.restarts]).toEqual([1, 1]);
  expect([...stale.messages, ...far.messages]).toEqual([]);
  for (const follower of [stale, far]) wakeups.leave(follower);
});

describe('what moves while a follower finds out where to begin is delivered when it knows', () => {
  // Whichever moment that is: also the very last of a reading for somebody else.
  test.each(Array.from({ length: 12 }, (_, turns) => [turns]))(
    '%i turns after another delivery',
    async (turns) => {
      const ready = new TestFollower('maria', await openChannel(database.store.db, 'maria'));
      const cursor = await openChannel(database.store.db, 'sam');
      const joining = new TestFollower('sam', null);
      for (const follower of [ready, joining]) wakeups.join(follower);
      ready.onDeliver = async () => {
        for (let turn = 0; turn < turns; turn += 1) await null;
        joining.cursor = cursor;
        wakeups.settle(joining);
      };
      await tell('maria', 'sam');
      await joining.delivered;
      expect(joining.messages).toHaveLength(1);
      for (const follower of [ready, joining]) wakeups.leave(follower);
    },
  );
});
