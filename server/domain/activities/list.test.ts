/** Which activities there are in a period, for whom, in which order (behaviour 7.1). */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActivityQuery } from '../../../lib/protocol/index.ts';
import { ask, at, begin, deployActivities, makeActivity } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';

type ListQuery = Extract<ActivityQuery, { type: 'activities.list' }>;

const database = useDatabase();
let bench: Bench;
const HOUR = 60;
const DAY = 24 * HOUR;

beforeAll(async () => {
  bench = await openBench(database);
  await deployActivities(bench);
});

/** The period begins so many days from now and lasts one day: each test has its own. */
async function list(user: string, day: number, more: Partial<ListQuery> = {}) {
  return ask(bench, user, {
    ...{ type: 'activities.list', from: at(bench, day * DAY), until: at(bench, (day + 1) * DAY) },
    ...{ owners: 'mine', statuses: [], search: '', limit: 100, after: null },
    ...more,
  });
}

async function titles(user: string, day: number, more: Partial<ListQuery> = {}): Promise<string[]> {
  return (await list(user, day, more)).items.map(({ title }) => title);
}

/** In minutes from the beginning of the day. */
const on = (day: number, start: number, due: number) => ({
  start: at(bench, day * DAY + start),
  due: at(bench, day * DAY + due),
});

describe('activities of a period (behaviour 7.1)', () => {
  test('are those whose time overlaps it', async () => {
    await makeActivity(bench, 'alice', { title: 'ends as it begins', ...on(2, -HOUR, 0) });
    await makeActivity(bench, 'alice', { title: 'reaches into it', ...on(2, -HOUR, 1) });
    await makeActivity(bench, 'alice', { title: 'is longer', ...on(2, -DAY, DAY + HOUR) });
    await makeActivity(bench, 'alice', { title: 'no time at all', ...on(2, 0, 0) });
    await makeActivity(bench, 'alice', { title: 'within', ...on(2, HOUR, 2 * HOUR) });
    await makeActivity(bench, 'alice', { title: 'begins as it ends', ...on(2, DAY, DAY + HOUR) });
    expect(await titles('alice', 2)).toEqual(['is longer', 'reaches into it', 'no time at all', 'within']);
  });

  test('are of steps, too; one that is not due takes half an hour', async () => {
    const task = await begin(bench, 'noted', 'bob');
    const start = Date.parse(task.start);
    const within = async (from: number, until: number) => {
      const moments = {
        from: new Date(start + from).toISOString(),
        until: new Date(start + until).toISOString(),
      };
      return (await list('bob', 0, moments)).items.some(({ id }) => id === task.activity);
    };
    const MINUTE_MS = 60_000;
    expect(task.due).toBeNull();
    expect(await within(29 * MINUTE_MS, 40 * MINUTE_MS)).toBe(true);
    expect(await within(30 * MINUTE_MS, 40 * MINUTE_MS)).toBe(false);
    expect(await within(-10, 0)).toBe(false);
    expect(await within(-10, 1)).toBe(true);
  });

  test('come in pages, none twice and none left out, in every order', async () => {
    const made = [
      ['b', 'Call', 'low', 30],
      ['A', 'Meeting', 'high', 20],
      ['c', 'Call', 'medium', 20],
      ['a', 'To do', 'high', 10],
      ['B', 'To do', 'low', 20],
    ] as const;
    for (const [title, category, priority, start] of made)
      await makeActivity(bench, 'alice', { title, category, priority, ...on(4, start, 100 - start) });
    for (const sort of ['start', 'due', 'title', 'category', 'status', 'priority'] as const)
      for (const descending of [false, true]) {
        const whole = (await list('alice', 4, { sort, descending })).items.map(({ id }) => id);
        expect(whole).toHaveLength(made.length);
        const paged: string[] = [];
        for (let after: string | null = null, more = true; more; more = after !== null) {
          const page = await list('alice', 4, { sort, descending, limit: 2, after });
          paged.push(...page.items.map(({ id }) => id));
          after = page.after;
        }
        expect([sort, descending, paged]).toEqual([sort, descending, whole]);
      }
    expect(await titles('alice', 4, { sort: 'title' })).toEqual(['a', 'A', 'B', 'b', 'c']);
    expect((await list('alice', 4, { sort: 'priority' })).items.map(({ priority }) => priority)).toEqual([
      ...['low', 'low', 'medium', 'high', 'high'],
    ]);
    expect((await list('alice', 4, { sort: 'due', descending: true })).items[0]?.title).toBe('a');
    await expect(list('alice', 4, { after: 'nonsense' })).rejects.toThrow(
      'what the page before has ended with',
    );
  });

  test('can be asked for by status and a part of the title', async () => {
    const done = await makeActivity(bench, 'alice', { title: 'Send 100% offer', ...on(6, 1, 2) });
    await makeActivity(bench, 'alice', { title: 'Send bill', ...on(6, 2, 3) });
    await bench.command('alice', {
      ...{ type: 'activity.end', activity: done, status: 'completed', result: 'done', details: null },
    });
    expect(await titles('alice', 6, { statuses: ['completed'] })).toEqual(['Send 100% offer']);
    expect(await titles('alice', 6, { search: '100% OFF' })).toEqual(['Send 100% offer']);
    expect(await titles('alice', 6, { search: '%' })).toEqual(['Send 100% offer']);
    expect(await titles('alice', 6, { search: 'send' })).toHaveLength(2);
  });
});

describe('whose activities somebody sees (behaviour 7.1)', () => {
  test('mine: what I own, take part in, or could take; own: what I own; all: what I may see', async () => {
    await makeActivity(bench, 'alice', { title: 'alone', ...on(8, 1, 2) });
    await makeActivity(bench, 'alice', { title: 'with Bob', participants: ['bob'], ...on(8, 2, 3) });
    await makeActivity(bench, 'alice', { title: 'for Bob', owner: 'bob', ...on(8, 3, 4) });
    await makeActivity(bench, 'alice', { title: 'for sales', owner: null, role: 'sales', ...on(8, 4, 5) });
    await makeActivity(bench, 'alice', {
      title: 'for support',
      owner: null,
      role: 'support',
      ...on(8, 5, 6),
    });
    expect(await titles('alice', 8)).toEqual(['alone', 'with Bob', 'for sales']);
    expect(await titles('bob', 8)).toEqual(['with Bob', 'for Bob', 'for sales']);
    expect(await titles('bob', 8, { owners: 'own' })).toEqual(['for Bob']);
    expect(await titles('sam', 8, { owners: 'all' })).toEqual(['for support']);
    const all = ['alone', 'with Bob', 'for Bob', 'for sales', 'for support'];
    // Who made it sees it; so do the manager of the owner and whoever sees the log.
    expect(await titles('alice', 8, { owners: 'all' })).toEqual(all);
    expect(await titles('maria', 8, { owners: 'all' })).toEqual(all);
    expect(await titles('admin', 8, { owners: 'all' })).toEqual(all);
    expect(await titles('maria', 8, { owners: ['bob'] })).toEqual(['with Bob', 'for Bob']);
    expect(await titles('sam', 8, { owners: ['alice', 'bob'] })).toEqual([]);
  });

  test('a manager sees those of their people without the permission to see the log', async () => {
    const { db } = bench;
    await makeActivity(bench, 'alice', { title: 'private', ...on(10, 1, 2) });
    expect(await titles('sam', 10, { owners: ['alice'] })).toEqual([]);
    await db.updateTable('account').set({ manager: 'sam' }).where('id', '=', 'maria').execute();
    expect(await titles('sam', 10, { owners: ['alice'] })).toEqual(['private']);
    await db.updateTable('account').set({ manager: null }).where('id', '=', 'maria').execute();
  });
});
