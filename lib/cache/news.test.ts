import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTopics } from '../messaging/topics.ts';
import type { Task } from '../protocol/index.ts';
import { ALL_TASKS, SAMPLE_SYSTEM, sampleTask, sampleUser } from '../testing/samples.ts';
import { Cache } from './cache.ts';
import { type Database, openDatabase } from './database.ts';
import { News } from './news.ts';
import { endOfToday } from './task-reader.ts';

const NAME = 'news';

let database: Database;
let cache: Cache;
let news: News;

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date(2026, 5, 15, 12), toFake: ['Date'] });
  await deleteDB(NAME);
  database = await openDatabase(NAME);
  const topics = createTopics();
  cache = await Cache.open(database, 'http://one.example', topics);
  news = new News(database, () => cache.account, topics);
  await cache.enter(sampleUser());
});
afterEach(() => {
  database.close();
  vi.useRealTimers();
});

let offset = 0;
function whole(...tasks: Task[]): Promise<boolean> {
  offset = 0;
  return cache.stage({
    ...{ type: 'snapshot', cursor: { epoch: 'e', offset }, part: 0, last: true },
    ...{ user: sampleUser(), systems: [SAMPLE_SYSTEM], processes: [], reminders: [], tasks },
  });
}
const arrive = (...tasks: Task[]) => {
  const first = offset + 1;
  offset += tasks.length;
  const events = tasks.map((task) => ({ type: 'task.upserted' as const, task }));
  return cache.apply({ type: 'events', epoch: 'e', offset: first, events });
};
const unread = async () => (await cache.list(ALL_TASKS)).unread;
const untold = async () => (await news.untold(endOfToday())).map(({ id }) => id);

describe('what is new', () => {
  it('is nothing of what was there when the person came for the first time', async () => {
    await whole(sampleTask('a'));
    expect([await unread(), await untold()]).toEqual([[], []]);
  });

  it('is what comes later, until the person has seen it', async () => {
    await whole();
    await arrive(sampleTask('a'), sampleTask('b'));
    expect([await unread(), await untold()]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    await news.told(['a']);
    expect([await unread(), await untold()]).toEqual([['a', 'b'], ['b']]);
    await news.read(['b']);
    expect([await unread(), await untold()]).toEqual([['a'], []]);
  });

  it('stays what it was when the task changes, and through a snapshot', async () => {
    await whole();
    await arrive(sampleTask('a'), sampleTask('b'));
    await news.read(['a']);
    await arrive(sampleTask('a', { title: 'Another title' }));
    expect([await unread(), await untold()]).toEqual([['b'], ['b']]);
    await whole(sampleTask('a'), sampleTask('b'), sampleTask('c'));
    expect([await unread(), await untold()]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('is told when its day has come', async () => {
    await whole();
    await arrive(sampleTask('a', { due: new Date(2026, 5, 16, 9).toISOString() }));
    expect(await untold()).toEqual([]);
    vi.setSystemTime(new Date(2026, 5, 16, 0, 1));
    expect(await untold()).toEqual(['a']);
  });

  it('is what came while the person was signed out, and what they had not seen before', async () => {
    await whole();
    await arrive(sampleTask('a'), sampleTask('b'), sampleTask('c'));
    await news.read(['a']);
    await news.told(['b']);
    await cache.leave();
    expect(await news.untold(endOfToday())).toEqual([]);
    await cache.enter(sampleUser());
    await whole(sampleTask('a'), sampleTask('b'), sampleTask('c'), sampleTask('d'));
    expect([await unread(), await untold()]).toEqual([
      ['b', 'c', 'd'],
      ['c', 'd'],
    ]);
  });

  it('of one person is nothing to another', async () => {
    await whole();
    await arrive(sampleTask('a'));
    await cache.enter(sampleUser('grace'));
    await whole(sampleTask('a'));
    expect([await unread(), await untold()]).toEqual([[], []]);
  });
});
