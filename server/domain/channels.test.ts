import { beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../lib/protocol/index.ts';
import { seedDemo } from '../seed.ts';
import { useDatabase } from '../testing/database.ts';
import { Outbox, openChannel, readCursor, resetChannels } from './channels.ts';
import { readGap, readWhole } from './snapshot.ts';

const database = useDatabase();
const PEOPLE = ['admin', 'alice', 'bob', 'maria', 'sam'];

beforeAll(() => seedDemo(database.store.db, 'secret'));

/** Commits one transaction that tells these users something. */
async function tell(users: string[], task: string, times = 1): Promise<void> {
  await database.store.db.transaction().execute(async (tx) => {
    const outbox = new Outbox();
    for (let time = 0; time < times; time += 1) {
      const end = { reason: 'completed', by: null, at: new Date().toISOString() } as const;
      outbox.add(users, { type: 'task.removed', task, end });
    }
    await outbox.publish(tx);
  });
}

const offsetsOf = async (account: string) => {
  const { db } = database.store;
  const rows = await db
    .selectFrom('channel_event')
    .select('offset')
    .where('account', '=', account)
    .orderBy('offset')
    .execute();
  return rows.map(({ offset }) => offset);
};

test('offsets have no gaps and no doubles, however many transactions write at once', async () => {
  const before = (await readCursor(database.store.db, 'alice'))?.offset ?? 0;
  const rounds = Array.from({ length: 60 }, (_, index) => {
    // Each in another order: locks are still taken in one.
    const users = [...PEOPLE].sort((one, other) => ((one + index) as string).localeCompare(other + index));
    return tell(index % 2 ? users.reverse() : users, `t${index}`, 1 + (index % 3));
  });
  await Promise.all(rounds);
  const head = (await readCursor(database.store.db, 'alice'))?.offset ?? 0;
  expect(head - before).toBe(120);
  expect(await offsetsOf('alice')).toEqual(Array.from({ length: head }, (_, index) => index + 1));
});

test('a transaction that fails leaves no hole', async () => {
  await tell(['bob'], 'before');
  const head = (await readCursor(database.store.db, 'bob'))?.offset ?? 0;
  const broken = database.store.db.transaction().execute(async (tx) => {
    const outbox = new Outbox();
    outbox.add(['bob'], { type: 'systems.replaced', systems: [] });
    await outbox.publish(tx);
    throw new Error('no commit');
  });
  await expect(broken).rejects.toThrow('no commit');
  await tell(['bob'], 'after');
  expect((await readCursor(database.store.db, 'bob'))?.offset).toBe(head + 1);
  expect((await offsetsOf('bob')).at(-1)).toBe(head + 1);
});

describe('who comes back', () => {
  test('gets exactly the events that were missed', async () => {
    const since = await openChannel(database.store.db, 'maria');
    await tell(['maria'], 'one');
    await tell(['maria'], 'two');
    const gap = await readGap(database.store, 'maria', since);
    expect(gap?.cursor).toEqual({ epoch: since.epoch, offset: since.offset + 2 });
    expect(gap?.bodies.map((body) => JSON.parse(body).task)).toEqual(['one', 'two']);
  });

  test('gets nothing new when nothing has happened', async () => {
    const since = await openChannel(database.store.db, 'maria');
    expect(await readGap(database.store, 'maria', since)).toMatchObject({ cursor: since, bodies: [] });
  });

  test('gets events up to the limit, and a snapshot beyond it', async () => {
    const since = await openChannel(database.store.db, 'sam');
    await tell(['sam'], 'many', LIMITS.replayEvents);
    expect((await readGap(database.store, 'sam', since))?.bodies).toHaveLength(LIMITS.replayEvents);
    await tell(['sam'], 'one more');
    expect(await readGap(database.store, 'sam', since)).toBeNull();
  });

  test.each([
    ['with nothing stored', () => null],
    ['of another epoch', (epoch: string) => ({ epoch: `not ${epoch}`, offset: 1 })],
    ['from the future', (epoch: string) => ({ epoch, offset: 1_000_000 })],
    ['from before all time', (epoch: string) => ({ epoch, offset: -1 })],
  ])('%s gets a snapshot', async (_title, cursorOf) => {
    const { epoch } = await openChannel(database.store.db, 'bob');
    expect(await readGap(database.store, 'bob', cursorOf(epoch))).toBeNull();
  });

  test('gets a snapshot when the events are no longer kept', async () => {
    const since = await openChannel(database.store.db, 'admin');
    await tell(['admin'], 'lost', 3);
    await database.store.db
      .deleteFrom('channel_event')
      .where('account', '=', 'admin')
      .where('offset', '=', since.offset + 1)
      .execute();
    expect(await readGap(database.store, 'admin', since)).toBeNull();
  });
});

test('a snapshot belongs to its cursor even while the channel moves', async () => {
  const writers = Array.from({ length: 20 }, (_, index) => tell(['alice'], `w${index}`));
  const wholes = await Promise.all([readWhole(database.store, 'alice'), readWhole(database.store, 'alice')]);
  await Promise.all(writers);
  for (const { cursor } of wholes) {
    const gap = await readGap(database.store, 'alice', cursor);
    const head = (await readCursor(database.store.db, 'alice'))?.offset ?? 0;
    expect(gap?.bodies).toHaveLength(head - cursor.offset);
  }
});

test('a channel that starts anew has another epoch and no events', async () => {
  await tell(['alice', 'bob'], 'old');
  const before = await openChannel(database.store.db, 'alice');
  await database.store.db.transaction().execute((tx) => resetChannels(tx, ['bob', 'alice']));
  const after = await openChannel(database.store.db, 'alice');
  expect(after.epoch).not.toBe(before.epoch);
  expect(after.offset).toBe(0);
  expect(await offsetsOf('alice')).toEqual([]);
});

test('a change for more users than a notification can name still reaches them', async () => {
  const { db } = database.store;
  const many = Array.from({ length: 500 }, (_, index) => `person-with-a-long-id-${index}`);
  await db
    .insertInto('account')
    .values(many.map((id) => ({ id, login: id, name: id })))
    .execute();
  await tell([...many, 'alice'], 'for all');
  expect((await readCursor(db, 'person-with-a-long-id-499'))?.offset).toBe(1);
});
