import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordRef, User } from '../../lib/protocol/index.ts';
import {
  call,
  draw,
  end,
  exclusive,
  flow,
  otherwise,
  parallel,
  path,
  start,
  task,
  terminate,
} from '../engine/testing/drawing.ts';
import { defined, process } from '../engine/testing/process.ts';
import type { Tx } from '../store/store.ts';
import { useDatabase } from '../testing/database.ts';
import { RECORD } from '../testing/processes.ts';
import { type Bench, openBench } from '../testing/running.ts';
import {
  deleteInstance,
  openStep,
  reassignStep,
  retryAll,
  retryStep,
  setVariable,
  skipStep,
} from './administration.ts';
import { configure } from './process-settings.ts';
import type { RecordAccess } from './surroundings.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
let bench: Bench;
let access: RecordAccess = 'open';
/** Whoever has this login may open nothing. */
let barred: string | null = null;
const asked: [RecordRef, string][] = [];

beforeAll(async () => {
  bench = await openBench(database, {
    mayOpen: async (record, login) => {
      asked.push([record, login]);
      return login === barred ? 'closed' : access;
    },
  });
  const { deploy } = bench;
  const work = task('work', { assignee: 'alice', result: 'answer' });
  await deploy('p', draw([start('in'), work, end('out'), path('in', 'work', 'out')]), {
    recordTypes: ['demo:lead'],
  });
  await deploy('free', draw([start('in'), work, end('out'), path('in', 'work', 'out')]));
  const team = process({ record: 'demo:lead' }).start('in').task('work', { role: 'sales' }).end('out');
  await deploy('team', await defined(team.path('in', 'work', 'out')), { recordTypes: ['demo:lead'] });
  const ghost = task('ghost', { assignee: 'ghost' });
  await deploy('nobody', draw([start('in'), ghost, end('out'), path('in', 'ghost', 'out')]));
  const decided = [
    exclusive('which'),
    end('yes'),
    end('no'),
    flow('which', 'yes', `\${answer == 'go'}`),
    otherwise('which', 'no'),
  ];
  await deploy('ways', draw([start('in'), work, ...decided, path('in', 'work', 'which')]));
  const lost = task('lost', { assignee: `\${nobody}` });
  await deploy(
    'lost',
    draw([
      start('in'),
      lost,
      task('also', { assignee: `\${nobody}` }),
      end('out'),
      path('in', 'lost', 'out'),
      path('in', 'also', 'out'),
    ]),
  );
});

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bench.db.transaction().execute(work);
const admin = () => bench.user('admin');
const tasksOf = async (user: string, instance: string) =>
  (await listTasks(bench.db, user)).filter((one) => one.instance.id === instance);
const stepsOf = (instance: string) =>
  bench.db.selectFrom('step').selectAll().where('instance', '=', instance).orderBy('id').execute();
const logOf = async (instance: string) =>
  bench.db
    .selectFrom('step_log')
    .select(['event', 'actor', 'data'])
    .where('instance', '=', instance)
    .orderBy('position')
    .execute();
const eventsOf = async (account: string) =>
  (
    await bench.db
      .selectFrom('channel_event')
      .select('body')
      .where('account', '=', account)
      .orderBy('offset')
      .execute()
  ).map(({ body }) => JSON.parse(body));
const step = 's2';

describe('an administrator [M24]', () => {
  test('opens the page of any pending step and completes it', async () => {
    const instance = await bench.start('free');
    const user = await admin();
    const open = (who: User) => within((tx) => openStep(bench.around, tx, who, { instance, step }));
    const page = await open(user);
    expect(page.task.title).toBe('work');
    const submission = { kind: 'perform-task', result: 'done', details: null } as const;
    await bench.command('admin', { type: 'task.complete', task: page.task.id, submission });
    expect(await bench.statusOf(instance)).toBe('completed');
    expect(await logOf(instance)).toContainEqual({ event: 'step.opened', actor: 'admin', data: { step } });
    expect((await stepsOf(instance)).find(({ id }) => id === step)).toMatchObject({ ended_by: 'admin' });
    await expect(open(user)).rejects.toThrow('waits for a person');
    await expect(open(await bench.user('maria'))).rejects.toThrow('manage-definitions');
  });

  test('gives a task to somebody else: it leaves one list and comes into the other', async () => {
    const instance = await bench.start('free');
    const [task] = await tasksOf('alice', instance);
    const to = { user: null, role: 'support' };
    await within(async (tx) => reassignStep(bench.around, tx, await admin(), { instance, step }, to));
    expect([(await tasksOf('alice', instance)).length, (await tasksOf('sam', instance)).length]).toEqual([
      0, 1,
    ]);
    expect((await eventsOf('alice')).at(-1)).toMatchObject({
      ...{ type: 'task.removed', task: task?.id, end: { reason: 'reassigned', by: { id: 'admin' } } },
    });
    expect((await eventsOf('sam')).at(-1)).toMatchObject({ type: 'task.upserted', task: { id: task?.id } });
    expect(await logOf(instance)).toContainEqual({
      ...{ event: 'step.reassigned', actor: 'admin' },
      data: { step, from: { user: 'alice', role: null }, to },
    });
    await expect(
      within(async (tx) =>
        reassignStep(bench.around, tx, await admin(), { instance, step }, { user: 'ghost', role: null }),
      ),
    ).rejects.toThrow('ghost, who is unknown');
  });

  test('skips a step with a reason and an outcome, by which the flows are chosen', async () => {
    const [go, other] = [await bench.start('ways'), await bench.start('ways')];
    const skip = (instance: string, outcome: string | null) =>
      within(async (tx) =>
        skipStep(bench.around, tx, await admin(), { instance, step }, { outcome, reason: 'by phone' }),
      );
    await skip(go, 'go');
    await skip(other, null);
    const ends = async (instance: string) => (await stepsOf(instance)).map(({ element }) => element).at(-1);
    expect([await ends(go), await ends(other)]).toEqual(['yes', 'no']);
    expect((await stepsOf(go)).find(({ id }) => id === step)).toMatchObject({
      status: 'skipped',
      outcome: 'go',
    });
    expect(await logOf(go)).toContainEqual({
      ...{ event: 'step.skipped', actor: 'admin' },
      data: { step, outcome: 'go', reason: 'by phone' },
    });
    expect(await tasksOf('alice', go)).toEqual([]);
  });

  test('sets a variable and retries what has failed, one step or all', async () => {
    const instance = await bench.start('lost');
    expect(await bench.statusOf(instance)).toBe('error');
    const failed = (await stepsOf(instance)).filter(({ status }) => status === 'error');
    expect(failed).toHaveLength(2);
    await within(async (tx) => setVariable(bench.around, tx, await admin(), instance, 'nobody', 'alice'));
    await within(async (tx) =>
      retryStep(bench.around, tx, await admin(), { instance, step: failed[0]?.id ?? '' }),
    );
    expect(await bench.statusOf(instance)).toBe('error');
    expect(await tasksOf('alice', instance)).toHaveLength(1);
    expect(await within(async (tx) => retryAll(bench.around, tx, await admin(), instance))).toBe(1);
    expect(await bench.statusOf(instance)).toBe('running');
    expect(await tasksOf('alice', instance)).toHaveLength(2);
    const { failed_at, incident } = await bench.db
      .selectFrom('instance')
      .select(['failed_at', 'incident'])
      .where('id', '=', instance)
      .executeTakeFirstOrThrow();
    expect([failed_at, incident]).toEqual([null, null]);
    const done = (await logOf(instance)).filter(({ actor }) => actor === 'admin').map(({ event }) => event);
    expect(done.filter((event) => /retried|variable/.test(event))).toEqual([
      'variable.set',
      'step.retried',
      'step.retried',
    ]);
  });

  test('retries all that has failed, even if the first retry ends the rest', async () => {
    const way = (id: string, to: string) => [exclusive(id), flow(id, to, `\${way == 'on'}`)];
    await bench.deploy(
      'race',
      draw([
        ...[start('in'), parallel('split'), terminate('stop'), end('done')],
        ...[...way('one', 'stop'), ...way('two', 'done')],
        ...[path('in', 'split', 'one'), path('split', 'two')],
      ]),
    );
    const instance = await bench.start('race');
    expect((await stepsOf(instance)).filter(({ status }) => status === 'error')).toHaveLength(2);
    await within(async (tx) => setVariable(bench.around, tx, await admin(), instance, 'way', 'on'));
    expect(await within(async (tx) => retryAll(bench.around, tx, await admin(), instance))).toBe(1);
    expect(await bench.statusOf(instance)).toBe('completed');
  });

  test('deletes an ended instance with those that it called, not one that runs', async () => {
    await bench.deploy('calls', draw([start('in'), call('it', 'free'), end('out'), path('in', 'it', 'out')]));
    const instance = await bench.start('calls');
    await bench.work();
    const remove = () => within(async (tx) => deleteInstance(bench.around, tx, await admin(), instance));
    await expect(remove()).rejects.toThrow('has ended, got one that is running');
    const child = await bench.db
      .selectFrom('instance')
      .select('id')
      .where('parent', '=', instance)
      .executeTakeFirst();
    await bench.complete(child?.id ?? '');
    await bench.work();
    await remove();
    expect(await bench.db.selectFrom('instance').select('id').where('root', '=', instance).execute()).toEqual(
      [],
    );
    await expect(remove()).rejects.toThrow('id of an instance');
  });
});

describe('a performer whom nobody is', () => {
  test('is found, and the step goes on once there is somebody', async () => {
    const instance = await bench.start('nobody');
    expect(await bench.statusOf(instance)).toBe('error');
    const retry = () => within(async (tx) => retryStep(bench.around, tx, await admin(), { instance, step }));
    await retry();
    expect((await stepsOf(instance)).find(({ id }) => id === step)).toMatchObject({
      ...{ status: 'error', incident: { code: 'no-performer', element: 'ghost' } },
    });
    await bench.db
      .insertInto('account')
      .values({
        id: 'ghost',
        login: 'ghost',
        name: 'Gus Ghost',
        email: null,
        password_hash: null,
        manager: null,
        tokens_valid_after: null,
      })
      .execute();
    await retry();
    expect(await bench.statusOf(instance)).toBe('running');
    expect((await eventsOf('ghost')).at(-1)).toMatchObject({ type: 'task.upserted' });
    await expect(retry()).rejects.toThrow('a step that has failed');
    await bench.complete(instance, 'ghost');
    expect(await bench.statusOf(instance)).toBe('completed');
  });
});

describe('a performer who may not open the record [M33]', () => {
  const start = async () =>
    (await bench.command('alice', { type: 'process.start', process: 'p', record: RECORD })).instance;
  const standing = async (instance: string) => {
    const [task] = await bench.db
      .selectFrom('task')
      .select('obstacle')
      .where('instance', '=', instance)
      .execute();
    return [await bench.statusOf(instance), task?.obstacle ?? null];
  };

  test('is asked for with their login, and all is well when they may', async () => {
    asked.length = 0;
    access = 'open';
    const instance = await start();
    await bench.work();
    expect(asked).toEqual([[{ system: 'crm-1', type: 'lead', id: '7' }, 'alice']]);
    expect(await standing(instance)).toEqual(['running', null]);
  });

  test('is found and shown with the step, and looked at again on a retry', async () => {
    access = 'closed';
    const instance = await start();
    await bench.work({ twice: true });
    expect(await standing(instance)).toEqual(['error', 'record-closed']);
    expect((await stepsOf(instance)).find(({ id }) => id === step)?.incident?.message).toContain(
      'got one that Alice Adams may not open',
    );
    const retry = () => within(async (tx) => retryStep(bench.around, tx, await admin(), { instance, step }));
    await retry();
    await bench.work();
    expect(await standing(instance)).toEqual(['error', 'record-closed']);
    access = 'open';
    await retry();
    await bench.work();
    expect(await standing(instance)).toEqual(['running', null]);
  });

  test('gives way to somebody who may', async () => {
    access = 'gone';
    const instance = await start();
    await bench.work();
    expect(await standing(instance)).toEqual(['error', 'record-gone']);
    access = 'open';
    await within(async (tx) =>
      reassignStep(bench.around, tx, await admin(), { instance, step }, { user: 'bob', role: null }),
    );
    await bench.work();
    expect(await standing(instance)).toEqual(['running', null]);
    expect(asked.at(-1)?.[1]).toBe('bob');
  });

  test('in a role stands in nobody’s way as long as one of its members may; else the step names the role', async () => {
    const start = async () =>
      (await bench.command('alice', { type: 'process.start', process: 'team', record: RECORD })).instance;
    const members = await bench.db
      .selectFrom('account_role')
      .select('account')
      .where('role', '=', 'sales')
      .orderBy('account')
      .execute();
    expect(members.length).toBeGreaterThan(1);
    barred = members[0]?.account ?? null;
    access = 'open';
    asked.length = 0;
    const served = await start();
    await bench.work();
    expect(asked.map(([, login]) => login)).toEqual(members.slice(0, 2).map(({ account }) => account));
    expect(await standing(served)).toEqual(['running', null]);
    barred = null;
    access = 'closed';
    const shut = await start();
    await bench.work();
    expect(await standing(shut)).toEqual(['error', 'record-closed']);
    expect((await stepsOf(shut)).find(({ id }) => id === step)?.incident?.message).toContain(
      'got one that no member of Sales may open',
    );
    access = 'open';
    await within(async (tx) => retryStep(bench.around, tx, await admin(), { instance: shut, step }));
    await bench.work();
    expect(await standing(shut)).toEqual(['running', null]);
  });

  test('is left alone when the CRM does not tell', async () => {
    access = null;
    const instance = await start();
    await bench.work();
    expect(await standing(instance)).toEqual(['running', null]);
  });
});

test('tracing keeps the variables before and after each step, of instances that begin while it is on', async () => {
  const trace = async (tracing: boolean) => {
    const user = await admin();
    const settings = { tracing, quickLaunch: false, retentionDays: null, permissions: [] };
    await within((tx) => configure(bench.around, tx, user, 'free', settings));
  };
  await trace(true);
  const traced = await bench.start('free');
  await trace(false);
  const plain = await bench.start('free');
  for (const id of [traced, plain]) await bench.complete(id);
  const rows = await bench.db.selectFrom('trace').selectAll().where('step', '=', step).execute();
  expect(rows.map(({ instance, moment }) => [instance, moment]).sort()).toEqual([
    [traced, 'after'],
    [traced, 'before'],
  ]);
  const at = (moment: string) => rows.find((row) => row.moment === moment)?.variables;
  expect(at('before')).toMatchObject({ startedBy: 'alice' });
  expect(at('before')).not.toHaveProperty('answer');
  expect(at('after')).toMatchObject({ answer: 'done' });
});
