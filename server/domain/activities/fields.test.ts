/** Activities made by hand: each field by its rule, and how they end (behaviour 7.2, 7.3). */
import { beforeAll, describe, expect, test } from 'vitest';
import { type ActivityFields, type ActivityStatus, Priority } from '../../../lib/protocol/index.ts';
import { defined, process } from '../../engine/testing/process.ts';
import { activityOf, ask, at, begin, headOf, makeActivity, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { SYSTEMS } from '../../testing/processes.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { writeCalendar } from './calendar.ts';
import { USUAL_CATEGORIES } from './categories.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
  const properties = { priority: 'high', 'show-in-calendar': 'false' };
  const drawn = process()
    .start('in')
    .task('work', { name: 'Call quietly', assignee: `\${startedBy}`, properties })
    .end('out')
    .path('in', 'work', 'out');
  await bench.deploy('quiet', await defined(drawn));
});

const change = (user: string, activity: string, fields: ActivityFields) =>
  bench.command(user, { type: 'activity.save', activity, create: false, fields });
const end = (
  user: string,
  activity: string,
  { status = 'completed', result = null, details = null }: Partial<Ending> = {},
) => bench.command(user, { type: 'activity.end', activity, status, result, details });
interface Ending {
  status: Extract<ActivityStatus, 'completed' | 'cancelled'>;
  result: string | null;
  details: string | null;
}

describe('fields of an activity (behaviour 7.2)', () => {
  test('subject, start and due are needed; the others have what is usual', async () => {
    const activity = crypto.randomUUID();
    const save = (fields: ActivityFields) =>
      bench.command('alice', { type: 'activity.save', activity, create: true, fields });
    const whole = { title: 'Buy paper', start: at(bench, 60), due: at(bench, 90) };
    for (const field of ['title', 'start', 'due'] as const)
      await expect(save({ ...whole, [field]: undefined })).rejects.toThrow(/Expected .* got nothing/);
    await save(whole);
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      ...{ ...whole, description: null, category: USUAL_CATEGORIES[0]?.name, status: 'not-started' },
      ...{ result: null, details: null, owner: { id: 'alice', name: 'Alice Adams' }, role: null },
      ...{ author: { id: 'alice' }, participants: [], priority: 'medium', showInCalendar: true },
      ...{ remindAt: null, connected: [], task: null, mayChange: true, endedAt: null },
    });
    await expect(save(whole)).rejects.toThrow('an id of its own');
  });

  test('due is never before the start, and moves with it when nothing is said of it', async () => {
    const activity = await makeActivity(bench, 'alice');
    await expect(change('alice', activity, { due: at(bench, 59) })).rejects.toThrow('not before the start');
    await change('alice', activity, { start: at(bench, 600) });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      start: at(bench, 600),
      due: at(bench, 630),
    });
  });

  test('category is one of those that there are, and says what the results are', async () => {
    const activity = await makeActivity(bench, 'alice', { category: 'Meeting' });
    await expect(change('alice', activity, { category: 'Nonsense' })).rejects.toThrow(
      'Expected one of To do, Call',
    );
    const resultsNow = async () =>
      (await activityOf(bench, 'alice', activity)).results.map(({ code }) => code);
    expect(await resultsNow()).toEqual(['held', 'moved', 'not-held']);
    await change('alice', activity, { category: 'Call' });
    expect(await resultsNow()).toEqual(['reached', 'not-reached', 'call-again']);
  });

  test('status goes to a final one only by ending it', async () => {
    const activity = await makeActivity(bench, 'alice', { status: 'in-progress' });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({ status: 'in-progress' });
    await end('alice', activity, { result: 'done' });
    await expect(change('alice', activity, { priority: 'high' })).rejects.toThrow('one that is completed');
    await change('alice', activity, { status: 'not-started' });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      ...{ status: 'not-started', result: null, endedAt: null },
    });
  });

  test('owner is a member of the role, where there is one; a role alone is that of all its members', async () => {
    const activity = await makeActivity(bench, 'alice', { owner: null, role: 'sales' });
    const members = await ask(bench, 'alice', {
      ...{ type: 'people.search', text: '', memberOf: 'sales', limit: 50 },
    });
    const others = await ask(bench, 'alice', { type: 'people.search', text: '', kind: 'user', limit: 50 });
    const outsider = others.found.find(({ id }) => !members.found.some((member) => member.id === id));
    await expect(change('alice', activity, { owner: outsider?.id ?? '' })).rejects.toThrow(
      'who is no member of the role sales',
    );
    for (const { id } of members.found) expect((await activityOf(bench, id, activity)).mayChange).toBe(true);
    const [member] = members.found;
    await change('alice', activity, { owner: member?.id ?? '' });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      ...{ owner: { id: member?.id }, role: { id: 'sales' } },
    });
    await expect(change('alice', activity, { owner: null, role: null })).rejects.toThrow('neither');
  });

  test('author is who made it, and may change it for whomever it is', async () => {
    const activity = await makeActivity(bench, 'alice', { owner: 'sam' });
    expect(await activityOf(bench, 'sam', activity)).toMatchObject({ author: { id: 'alice' } });
    await change('alice', activity, { priority: 'high', showInCalendar: false });
    expect(await activityOf(bench, 'sam', activity)).toMatchObject({
      ...{ priority: 'high', showInCalendar: false, owner: { id: 'sam' } },
    });
  });

  test('priority is as it is set; that of a step is as its author says, until it is changed', async () => {
    for (const priority of Priority.options) {
      const activity = await makeActivity(bench, 'alice', { priority });
      expect((await activityOf(bench, 'alice', activity)).priority).toBe(priority);
    }
    const { activity } = await begin(bench, 'quiet');
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({ priority: 'high' });
    await change('alice', activity ?? '-', { priority: 'low' });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({ priority: 'low' });
  });

  test('what is not to be shown in the calendar is not, and stands in the list all the same', async () => {
    const { activity } = await begin(bench, 'quiet');
    const id = activity ?? '-';
    const isShown = async () =>
      (await writeCalendar(bench.db, 'alice', bench.clock.now)).includes(`UID:${id}`);
    const isListed = async () =>
      (
        await ask(bench, 'alice', {
          ...{
            type: 'activities.list',
            from: at(bench, -60),
            until: at(bench, 60),
            owners: 'mine',
            search: '',
          },
          ...{ statuses: [], limit: 100, after: null },
        })
      ).items.some((item) => item.id === id);
    expect(await activityOf(bench, 'alice', id)).toMatchObject({ showInCalendar: false });
    expect([await isShown(), await isListed()]).toEqual([false, true]);
    await change('alice', id, { showInCalendar: true });
    expect([await isShown(), await isListed()]).toEqual([true, true]);
    await change('alice', id, { showInCalendar: false });
    expect([await isShown(), await isListed()]).toEqual([false, true]);
  });

  test('participants see it among their own, and do not change it', async () => {
    const activity = await makeActivity(bench, 'alice', { participants: ['sam', 'sam'] });
    const { items } = await ask(bench, 'sam', {
      ...{ type: 'activities.list', from: at(bench, 0), until: at(bench, 600), owners: 'mine', search: '' },
      ...{ statuses: [], limit: 100, after: null },
    });
    expect(items.find(({ id }) => id === activity)).toMatchObject({
      participants: [{ id: 'sam' }],
      mayChange: false,
    });
    await expect(change('sam', activity, { title: 'Mine now' })).rejects.toThrow('to change this activity');
    await expect(change('alice', activity, { participants: ['nobody'] })).rejects.toThrow(
      'people who are known here',
    );
  });

  test('it stands in the history of each record that it is connected to', async () => {
    const record = { system: SYSTEMS[0]?.id ?? '', type: 'lead', id: crypto.randomUUID() };
    const history = async (user: string) =>
      (await ask(bench, user, { type: 'activities.of-record', record, limit: 10 })).items.map(({ id }) => id);
    const linked = { ...record, title: 'Two ovens', url: null };
    const first = await makeActivity(bench, 'alice', { connected: [linked] });
    const later = await makeActivity(bench, 'alice', {
      ...{ start: at(bench, 6000), due: at(bench, 6000), connected: [linked] },
    });
    expect(await history('alice')).toEqual([later, first]);
    // Those who may not see an activity do not see it with the record either.
    expect(await history('sam')).toEqual([]);
    await change('alice', first, { connected: [] });
    expect(await history('alice')).toEqual([later]);
  });

  test('a follow-up has the author of what it follows, as far as that may be seen (behaviour 7.3)', async () => {
    const first = await makeActivity(bench, 'alice', { owner: 'bob' });
    const follow = async (user: string, follows: string) => {
      const activity = crypto.randomUUID();
      const fields = { title: 'And then', start: at(bench, 90), due: at(bench, 120), owner: 'bob' };
      await bench.command(user, { type: 'activity.save', activity, create: true, follows, fields });
      return (await activityOf(bench, 'bob', activity)).author?.id;
    };
    expect(await follow('bob', first)).toBe('alice');
    expect(await follow('sam', first)).toBe('sam');
    expect(await follow('bob', 'gone')).toBe('bob');
  });

  test('owner and author are reminded, until it is final', async () => {
    const from = { alice: await headOf(bench, 'alice'), sam: await headOf(bench, 'sam') };
    const activity = await makeActivity(bench, 'alice', {
      ...{ owner: 'sam', remindAt: at(bench, 50), remindAuthorAt: at(bench, 40) },
    });
    const told = async (user: 'alice' | 'sam') =>
      (await toldTo(bench, user, from[user])).map(({ type }) => type).filter((type) => /reminder/.test(type));
    expect(await told('sam')).toEqual(['reminder.upserted']);
    expect(await told('alice')).toEqual(['reminder.upserted']);
    await end('sam', activity, { result: 'done' });
    expect(await told('sam')).toEqual(['reminder.upserted', 'reminder.removed']);
    expect(await told('alice')).toEqual(['reminder.upserted', 'reminder.removed']);
  });
});

describe('the end of an activity made by hand (behaviour 7.3)', () => {
  test('completed has a result of its category, and details', async () => {
    const activity = await makeActivity(bench, 'alice', { category: 'Call' });
    await expect(end('alice', activity)).rejects.toThrow('Expected one of reached');
    await expect(end('alice', activity, { result: 'held' })).rejects.toThrow('Expected one of reached');
    await end('alice', activity, { result: 'reached', details: 'They want an offer' });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      ...{
        status: 'completed',
        result: { code: 'reached', label: 'Reached' },
        details: 'They want an offer',
      },
      endedAt: bench.clock.now.toISOString(),
    });
    await expect(end('alice', activity, { result: 'reached' })).rejects.toThrow('one that is completed');
  });

  test('cancelled may have a result', async () => {
    for (const result of [null, 'not-done']) {
      const activity = await makeActivity(bench, 'alice');
      await end('alice', activity, { status: 'cancelled', result });
      const ended = await activityOf(bench, 'alice', activity);
      expect([ended.status, ended.result?.code ?? null]).toEqual(['cancelled', result]);
    }
  });

  test('reassigned and moved by saving it', async () => {
    const activity = await makeActivity(bench, 'alice');
    await change('alice', activity, { owner: 'sam', start: at(bench, 1440), due: at(bench, 1500) });
    expect(await activityOf(bench, 'sam', activity)).toMatchObject({
      ...{ owner: { id: 'sam' }, start: at(bench, 1440), due: at(bench, 1500), mayChange: true },
    });
  });

  test('deleted by those who may change it', async () => {
    const activity = await makeActivity(bench, 'alice', { participants: ['sam'] });
    await expect(bench.command('sam', { type: 'activity.delete', activity })).rejects.toThrow(
      'to change this activity',
    );
    await bench.command('alice', { type: 'activity.delete', activity });
    await expect(activityOf(bench, 'alice', activity)).rejects.toThrow('an activity that you may see');
  });
});
