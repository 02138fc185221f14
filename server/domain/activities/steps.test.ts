/** Activities of steps: what they share with their tasks, and how they end (behaviour 1.1, 1.2, 1.11, 6.4, 7.3). */
import { beforeAll, describe, expect, test } from 'vitest';
import { activityOf, at, begin, deployActivities, headOf, taskOf, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { cancelInstance, readInstance } from '../../testing/instances.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { retryAll } from '../administration.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
  await deployActivities(bench);
});

describe('a Perform task', () => {
  test('has an activity with the dates, performer and results of its task', async () => {
    const task = await begin(bench, 'mine');
    const activity = await activityOf(bench, 'alice', task.activity);
    expect(activity).toMatchObject({
      ...{ title: 'Call them', category: 'To do', status: 'not-started', start: task.start, due: task.due },
      owner: { id: 'alice', name: 'Alice Adams' },
      ...{ role: null, author: { id: 'alice' }, priority: 'medium', showInCalendar: true, mayChange: true },
      remindAt: new Date(Date.parse(task.start) - 600_000).toISOString(),
      task: { id: task.id, kind: 'perform-task', open: true, instance: { id: task.instance.id } },
      ...{ results: [{ code: 'done', label: 'Done' }], result: null, endedAt: null },
    });
  });

  test('[M06] goes on only when its activity is completed with a result, which is that of the step', async () => {
    const task = await begin(bench, 'mine');
    const end = { type: 'activity.end', activity: task.activity ?? '', details: 'by phone' } as const;
    await expect(bench.command('alice', { ...end, status: 'completed', result: null })).rejects.toThrow(
      'Expected one of done for result, got nothing.',
    );
    expect(await bench.statusOf(task.instance.id)).toBe('running');
    const answer = await bench.command('alice', { ...end, status: 'completed', result: 'done' });
    expect(answer).toMatchObject({ instance: task.instance.id, ended: true });
    expect(await bench.statusOf(task.instance.id)).toBe('completed');
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      ...{ status: 'completed', result: { code: 'done', label: 'Done' }, details: 'by phone' },
      ...{ task: { open: false }, results: [], mayChange: false, endedAt: expect.any(String) },
    });
    await expect(bench.command('alice', { ...end, status: 'completed', result: 'done' })).rejects.toThrow(
      'Expected an open activity, got one that is completed',
    );
  });

  test('completed on its page keeps what was entered with its activity', async () => {
    const task = await begin(bench, 'mine');
    const submission = { kind: 'perform-task', result: 'done', details: 'at once' } as const;
    await bench.command('alice', { type: 'task.complete', task: task.id, submission });
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      ...{ status: 'completed', details: 'at once', result: { code: 'done' } },
    });
  });

  test('cancelled without a result waits on; with one it is completed with it (7.3)', async () => {
    const task = await begin(bench, 'mine');
    const cancel = { type: 'activity.end', activity: task.activity ?? '', status: 'cancelled' } as const;
    await bench.command('alice', { ...cancel, result: null, details: 'not today' });
    expect(await bench.statusOf(task.instance.id)).toBe('running');
    expect(await taskOf(bench, 'alice', task.id)).toBeDefined();
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      ...{ status: 'cancelled', details: 'not today', task: { open: true }, mayChange: true },
    });

    const other = await begin(bench, 'mine');
    const end = { ...cancel, activity: other.activity ?? '' };
    await bench.command('alice', { ...end, result: 'done', details: null });
    expect(await bench.statusOf(other.instance.id)).toBe('completed');
    expect(await activityOf(bench, 'alice', other.activity)).toMatchObject({
      ...{ status: 'cancelled', result: { code: 'done' } },
    });
  });

  test('that was cancelled is opened again, and completed after all', async () => {
    const task = await begin(bench, 'mine');
    const activity = task.activity ?? '';
    await bench.command('alice', {
      ...{ type: 'activity.end', activity, status: 'cancelled', result: null, details: null },
    });
    const change = { type: 'activity.save', activity, create: false } as const;
    await expect(bench.command('alice', { ...change, fields: { priority: 'high' } })).rejects.toThrow(
      'got one that is cancelled',
    );
    await bench.command('alice', { ...change, fields: { status: 'in-progress' } });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      status: 'in-progress',
      endedAt: null,
    });
    await bench.complete(task.instance.id);
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({ status: 'completed' });
  });

  test('that was cancelled is planned again by performing it later', async () => {
    const task = await begin(bench, 'mine');
    const activity = task.activity ?? '';
    await bench.command('alice', {
      ...{ type: 'activity.end', activity, status: 'cancelled', result: null, details: null },
    });
    await bench.command('alice', {
      ...{ type: 'task.postpone', task: task.id, start: at(bench, 60), minutes: 15, remindMinutes: 5 },
      showInCalendar: true,
    });
    expect(await activityOf(bench, 'alice', activity)).toMatchObject({
      ...{ status: 'not-started', endedAt: null, remindAt: at(bench, 55) },
    });
  });

  test('is cancelled with its instance', async () => {
    const task = await begin(bench, 'mine');
    const admin = await bench.user('admin');
    await cancelInstance(bench.around, admin, task.instance.id, 'a mistake');
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      status: 'cancelled',
      result: null,
    });
  });

  test('moves, and is handed over, by changing its activity [M08] [M09]', async () => {
    const task = await begin(bench, 'mine');
    const from = { alice: await headOf(bench, 'alice'), bob: await headOf(bench, 'bob') };
    const fields = { start: at(bench, 300), due: at(bench, 345), owner: 'bob', priority: 'high' } as const;
    await bench.command('alice', {
      ...{ type: 'activity.save', activity: task.activity ?? '', create: false, fields },
    });
    expect(await taskOf(bench, 'alice', task.id)).toBeUndefined();
    expect(await taskOf(bench, 'bob', task.id)).toMatchObject({
      ...{ start: fields.start, due: fields.due, performer: { user: { id: 'bob' }, role: null } },
    });
    expect(await activityOf(bench, 'bob', task.activity)).toMatchObject({
      ...{ owner: { id: 'bob' }, priority: 'high', start: fields.start, due: fields.due },
      // The reminder stays so long before the start.
      remindAt: at(bench, 290),
    });
    const told = async (user: 'alice' | 'bob') =>
      (await toldTo(bench, user, from[user])).map(({ type }) => type);
    expect(await told('alice')).toEqual(expect.arrayContaining(['task.removed', 'reminder.removed']));
    expect(await told('bob')).toEqual(expect.arrayContaining(['task.upserted', 'reminder.upserted']));
    const { log } = await readInstance(bench.around, task.instance.id);
    expect(log.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['step.reassigned', 'step.postponed']),
    );
  });

  test('keeps category and description, which the process says', async () => {
    const task = await begin(bench, 'mine');
    const change = { type: 'activity.save', activity: task.activity ?? '', create: false } as const;
    await expect(bench.command('alice', { ...change, fields: { category: 'Call' } })).rejects.toThrow(
      'Expected what the step says for category, got Call.',
    );
    await bench.command('alice', { ...change, fields: { category: 'To do', details: 'ask for Ada' } });
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({ details: 'ask for Ada' });
  });

  test('is changed by nobody but its performers and administrators', async () => {
    const task = await begin(bench, 'mine');
    const change = { type: 'activity.save', activity: task.activity ?? '', create: false } as const;
    const fields = { participants: ['sam'] };
    await expect(bench.command('sam', { ...change, fields })).rejects.toThrow('an activity that you may see');
    await bench.command('alice', { ...change, fields });
    await expect(bench.command('sam', { ...change, fields: {} })).rejects.toThrow('to change this activity');
    await bench.command('admin', { ...change, fields: { priority: 'low' } });
    expect(await activityOf(bench, 'sam', task.activity)).toMatchObject({
      priority: 'low',
      mayChange: false,
    });
  });
});

describe('a question', () => {
  test('[M10] has an activity when its author says so; its answer completes both', async () => {
    expect((await begin(bench, 'asks')).activity).toBeNull();
    const task = await begin(bench, 'noted');
    const end = { type: 'activity.end', activity: task.activity ?? '', details: null } as const;
    await expect(bench.command('alice', { ...end, status: 'completed', result: null })).rejects.toThrow(
      "Expected an answer on the step's page for result, got nothing.",
    );
    const submission = { kind: 'user-dialog' as const, answers: ['yes'] };
    await bench.command('alice', { type: 'task.complete', task: task.id, submission });
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      ...{ status: 'completed', result: { code: 'yes', label: 'Yes' } },
    });
  });

  test('waits on when its activity is cancelled, which takes no result; answered, both are completed (7.3)', async () => {
    const task = await begin(bench, 'noted');
    const end = { type: 'activity.end', activity: task.activity ?? '', details: 'not now' } as const;
    await expect(bench.command('alice', { ...end, status: 'cancelled', result: 'yes' })).rejects.toThrow(
      "Expected an answer on the step's page for result, got yes.",
    );
    await bench.command('alice', { ...end, status: 'cancelled', result: null });
    expect(await bench.statusOf(task.instance.id)).toBe('running');
    const submission = { kind: 'user-dialog' as const, answers: ['no'] };
    await bench.command('alice', { type: 'task.complete', task: task.id, submission });
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      ...{ status: 'completed', result: { code: 'no' }, task: { open: false } },
    });
  });

  test('[M13] performed later gets an activity, moves, and may be handed over', async () => {
    const task = await begin(bench, 'asks');
    await bench.command('alice', {
      ...{ type: 'task.postpone', task: task.id, start: at(bench, 1440), minutes: 45, remindMinutes: 10 },
      ...{ showInCalendar: false, title: 'Ask tomorrow', performer: { user: 'bob', role: null } },
    });
    expect(await taskOf(bench, 'alice', task.id)).toBeUndefined();
    const moved = await taskOf(bench, 'bob', task.id);
    expect(moved).toMatchObject({
      ...{
        title: 'Ask tomorrow',
        start: at(bench, 1440),
        due: at(bench, 1485),
        performer: { user: { id: 'bob' } },
      },
    });
    expect(await activityOf(bench, 'bob', moved?.activity)).toMatchObject({
      ...{ title: 'Ask tomorrow', remindAt: at(bench, 1430), showInCalendar: false, owner: { id: 'bob' } },
      task: { kind: 'user-dialog', open: true },
    });
    // Again: the same activity.
    await bench.command('bob', {
      ...{ type: 'task.postpone', task: task.id, start: at(bench, 2880), minutes: 15, remindMinutes: null },
      showInCalendar: true,
    });
    const again = await taskOf(bench, 'bob', task.id);
    expect(again?.activity).toBe(moved?.activity);
    expect(await activityOf(bench, 'bob', again?.activity)).toMatchObject({
      remindAt: null,
      showInCalendar: true,
    });
    const submission = { kind: 'user-dialog' as const, answers: ['no'] };
    await expect(
      bench.command('alice', { type: 'task.complete', task: task.id, submission }),
    ).rejects.toThrow('a task of yours');
    await bench.command('bob', { type: 'task.complete', task: task.id, submission });
  });

  test('that is over is not performed later', async () => {
    const task = await begin(bench, 'asks');
    const submission = { kind: 'user-dialog' as const, answers: ['no'] };
    await bench.command('alice', { type: 'task.complete', task: task.id, submission });
    const postpone = bench.command('alice', {
      ...{ type: 'task.postpone', task: task.id, start: at(bench, 60), minutes: 15, remindMinutes: null },
      showInCalendar: true,
    });
    await expect(postpone).rejects.toThrow('got one that was completed by Alice Adams');
  });
});

describe('a task for the manager of an employee', () => {
  test('is that of the manager who is known when it opens', async () => {
    const task = await begin(bench, 'managed', 'alice', 'maria');
    expect(task.performer).toEqual({ user: { id: 'maria', name: 'Maria Moreno' }, role: null });
    expect(await taskOf(bench, 'alice', task.id)).toBeUndefined();
  });

  test('of nobody is a problem that says so, and is retried when there is one', async () => {
    const instance = await bench.start('managed', {}, 'sam');
    const looked = await readInstance(bench.around, instance);
    expect(looked).toMatchObject({
      ...{
        status: 'error',
        incident: { code: 'no-performer', message: expect.stringContaining('the manager of Sam Singh') },
      },
    });
    await bench.db.updateTable('account').set({ manager: 'bob' }).where('id', '=', 'sam').execute();
    const admin = await bench.user('admin');
    await bench.db.transaction().execute((tx) => retryAll(bench.around, tx, admin, instance));
    expect(await bench.statusOf(instance)).toBe('running');
    await bench.complete(instance, 'bob');
    expect(await bench.statusOf(instance)).toBe('completed');
  });
});
