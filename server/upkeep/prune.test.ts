import { beforeAll, expect, test } from 'vitest';
import { LIMITS } from '../../lib/protocol/index.ts';
import { seedDemo } from '../seed.ts';
import { useDatabase } from '../testing/database.ts';
import { addInstance, addProcess } from '../testing/rows.ts';
import { prune } from './prune.ts';

const database = useDatabase();
const NOW = new Date('2026-03-02T09:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000);

beforeAll(() => seedDemo(database.store.db, 'secret'));

async function fill(account: string, count: number, at: Date): Promise<void> {
  const { db } = database.store;
  await db.insertInto('channel').values({ account, epoch: 'e', head: count }).execute();
  const rows = Array.from({ length: count }, (_, index) => ({ account, offset: index + 1, body: '{}', at }));
  await db.insertInto('channel_event').values(rows).execute();
}

test('old events go, except those that a replay could still need; young ones stay', async () => {
  const { db } = database.store;
  await fill('alice', LIMITS.replayEvents + 50, daysAgo(31));
  await fill('bob', LIMITS.replayEvents + 50, daysAgo(29));
  await fill('maria', 10, daysAgo(365));
  expect(await prune(db, NOW)).toMatchObject({ events: 50 });
  const left = async (account: string) => {
    const rows = await db
      .selectFrom('channel_event')
      .select('offset')
      .where('account', '=', account)
      .orderBy('offset')
      .execute();
    return [rows[0]?.offset, rows.length];
  };
  expect(await left('alice')).toEqual([51, LIMITS.replayEvents]);
  expect(await left('bob')).toEqual([1, LIMITS.replayEvents + 50]);
  expect(await left('maria')).toEqual([1, 10]);
});

test('old answers go, young ones stay', async () => {
  const { db } = database.store;
  const answer = (command: string, at: Date) => ({ account: 'alice', command, answer: '{}', at });
  await db
    .insertInto('command_answer')
    .values([answer('old', daysAgo(31)), answer('young', daysAgo(29))])
    .execute();
  expect(await prune(db, NOW)).toMatchObject({ answers: 1 });
  expect(await db.selectFrom('command_answer').select('command').execute()).toEqual([{ command: 'young' }]);
});

test('what is known of old system actions goes, unless their instance still stands', async () => {
  const { db } = database.store;
  await addProcess(db, 'p');
  await addInstance(db, { id: 'stands' });
  await addInstance(db, { id: 'ended', status: 'completed', ended_at: daysAgo(40) });
  const note = (key: string, days: number) => {
    return { key, state: 'done' as const, outputs: '{}', at: daysAgo(days) };
  };
  await db
    .insertInto('action_once')
    .values([note('stands:s1', 31), note('ended:s1', 31), note('ended:s2', 29), note('gone:s1', 31)])
    .execute();
  expect(await prune(db, NOW)).toMatchObject({ actions: 2 });
  const left = await db.selectFrom('action_once').select('key').orderBy('key').execute();
  expect(left.map(({ key }) => key)).toEqual(['ended:s2', 'stands:s1']);
});
