/** Deputies: from the beginning to the end of an absence, and no further than one. */
import { beforeEach, describe, expect, test } from 'vitest';
import { ask, at, begin, deployActivities, headOf, taskOf, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { readWhole } from '../snapshot.ts';

const database = useDatabase();
let bench: Bench;
const MINUTE_MS = 60_000;

beforeEach(async () => {
  // One database for all: who is away in one test is back in the next.
  if (bench) {
    for (const user of ['alice', 'bob', 'sam']) await away(user, null);
    await settle();
    return;
  }
  bench = await openBench(database);
  await deployActivities(bench);
});

function away(user: string, absence: { from: string; until: string; deputy: string } | null) {
  return bench.command(user, { type: 'absence.set', absence });
}

async function cursorOf(user: string) {
  return (await readWhole(database.store, user)).cursor;
}

/**
 * Carries out what is due, and then what waits for the transactions of others, which there may be in this
 * database server; gives the names of the first.
 */
async function settle(): Promise<string[]> {
  const done = await bench.work();
  for (let waits = await isTelling(); waits; waits = await isTelling()) {
    bench.clock.forward(500);
    await bench.work();
  }
  return done;
}

async function isTelling(): Promise<boolean> {
  const { rows } = await database.store.pool.query(
    `select 1 from graphile_worker._private_jobs as job join graphile_worker._private_tasks as task
     on task.id = job.task_id where task.identifier = 'deputies'`,
  );
  return rows.length > 0;
}

/** What a client has that begins now. */
async function sees(user: string, task: string): Promise<boolean> {
  return (await readWhole(database.store, user)).tasks.some(({ id }) => id === task);
}

describe('while somebody is away', () => {
  test('their tasks are their deputy’s, too, from the beginning to the end', async () => {
    const task = await begin(bench, 'mine');
    await away('alice', { from: at(bench, 10), until: at(bench, 20), deputy: 'sam' });
    await settle();
    expect(await sees('sam', task.id)).toBe(false);
    const before = await cursorOf('sam');

    bench.clock.forward(10 * MINUTE_MS);
    expect(await settle()).toEqual(['absence', 'deputies']);
    expect(await sees('sam', task.id)).toBe(true);
    expect(await sees('alice', task.id)).toBe(true);
    // Clients that are linked get a snapshot: their channel has begun anew.
    const during = await cursorOf('sam');
    expect(during.epoch).not.toBe(before.epoch);

    bench.clock.forward(10 * MINUTE_MS + 1);
    expect(await settle()).toEqual(['absence', 'deputies']);
    expect(await sees('sam', task.id)).toBe(false);
    expect((await cursorOf('sam')).epoch).not.toBe(during.epoch);
    const submission = { kind: 'perform-task', result: 'done', details: null } as const;
    await expect(bench.command('sam', { type: 'task.complete', task: task.id, submission })).rejects.toThrow(
      'a task of yours',
    );
  });

  test('a deputy is told of new tasks, works on them, and is reminded', async () => {
    await away('alice', { from: at(bench, 0), until: at(bench, 60), deputy: 'sam' });
    await settle();
    const from = await headOf(bench, 'sam');
    const task = await begin(bench, 'mine');
    const told = async () => (await toldTo(bench, 'sam', from)).map(({ type }) => type);
    expect(await told()).toEqual(['task.upserted', 'reminder.upserted']);
    const { reminders } = await readWhole(database.store, 'sam');
    expect(reminders).toContainEqual(expect.objectContaining({ activity: task.activity }));
    const { items } = await ask(bench, 'sam', {
      ...{ type: 'activities.list', from: at(bench, 0), until: at(bench, 120), owners: 'mine', statuses: [] },
      ...{ search: '', limit: 10, after: null },
    });
    expect(items.map(({ id, mayChange }) => [id, mayChange])).toContainEqual([task.activity, true]);
    await bench.complete(task.instance.id, 'sam');
    expect(await bench.statusOf(task.instance.id)).toBe('completed');
    expect(await told()).toEqual(expect.arrayContaining(['task.removed', 'reminder.removed']));
  });

  test('their tasks go no further than to their deputy', async () => {
    const task = await begin(bench, 'mine');
    await away('sam', { from: at(bench, 0), until: at(bench, 60), deputy: 'bob' });
    await away('alice', { from: at(bench, 0), until: at(bench, 60), deputy: 'sam' });
    await settle();
    expect(await sees('sam', task.id)).toBe(true);
    expect(await sees('bob', task.id)).toBe(false);
    expect(await taskOf(bench, 'bob', task.id)).toBeUndefined();
  });

  test('what waits for any member of their role is not their deputy’s', async () => {
    await away('alice', { from: at(bench, 0), until: at(bench, 60), deputy: 'sam' });
    await settle();
    const task = await begin(bench, 'team');
    expect(await sees('sam', task.id)).toBe(false);
    await bench.command('alice', { type: 'task.take', task: task.id });
    expect(await sees('sam', task.id)).toBe(true);
  });
});

test('back early: the deputy sees them no more; another deputy takes the place of the one before', async () => {
  const task = await begin(bench, 'mine');
  await away('alice', { from: at(bench, 0), until: at(bench, 60), deputy: 'sam' });
  await settle();
  await away('alice', { from: at(bench, 0), until: at(bench, 60), deputy: 'bob' });
  const epoch = (await cursorOf('sam')).epoch;
  expect(await settle()).toEqual(['deputies']);
  expect((await cursorOf('sam')).epoch).not.toBe(epoch);
  expect([await sees('sam', task.id), await sees('bob', task.id)]).toEqual([false, true]);
  await away('alice', null);
  await settle();
  expect(await sees('bob', task.id)).toBe(false);
  // The end that was planned is dropped.
  bench.clock.forward(61 * MINUTE_MS);
  expect(await settle()).toEqual([]);
});

test('a transaction that began before the turn is waited for, so that nothing is missed', async () => {
  const slow = await database.store.pool.connect();
  try {
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    await away('alice', { from: at(bench, 0), until: at(bench, 60), deputy: 'sam' });
    const { epoch } = await cursorOf('sam');
    await bench.work();
    expect((await cursorOf('sam')).epoch).toBe(epoch);
    await slow.query('commit');
    await settle();
    expect((await cursorOf('sam')).epoch).not.toBe(epoch);
  } finally {
    await slow.query('rollback');
    slow.release();
  }
});

test.each([
  ['myself', { from: 0, until: 60, deputy: 'alice' }, 'somebody else who is active'],
  ['a stranger', { from: 0, until: 60, deputy: 'nobody' }, 'somebody else who is active'],
  [
    'an end before the start',
    { from: 60, until: 30, deputy: 'sam' },
    'an end in the future, after the start',
  ],
  ['an end in the past', { from: -60, until: -30, deputy: 'sam' }, 'an end in the future, after the start'],
])('is refused: %s', async (_what, { from, until, deputy }, message) => {
  const asked = away('alice', { from: at(bench, from), until: at(bench, until), deputy });
  await expect(asked).rejects.toThrow(message);
  const { settings } = await ask(bench, 'alice', { type: 'activity.settings' });
  expect(settings.absence).toBeNull();
});

test('is shown as long as it lasts', async () => {
  const absence = { from: at(bench, 10), until: at(bench, 20), deputy: 'sam' };
  await away('alice', absence);
  const shown = async () => (await ask(bench, 'alice', { type: 'activity.settings' })).settings.absence;
  expect(await shown()).toEqual({ ...absence, deputy: { id: 'sam', name: 'Sam Singh' } });
  bench.clock.forward(21 * MINUTE_MS);
  expect(await shown()).toBeNull();
});
