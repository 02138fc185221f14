/** Lists of activities: which stand in a period, in which order, page by page (behaviour 7.1). */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActivityQuery, ActivitySort } from '../../../lib/protocol/index.ts';
import { ask, at, begin, deployActivities, makeActivity } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';

type Question = Extract<ActivityQuery, { type: 'activities.list' }>;

const database = useDatabase();
let bench: Bench;

/** So many days after the present of the tests: nothing else is there. */
const FAR = 100 * 1440;

beforeAll(async () => {
  bench = await openBench(database);
  await deployActivities(bench);
  for (const [title, start, due, more] of [
    ['offer', 0, 30, { category: 'Call', priority: 'high' }],
    ['Meet', 61, 240, { category: 'Meeting', priority: 'low' }],
    ['long', -1440, 1440, { status: 'in-progress' }],
    ['brief', 120, 120, { category: 'Call' }],
    ['Anew', 60, 90, {}],
    // Alike in everything but their ids.
    ['twin', 250, 260, {}],
    ['twin', 250, 260, {}],
  ] as const)
    await makeActivity(bench, 'alice', {
      title,
      start: at(bench, FAR + start),
      due: at(bench, FAR + due),
      ...more,
    });
});

async function list(change: Partial<Question> = {}, user = 'alice') {
  const span = { from: at(bench, FAR - 10), until: at(bench, FAR + 300) };
  const rest = { owners: 'mine' as const, statuses: [], search: '', limit: 50, after: null };
  return ask(bench, user, { type: 'activities.list', ...span, ...rest, ...change });
}
const titles = async (change: Partial<Question> = {}, user = 'alice') =>
  (await list(change, user)).items.map(({ title }) => title);

describe('a list of activities (behaviour 7.1)', () => {
  test('shows those whose time overlaps the period', async () => {
    expect(await titles()).toEqual(['long', 'offer', 'Anew', 'Meet', 'brief', 'twin', 'twin']);
    const later = { from: at(bench, FAR + 30), until: at(bench, FAR + 60) };
    // What ends as the period begins is over, what begins as it ends is not in it.
    expect(await titles(later)).toEqual(['long']);
    expect(await titles({ from: at(bench, FAR + 120), until: at(bench, FAR + 121) })).toEqual([
      'long',
      'Meet',
      'brief',
    ]);
  });

  test('is narrowed by words, by status, by who takes part and by who owns them', async () => {
    expect(await titles({ search: 'ME' })).toEqual(['Meet']);
    expect(await titles({ statuses: ['in-progress'] })).toEqual(['long']);
    expect(await titles({ owners: 'mine' }, 'bob')).toEqual([]);
    await makeActivity(bench, 'alice', {
      ...{ title: 'Together', start: at(bench, FAR + 200), due: at(bench, FAR + 210), participants: ['bob'] },
    });
    expect(await titles({ owners: 'mine' }, 'bob')).toEqual(['Together']);
    expect(await titles({ owners: ['bob'] })).toEqual(['Together']);
    expect(await titles({ owners: 'own' }, 'bob')).toEqual([]);
    expect(await titles({ owners: 'own', search: 'Together' })).toEqual(['Together']);
  });

  const orders: [ActivitySort, string[]][] = [
    ['start', ['long', 'offer', 'Anew', 'Meet', 'brief', 'Together', 'twin', 'twin']],
    ['due', ['offer', 'Anew', 'brief', 'Together', 'Meet', 'twin', 'twin', 'long']],
    ['title', ['Anew', 'brief', 'long', 'Meet', 'offer', 'Together', 'twin', 'twin']],
    ['category', ['offer', 'brief', 'Meet', 'long', 'Anew', 'Together', 'twin', 'twin']],
    ['status', ['offer', 'Anew', 'Meet', 'brief', 'Together', 'twin', 'twin', 'long']],
    ['priority', ['Meet', 'long', 'Anew', 'brief', 'Together', 'twin', 'twin', 'offer']],
  ];

  test.each(orders)(
    'ordered by %s is the same read at once and page by page, in both ways',
    async (sort, order) => {
      for (const descending of [false, true]) {
        const whole = await titles({ sort, descending });
        expect(whole).toEqual(descending ? order.toReversed() : order);
        const read: string[] = [];
        const ids = new Set<string>();
        let after: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof list>> = await list({ sort, descending, limit: 2, after });
          read.push(...page.items.map(({ id, title }) => ids.add(id) && title));
          after = page.after;
        } while (after !== null);
        expect(read).toEqual(whole);
        expect(ids.size).toBe(whole.length);
      }
    },
  );

  test.each(['', '[]', '["x","y","z"]', '[1,2', '2026-01-01T00:00:00.000Z a-1'])(
    'says what is wrong with a place that no page has ended with: %j',
    async (after) => {
      await expect(list({ after })).rejects.toThrow('what the page before has ended with');
    },
  );

  test('[M18] has the activities of steps among those made by hand', async () => {
    const task = await begin(bench, 'mine');
    const whole = await list({ from: at(bench, -10), until: at(bench, 1440) });
    expect(whole.items.find(({ id }) => id === task.activity)).toMatchObject({
      title: 'Call them',
      task: { id: task.id },
    });
  });
});

describe('a search for people', () => {
  test('finds people, roles, or the members of a role (behaviour 7.2)', async () => {
    const search = async (change: Partial<Extract<ActivityQuery, { type: 'people.search' }>>) =>
      (await ask(bench, 'alice', { type: 'people.search', text: '', limit: 50, ...change })).found;
    const of = (found: Awaited<ReturnType<typeof search>>) =>
      [...new Set(found.map(({ type }) => type))].sort();
    expect(of(await search({}))).toEqual(['role', 'user']);
    expect(of(await search({ kind: 'role' }))).toEqual(['role']);
    expect(of(await search({ kind: 'user' }))).toEqual(['user']);
    const rows = await bench.db
      .selectFrom('account_role')
      .select('account')
      .where('role', '=', 'sales')
      .execute();
    const members = (await search({ memberOf: 'sales' })).map(({ id }) => id);
    expect(members.length).toBeGreaterThan(0);
    expect(members.sort()).toEqual(rows.map(({ account }) => account).sort());
    expect(await search({ memberOf: 'sales', text: 'nobody is called so' })).toEqual([]);
  });
});
