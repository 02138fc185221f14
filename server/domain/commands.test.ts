import { beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../../lib/protocol/index.ts';
import { countAll } from '../testing/counts.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance, readInstance } from '../testing/instances.ts';
import { NOBODY, OWN_TASKS, QUALIFY, RECORD, TEAM_TASK } from '../testing/processes.ts';
import { fillDatabase, surroundingsOf } from '../testing/server.ts';
import { runCommand } from './commands.ts';
import { readUser } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
let around: Surroundings;

beforeAll(async () => {
  await fillDatabase(database, [QUALIFY, OWN_TASKS, TEAM_TASK, NOBODY]);
  around = surroundingsOf(database);
});

const run = <Of extends Command>(actor: string, command: Of, id: string = crypto.randomUUID()) =>
  runCommand(around, actor, id, command);
const start = (process: string) => ({
  ...{ type: 'process.start' as const, process },
  record: process === 'qualify' ? RECORD : null,
});
const done = (task: string) => ({
  ...{ type: 'task.complete' as const, task },
  submission: { kind: 'perform-task' as const, result: 'done', details: null },
});
const eventsOf = async (account: string) => {
  const rows = await around.store.db
    .selectFrom('channel_event')
    .select('body')
    .where('account', '=', account)
    .orderBy('offset')
    .execute();
  return rows.map(({ body }) => JSON.parse(body));
};

describe('a command with an id that was answered', () => {
  test('gets the same answer and has no second effect', async () => {
    const first = await run('alice', start('own-tasks'), 'twice');
    const before = await countAll(around.store.db);
    expect(await run('alice', start('own-tasks'), 'twice')).toEqual(first);
    expect(await countAll(around.store.db)).toEqual(before);
  });

  test('waits for the first when both are under way', async () => {
    const before = await countAll(around.store.db);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => run('alice', start('own-tasks'), 'at once')),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const after = await countAll(around.store.db);
    expect(after.instance).toBe((before.instance ?? 0) + 1);
  });

  test('is another command when another person uses the id', async () => {
    const mine = await run('alice', start('own-tasks'), 'shared id');
    const theirs = await run('bob', start('own-tasks'), 'shared id');
    expect(theirs.instance).not.toBe(mine.instance);
  });

  test('is answered after the task has long been completed', async () => {
    const { open } = await run('alice', start('own-tasks'));
    const command = done(open[0]?.task.id ?? '');
    const first = await run('alice', command, 'complete once');
    expect(await run('alice', command, 'complete once')).toEqual(first);
    await expect(run('alice', command, 'another id')).rejects.toThrow(
      /got one that was completed by Alice Adams at/,
    );
  });

  test('is completed once when both are under way', async () => {
    const { open } = await run('alice', start('own-tasks'));
    const command = done(open[0]?.task.id ?? '');
    const before = await eventsOf('alice');
    const answers = await Promise.all(Array.from({ length: 5 }, () => run('alice', command, 'done at once')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const told = (await eventsOf('alice')).slice(before.length);
    expect(told.map(({ type }) => type)).toEqual(['task.removed', 'task.upserted']);
  });

  test('that was refused may be sent again and is looked at anew', async () => {
    await expect(run('sam', start('unknown'), 'refused')).rejects.toThrow('Expected the key of a deployed');
    expect(await run('sam', start('own-tasks'), 'refused')).toMatchObject({ ended: false });
  });
});

describe('the pages that open now', () => {
  test('are those whose performer is the person who acted', async () => {
    const { open } = await run('alice', start('own-tasks'));
    expect(open.map((page) => page.task.title)).toEqual(['First']);
    const next = await run('alice', done(open[0]?.task.id ?? ''));
    expect(next.open.map((page) => page.task.title)).toEqual(['Second']);
    const last = await run('alice', done(next.open[0]?.task.id ?? ''));
    expect(last).toMatchObject({ open: [], ended: true });
  });

  test('are none when the task is for a role, even if it is mine', async () => {
    const result = await run('alice', start('team-task'));
    expect(result.open).toEqual([]);
    expect(
      (await listTasks(around.store.db, 'alice')).some((task) => task.instance.id === result.instance),
    ).toBe(true);
  });
});

describe('a task of a role', () => {
  test('is told once to each member and to nobody else', async () => {
    const { instance } = await run('sam', start('team-task'));
    const told = async (user: string) => {
      const events = await eventsOf(user);
      return events.filter((event) => event.type === 'task.upserted' && event.task.instance.id === instance)
        .length;
    };
    // Maria is in two roles, one of which is the performer.
    expect(await Promise.all(['alice', 'bob', 'maria', 'sam', 'admin'].map(told))).toEqual([1, 1, 1, 0, 0]);
  });

  test('that one member completes is taken from all, with who did it', async () => {
    const { instance } = await run('sam', start('team-task'));
    const task = (await listTasks(around.store.db, 'bob')).find((one) => one.instance.id === instance);
    const submission = { kind: 'perform-task', result: 'done', details: 'by phone' } as const;
    await run('bob', { type: 'task.complete', task: task?.id ?? '', submission });
    const { log } = await readInstance(around, instance);
    expect(
      log.filter((line) => line.data.details).map(({ element, data }) => [element, data.details]),
    ).toEqual([['work', 'by phone']]);
    for (const user of ['alice', 'bob', 'maria']) {
      expect((await eventsOf(user)).at(-1)).toMatchObject({
        ...{ type: 'task.removed', task: task?.id },
        end: { reason: 'completed', by: { id: 'bob', name: 'Bob Brown' } },
      });
    }
    await expect(run('alice', done(task?.id ?? ''))).rejects.toThrow('was completed by Bob Brown at');
  });

  test('that two members complete at the same moment is completed by one', async () => {
    const { instance } = await run('sam', start('team-task'));
    const task =
      (await listTasks(around.store.db, 'bob')).find((one) => one.instance.id === instance)?.id ?? '';
    const outcomes = await Promise.allSettled([run('alice', done(task)), run('bob', done(task))]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { log } = await readInstance(around, instance);
    expect(log.filter((line) => line.event === 'step.completed' && line.element === 'work')).toHaveLength(1);
  });
});

test('an instance whose task nobody could perform is in error and says why', async () => {
  const { instance } = await run('alice', start('nobody'));
  const admin = await readUser(around.store.db, 'admin');
  const found = await readInstance(around, instance);
  expect(found).toMatchObject({
    status: 'error',
    incident: {
      code: 'no-performer',
      element: 'work',
      message: expect.stringContaining('got ghost, whom nobody is'),
    },
  });
  expect(await cancelInstance(around, admin, instance, 'wrong performer')).toMatchObject({
    status: 'cancelled',
  });
});

test('a cancelled instance takes its tasks away, and says who cancelled and why', async () => {
  const { instance, open } = await run('alice', start('own-tasks'));
  const maria = await readUser(around.store.db, 'maria');
  expect(await cancelInstance(around, maria, instance, 'a mistake')).toMatchObject({ status: 'cancelled' });
  expect((await eventsOf('alice')).at(-1)).toMatchObject({
    ...{ type: 'task.removed', task: open[0]?.task.id },
    end: { reason: 'cancelled', by: { name: 'Maria Moreno' } },
  });
  const { log, waiting, endedAt } = await readInstance(around, instance);
  expect(waiting).toEqual([]);
  expect(endedAt).not.toBeNull();
  expect(log.map((line) => line.event)).toContain('instance.cancelled');
  expect(log.find((line) => line.event === 'instance.cancelling')?.data).toEqual({ reason: 'a mistake' });
  await expect(cancelInstance(around, maria, instance, 'again')).rejects.toThrow('got one that is cancelled');
});

test('the log of an instance tells in order what happened, and by whom', async () => {
  const { instance, open } = await run('alice', start('qualify'));
  const submission = { kind: 'user-dialog', answers: ['no'] } as const;
  await run('alice', {
    type: 'task.complete',
    task: open[0]?.task.id ?? '',
    submission: { ...submission, answers: ['no'] },
  });
  const { log, status } = await readInstance(around, instance);
  expect(status).toBe('completed');
  expect(log.map((line) => line.position)).toEqual(log.map((_, index) => index + 1));
  expect(log.map((line) => `${line.event} ${line.element ?? ''}`.trim())).toMatchInlineSnapshot(`
    [
      "instance.started",
      "step.entered begin",
      "step.completed begin",
      "step.entered ask",
      "task.opened ask",
      "step.completed ask",
      "step.entered decide",
      "step.completed decide",
      "step.entered done",
      "step.completed done",
      "instance.completed",
    ]
  `);
  expect(new Set(log.map((line) => line.actor))).toEqual(new Set(['alice']));
});

test('what an instance waits for can be asked', async () => {
  const { instance } = await run('alice', start('own-tasks'));
  const { waiting } = await readInstance(around, instance);
  expect(waiting).toMatchObject([
    { element: 'first', name: 'First', for: { type: 'person', user: 'alice', role: null } },
  ]);
});
