import { beforeAll, describe, expect, test } from 'vitest';
import { call, draw, end, errorEnd, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance } from '../testing/instances.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { deleteInstance, retryStep } from './administration.ts';
import { setState } from './process-settings.ts';

const database = useDatabase();
let bench: Bench;

const childOf = (parent: string) =>
  bench.db.selectFrom('instance').selectAll().where('parent', '=', parent).execute();
const one = async (parent: string) => {
  const [child, ...more] = await childOf(parent);
  if (!child || more.length > 0) throw new Error(`Expected one child, got ${more.length + (child ? 1 : 0)}.`);
  return child;
};

beforeAll(async () => {
  bench = await openBench(database);
  const work = { assignee: 'alice' };
  await bench.deploy(
    'child',
    draw([start('in'), task('work', { ...work, result: 'outcome' }), end('out'), path('in', 'work', 'out')]),
  );
  const called = call('it', 'child', {
    in: { amount: `\${amount}` },
    out: { answer: `\${outcome}` },
    businessKey: 'K',
  });
  await bench.deploy('parent', draw([start('in'), called, end('out'), path('in', 'it', 'out')]), {
    parameters: [
      { name: 'amount', label: 'Amount', type: 'integer', direction: 'in', required: false, default: 1 },
    ],
  });
});

describe('a call activity', () => {
  test('starts an instance of its own, waits, and takes what comes out', async () => {
    const id = await bench.start('parent', { amount: 7 });
    expect(await bench.work({ twice: true })).toEqual(['child-start']);
    const child = await one(id);
    expect(child).toMatchObject({
      process: 'child',
      parent_step: 's2',
      root: id,
      origin: 'call',
      business_key: 'K',
    });
    expect(child.started_by).toBe('alice');
    expect(await bench.variablesOf(child.id)).toMatchObject({ amount: 7, startedBy: 'alice' });
    expect(await bench.statusOf(id)).toBe('running');
    await bench.complete(child.id);
    expect(await bench.work({ twice: true })).toEqual(['child-ended']);
    expect(await bench.statusOf(id)).toBe('completed');
    expect(await bench.variablesOf(id)).toMatchObject({ answer: 'done' });
  });

  test('starts the version that is actual at that moment', async () => {
    const id = await bench.start('parent');
    await bench.deploy('child', draw([start('in'), end('out'), path('in', 'out')]));
    await bench.work();
    expect(await one(id)).toMatchObject({ version: 2, status: 'completed' });
    await bench.deploy(
      'child',
      draw([start('in'), task('work', { assignee: 'alice' }), end('out'), path('in', 'work', 'out')]),
    );
  });

  test('starts a process that is switched off all the same', async () => {
    const { around, db } = bench;
    const admin = await bench.user('admin');
    const state = (to: 'active' | 'inactive') =>
      db
        .transaction()
        .execute((tx) =>
          setState(around, tx, admin, 'child', { state: to, cancelInstances: false, reason: null }),
        );
    await state('inactive');
    const id = await bench.start('parent');
    await bench.work();
    expect(await one(id)).toMatchObject({ status: 'running' });
    await state('active');
  });

  test('that is cancelled cancels what it has started', async () => {
    const admin = await bench.user('admin');
    const id = await bench.start('parent');
    await bench.work();
    await cancelInstance(bench.around, admin, id, 'no');
    await bench.work({ twice: true });
    expect(await one(id)).toMatchObject({ status: 'cancelled' });
  });

  test('that is cancelled before its child has begun gets none', async () => {
    const admin = await bench.user('admin');
    const id = await bench.start('parent');
    await cancelInstance(bench.around, admin, id, 'no');
    await bench.work();
    expect(await childOf(id)).toEqual([]);
  });

  test('fails when its child is cancelled, and starts another on a retry', async () => {
    const admin = await bench.user('admin');
    const id = await bench.start('parent');
    await bench.work();
    await cancelInstance(bench.around, admin, (await one(id)).id, 'no');
    await bench.work();
    expect(await bench.statusOf(id)).toBe('error');
    await bench.db
      .transaction()
      .execute((tx) => retryStep(bench.around, tx, admin, { instance: id, step: 's2' }));
    await bench.work();
    expect((await childOf(id)).map(({ status }) => status).sort()).toEqual(['cancelled', 'running']);
  });

  test('hears how its child has ended before anybody can delete it', async () => {
    const admin = await bench.user('admin');
    const id = await bench.start('parent');
    await bench.work();
    const child = await one(id);
    await bench.complete(child.id);
    const remove = () =>
      bench.db.transaction().execute((tx) => deleteInstance(bench.around, tx, admin, child.id));
    await expect(remove()).rejects.toThrow('got one whose end the caller has not heard of');
    await bench.work();
    expect(await bench.statusOf(id)).toBe('completed');
    await remove();
  });

  test('of an unknown process fails with the reason', async () => {
    await bench.deploy(
      'lost',
      draw([start('in'), call('it', 'nowhere'), end('out'), path('in', 'it', 'out')]),
    );
    const id = await bench.start('lost');
    await bench.work({ twice: true });
    expect(await bench.statusOf(id)).toBe('error');
    const log = await bench.db
      .selectFrom('step_log')
      .select('data')
      .where('instance', '=', id)
      .where('event', '=', 'child.failed')
      .execute();
    expect(log.map(({ data }) => data.problem)).toEqual([expect.stringContaining('got nowhere')]);
  });

  test('gets the error that its child ends with', async () => {
    await bench.deploy('bad', draw([start('in'), errorEnd('out', 'E1', 'Too bad'), path('in', 'out')]));
    await bench.deploy(
      'careless',
      draw([start('in'), call('it', 'bad'), end('out'), path('in', 'it', 'out')]),
    );
    const id = await bench.start('careless');
    await bench.work({ twice: true });
    expect(await bench.statusOf(id)).toBe('error');
    const row = await bench.db
      .selectFrom('instance')
      .select('incident')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(row?.incident).toMatchObject({
      code: 'error-uncaught',
      message: expect.stringContaining('Too bad'),
    });
  });
});
