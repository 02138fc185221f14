/** Whatever people do with tasks and activities: what their channels tell adds up to what a snapshot shows. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type Command, ProtocolError, type Reminder, type Task } from '../../../lib/protocol/index.ts';
import { at, deployActivities, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { resetChannels } from '../channels.ts';
import { readWhole, type Whole } from '../snapshot.ts';

const database = useDatabase();
const USERS = ['alice', 'bob', 'maria', 'sam'] as const;
type User = (typeof USERS)[number];
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
  await deployActivities(bench);
});

/** What a client of a user has: changed by events only, until its channel begins anew. */
class Client {
  readonly #user: User;
  #epoch = '';
  #offset = 0;
  #tasks = new Map<string, Task>();
  #reminders = new Map<string, Reminder>();

  constructor(user: User) {
    this.#user = user;
  }

  /** Takes in what was told since, and expects to have what a client gets that begins now. */
  async expectWhole(): Promise<Whole> {
    const whole = await readWhole(database.store, this.#user);
    const { epoch, offset } = whole.cursor;
    if (epoch !== this.#epoch) {
      this.#tasks = new Map(whole.tasks.map((task) => [task.id, task]));
      this.#reminders = new Map(whole.reminders.map((reminder) => [reminder.activity, reminder]));
    } else {
      for (const event of await toldTo(bench, this.#user, this.#offset)) {
        if (event.type === 'task.upserted') this.#tasks.set(event.task.id, event.task);
        if (event.type === 'task.removed') this.#tasks.delete(event.task);
        if (event.type === 'reminder.upserted') this.#reminders.set(event.reminder.activity, event.reminder);
        if (event.type === 'reminder.removed') this.#reminders.delete(event.activity);
      }
    }
    this.#epoch = epoch;
    this.#offset = offset;
    expect(listed(this.#tasks.values(), ({ id }) => id)).toEqual(listed(whole.tasks, ({ id }) => id));
    const key = ({ activity }: Reminder) => activity;
    expect(listed(this.#reminders.values(), key)).toEqual(listed(whole.reminders, key));
    return whole;
  }
}

/** In the order of their keys. */
function listed<One>(items: Iterable<One>, key: (item: One) => string): One[] {
  return [...items].sort((one, two) => (key(one) < key(two) ? -1 : 1));
}

const user = fc.constantFrom(...USERS);
const which = fc.nat({ max: 30 });
const performer = fc.oneof(
  fc.record({ user, role: fc.constant(null) }),
  fc.record({ user: fc.constant(null), role: fc.constantFrom('sales', 'support') }),
  fc.constant({ user: 'bob', role: 'sales' }),
);
const minutes = fc.integer({ min: 1, max: 500 });
const Action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('start' as const), user },
      process: fc.constantFrom('mine', 'team', 'asks', 'noted'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('complete' as const), user, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('task.take', 'task.release'), user, which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('assign' as const), user, which, performer }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('postpone' as const), user, which, minutes },
      ...{ performer: fc.option(performer), remind: fc.option(minutes) },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      user,
      minutes,
      performer,
      remind: fc.boolean(),
      remindAuthor: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      user,
      which,
      minutes,
      remind: fc.constantFrom('remindAt', 'remindAuthorAt'),
      performer: fc.option(performer),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ do: fc.constant('end' as const), user, which },
      ...{ status: fc.constantFrom('completed', 'cancelled'), result: fc.constantFrom('done', null) },
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('activity.delete' as const), user, which }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('answer' as const), user, which, minutes: fc.option(minutes) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('absence' as const), user, deputy: fc.option(user), minutes }),
  },
);
type Action = typeof Action extends fc.Arbitrary<infer T> ? T : never;

/** What is done means one of the tasks, or of the activities, that the user sees; null: there is none. */
function toCommand(action: Action, { tasks }: Whole, activities: readonly string[]): Command | null {
  const one = <T>(list: readonly T[]): T | undefined =>
    'which' in action ? list[action.which % Math.max(list.length, 1)] : undefined;
  const task = one(tasks);
  const activity = one([...activities, ...tasks.flatMap((found) => found.activity ?? [])]);
  if (action.do === 'start') return { type: 'process.start', process: action.process, record: null };
  if (action.do === 'absence') {
    const { deputy } = action;
    const absence = deputy && { from: at(bench, -1), until: at(bench, 1000), deputy };
    return { type: 'absence.set', absence };
  }
  if (action.do === 'plan') {
    const { user: owner, role } = action.performer;
    const start = at(bench, action.minutes);
    const fields = {
      title: 'By hand',
      start,
      due: start,
      owner,
      role,
      remindAt: action.remind ? start : null,
      remindAuthorAt: action.remindAuthor ? start : null,
    };
    return { type: 'activity.save', activity: crypto.randomUUID(), create: true, fields };
  }
  if (activity !== undefined) {
    if (action.do === 'change') {
      const { user: owner, role } = action.performer ?? {};
      const start = at(bench, action.minutes);
      const moved = action.performer
        ? { owner: owner ?? null, role: role ?? null }
        : { start, [action.remind]: start };
      const fields = { ...moved, status: 'in-progress' as const };
      return { type: 'activity.save', activity, create: false, fields };
    }
    if (action.do === 'end')
      return { type: 'activity.end', activity, status: action.status, result: action.result, details: null };
    if (action.do === 'activity.delete') return { type: 'activity.delete', activity };
    if (action.do === 'answer')
      return action.minutes === null
        ? { type: 'reminder.dismiss', activity }
        : { type: 'reminder.snooze', activity, until: at(bench, action.minutes) };
  }
  if (task === undefined) return null;
  if (action.do === 'complete') {
    const submission =
      task.kind === 'perform-task'
        ? ({ kind: 'perform-task', result: 'done', details: null } as const)
        : ({ kind: 'user-dialog', answers: ['yes'] } satisfies { kind: 'user-dialog'; answers: string[] });
    return { type: 'task.complete', task: task.id, submission };
  }
  if (action.do === 'task.take' || action.do === 'task.release') return { type: action.do, task: task.id };
  if (action.do === 'assign') return { type: 'task.assign', task: task.id, ...action.performer };
  if (action.do !== 'postpone') return null;
  const { minutes: count, performer: to, remind: remindMinutes } = action;
  return {
    ...{ type: 'task.postpone', task: task.id, start: at(bench, count), minutes: count, remindMinutes },
    ...{ showInCalendar: true, ...(to && { performer: to }) },
  };
}

test('what is told adds up to what there is', { timeout: 120_000 }, async () => {
  let carriedOut = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(Action, { minLength: 5, maxLength: 30 }), async (actions) => {
      await database.store.pool.query(
        `truncate instance, step_log, step, task, task_attachment, job, subscription, trace, instance_record, record_case, stage_visit, activity,
          activity_participant, activity_record, reminder_answer, absence;
         delete from graphile_worker._private_jobs`,
      );
      await database.store.db.transaction().execute((tx) => resetChannels(tx, USERS));
      const clients = new Map(USERS.map((one) => [one, new Client(one)]));
      for (const client of clients.values()) await client.expectWhole();
      const made: string[] = [];
      for (const action of actions) {
        const whole = await readWhole(database.store, action.user);
        const command = toCommand(action, whole, made);
        if (command === null) continue;
        try {
          await bench.command(action.user, command);
          carriedOut += 1;
          if (command.type === 'activity.save' && command.create) made.push(command.activity);
        } catch (refusal) {
          if (!(refusal instanceof ProtocolError)) throw refusal;
        }
        // So far that deputies are told, even if other transactions never end.
        if (command.type === 'absence.set') {
          await bench.work();
          bench.clock.forward(61_000);
          await bench.work();
        }
        for (const client of clients.values()) await client.expectWhole();
      }
    }),
    { numRuns: 15 },
  );
  // Most of it was not refused: else nothing would have been tried.
  expect(carriedOut).toBeGreaterThan(60);
});
