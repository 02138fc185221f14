/** Reminders: whose they are, what people do with them, when they go (behaviour 6.6). */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActivityFields, ChannelEvent, Reminder } from '../../../lib/protocol/index.ts';
import { at, begin, deployActivities, headOf, makeActivity, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { cancelInstance } from '../../testing/instances.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { readWhole } from '../snapshot.ts';

const database = useDatabase();
let bench: Bench;
const EVERYBODY = ['alice', 'bob', 'maria', 'sam', 'admin'];

beforeAll(async () => {
  bench = await openBench(database);
  await deployActivities(bench);
});

/** The reminders of a user, as a client has them that begins now. */
async function remindersOf(user: string): Promise<Reminder[]> {
  return (await readWhole(database.store, user)).reminders;
}

/** Who is reminded of it, by the snapshot; each time it must be what the events before have told, too. */
async function whoIsRemindedOf(activity: string | null): Promise<string[]> {
  const reminded: string[] = [];
  for (const user of EVERYBODY) {
    const whole = await remindersOf(user);
    expect([user, replayed(await toldTo(bench, user))]).toEqual([user, whole]);
    if (whole.some((reminder) => reminder.activity === activity)) reminded.push(user);
  }
  return reminded;
}

const save = (user: string, activity: string, fields: ActivityFields) =>
  bench.command(user, { type: 'activity.save', activity, create: false, fields });

function replayed(events: readonly ChannelEvent[]): Reminder[] {
  const reminders = new Map<string, Reminder>();
  for (const event of events) {
    if (event.type === 'reminder.upserted') reminders.set(event.reminder.activity, event.reminder);
    if (event.type === 'reminder.removed') reminders.delete(event.activity);
  }
  const order = ({ at: moment, activity }: Reminder) => `${moment} ${activity}`;
  return [...reminders.values()].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

describe('a reminder', () => {
  test('of a task is told when it opens, with the moment at which it is to be shown', async () => {
    const from = await headOf(bench, 'alice');
    const task = await begin(bench, 'mine');
    const told = (await toldTo(bench, 'alice', from)).filter(({ type }) => type.startsWith('reminder'));
    expect(told).toEqual([
      {
        type: 'reminder.upserted',
        reminder: {
          ...{ activity: task.activity, task: task.id, title: 'Call them', start: task.start },
          ...{ at: new Date(Date.parse(task.start) - 600_000).toISOString(), caption: task.instance.caption },
        },
      },
    ]);
    expect(await whoIsRemindedOf(task.activity)).toEqual(['alice']);
    await bench.complete(task.instance.id);
    expect(await whoIsRemindedOf(task.activity)).toEqual([]);
  });

  test('of a role is everybody’s until one takes it, and again when it is given back', async () => {
    const task = await begin(bench, 'team');
    expect(await whoIsRemindedOf(task.activity)).toEqual(['alice', 'bob', 'maria']);
    await bench.command('bob', { type: 'task.take', task: task.id });
    expect(await whoIsRemindedOf(task.activity)).toEqual(['bob']);
    await bench.command('bob', { type: 'task.release', task: task.id });
    expect(await whoIsRemindedOf(task.activity)).toEqual(['alice', 'bob', 'maria']);
    await bench.command('maria', { type: 'task.assign', task: task.id, user: 'sam', role: null });
    expect(await whoIsRemindedOf(task.activity)).toEqual(['sam']);
    await cancelInstance(bench.around, await bench.user('admin'), task.instance.id, 'a mistake');
    expect(await whoIsRemindedOf(task.activity)).toEqual([]);
  });

  test('of the owner and that of the author each come at their own time (behaviour 7.2)', async () => {
    const id = await makeActivity(bench, 'alice', {
      ...{ owner: 'bob', participants: ['sam'] },
      ...{ remindAt: at(bench, 50), remindAuthorAt: at(bench, 40) },
    });
    expect(await whoIsRemindedOf(id)).toEqual(['alice', 'bob']);
    expect(await remindersOf('alice')).toMatchObject([{ activity: id, at: at(bench, 40) }]);
    expect(await remindersOf('bob')).toMatchObject([{ activity: id, at: at(bench, 50) }]);
    await save('bob', id, { remindAt: null });
    expect(await whoIsRemindedOf(id)).toEqual(['alice']);
    // One of which nothing is said stays so long before the start.
    await save('bob', id, { start: at(bench, 160) });
    expect(await remindersOf('alice')).toMatchObject([{ activity: id, at: at(bench, 140) }]);
    await save('alice', id, { remindAuthorAt: null });
    expect(await whoIsRemindedOf(id)).toEqual([]);
  });

  test('comes once to an owner who is also the author, at the owner’s time', async () => {
    const times = { remindAt: at(bench, 50), remindAuthorAt: at(bench, 40) };
    const id = await makeActivity(bench, 'alice', times);
    expect(await remindersOf('alice')).toMatchObject([{ activity: id, at: at(bench, 50) }]);
    await save('alice', id, { owner: 'bob' });
    expect(await remindersOf('alice')).toMatchObject([{ activity: id, at: at(bench, 40) }]);
    expect(await whoIsRemindedOf(id)).toEqual(['alice', 'bob']);
    await bench.command('alice', { type: 'activity.delete', activity: id });
  });

  test('of a step’s author shows the activity, as its page is for others, and lasts as long as the step', async () => {
    const task = await begin(bench, 'team', 'sam', 'bob');
    const id = task.activity ?? '';
    const remindAuthorAt = new Date(Date.parse(task.start) - 1_200_000).toISOString();
    await save('bob', id, { remindAt: null, remindAuthorAt });
    expect(await remindersOf('sam')).toMatchObject([{ activity: id, task: null, at: remindAuthorAt }]);
    await bench.command('bob', {
      ...{ type: 'task.postpone', task: task.id, start: at(bench, 300), minutes: 15, remindMinutes: 5 },
      showInCalendar: true,
    });
    expect(await remindersOf('sam')).toMatchObject([{ at: at(bench, 280) }]);
    expect(await whoIsRemindedOf(id)).toEqual(['alice', 'bob', 'maria', 'sam']);
    await bench.command('bob', { type: 'task.assign', task: task.id, user: 'sam', role: null });
    expect(await remindersOf('sam')).toMatchObject([{ task: task.id, at: at(bench, 295) }]);
    expect(await whoIsRemindedOf(id)).toEqual(['sam']);
    await cancelInstance(bench.around, await bench.user('admin'), task.instance.id, 'a mistake');
    expect(await whoIsRemindedOf(id)).toEqual([]);
  });

  test('goes when the activity is final, and comes back when it is opened again', async () => {
    const id = await makeActivity(bench, 'alice', { remindAt: at(bench, 50) });
    const end = {
      type: 'activity.end',
      activity: id,
      status: 'cancelled',
      result: null,
      details: null,
    } as const;
    await bench.command('alice', end);
    expect(await whoIsRemindedOf(id)).toEqual([]);
    const fields = { status: 'in-progress' } as const;
    await bench.command('alice', { type: 'activity.save', activity: id, create: false, fields });
    expect(await whoIsRemindedOf(id)).toEqual(['alice']);
    await bench.command('alice', { type: 'activity.delete', activity: id });
    expect(await whoIsRemindedOf(id)).toEqual([]);
  });

  test('of a step whose activity is cancelled goes, while the step waits on', async () => {
    const task = await begin(bench, 'mine');
    await bench.command('alice', {
      ...{
        type: 'activity.end',
        activity: task.activity ?? '',
        status: 'cancelled',
        result: null,
        details: null,
      },
    });
    expect(await whoIsRemindedOf(task.activity)).toEqual([]);
    await bench.complete(task.instance.id);
  });
});

describe('what a person does with a reminder', () => {
  test('is theirs alone: snoozed it moves, dismissed it goes', async () => {
    const both = { remindAt: at(bench, 50), remindAuthorAt: at(bench, 50) };
    const id = await makeActivity(bench, 'alice', { owner: 'bob', ...both });
    const until = at(bench, 70);
    await bench.command('alice', { type: 'reminder.snooze', activity: id, until });
    expect(await remindersOf('alice')).toMatchObject([{ activity: id, at: until }]);
    expect(await remindersOf('bob')).toMatchObject([{ activity: id, at: at(bench, 50) }]);
    await bench.command('alice', { type: 'reminder.dismiss', activity: id });
    expect(await whoIsRemindedOf(id)).toEqual(['bob']);
    // Another time is another reminder, for whom it is meant.
    await save('bob', id, { remindAt: at(bench, 55) });
    expect(await whoIsRemindedOf(id)).toEqual(['bob']);
    await save('bob', id, { remindAuthorAt: at(bench, 55) });
    expect(await whoIsRemindedOf(id)).toEqual(['alice', 'bob']);
    await bench.command('bob', { type: 'activity.delete', activity: id });
  });

  test('is refused of what they may not see', async () => {
    const id = await makeActivity(bench, 'alice', { remindAt: at(bench, 50) });
    const dismiss = bench.command('sam', { type: 'reminder.dismiss', activity: id });
    await expect(dismiss).rejects.toThrow('an activity that you may see');
    expect(await whoIsRemindedOf(id)).toEqual(['alice']);
  });
});
