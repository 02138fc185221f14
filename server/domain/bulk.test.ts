import { beforeAll, expect, test } from 'vitest';
import { BrokenInvariant } from '../engine/invariant.ts';
import { draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { cancelInstance } from '../testing/instances.ts';
import { RECORD } from '../testing/processes.ts';
import { type Bench, benchOn, openBench, takeErrand } from '../testing/running.ts';
import { ERRAND_RUNNERS } from '../upkeep/errand-runner.ts';
import { cancelMany, readBulk, startMany } from './bulk.ts';
import { reassignMany } from './reassign-many.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
  const drawn = draw([
    start('in'),
    task('work', { assignee: 'alice' }),
    end('out'),
    path('in', 'work', 'out'),
  ]);
  await bench.deploy('p', drawn, { recordTypes: ['demo:lead'] });
  await bench.deploy('free', drawn);
});

const records = (...ids: string[]) => ids.map((id) => ({ ...RECORD, id, title: `Lead ${id}` }));
const begin = async (chosen: ReturnType<typeof records>) => {
  const alice = await bench.user('alice');
  return bench.db
    .transaction()
    .execute((tx) => startMany(bench.around, tx, alice, { process: 'p', records: chosen, parameters: {} }));
};
const instances = () => bench.db.selectFrom('instance').selectAll().orderBy('id').execute();

test('many records get an instance each; the failure of one is reported and stops no other', async () => {
  const alice = await bench.user('alice');
  const [a, b, c] = records('1', '2', '3');
  const bulk = await begin([a, { ...b, type: 'deal' }, c].filter((one) => one !== undefined) as never);
  expect(bulk).toMatchObject({ title: 'Process p', total: 3, done: 0, failed: 0, endedAt: null });
  expect(await instances()).toEqual([]);
  await bench.work({ twice: true });
  const begun = await instances();
  expect(begun.map(({ record, origin, started_by }) => [record?.id, origin, started_by]).sort()).toEqual([
    ['1', 'bulk', 'alice'],
    ['3', 'bulk', 'alice'],
  ]);
  expect(await readBulk(bench.db, alice, bulk.id)).toMatchObject({
    ...{ done: 2, failed: 1, endedAt: expect.any(String) },
    failures: [{ subject: 'Lead 2', problem: expect.stringContaining('got demo:deal') }],
  });
});

test('what has begun goes on after the server has died', async () => {
  const alice = await bench.user('alice');
  const before = (await instances()).length;
  const bulk = await begin(records('4', '5', '6'));
  const first = await takeErrand(bench.around);
  if (first) await ERRAND_RUNNERS.bulk(bench.around, first.payload, new AbortController().signal);
  expect(await readBulk(bench.db, alice, bulk.id)).toMatchObject({ done: 1, endedAt: null });
  await benchOn(database).work();
  expect(await readBulk(bench.db, alice, bulk.id)).toMatchObject({ done: 3, endedAt: expect.any(String) });
  expect((await instances()).length).toBe(before + 3);
});

test('a bulk is shown to who ordered it and to those who may see the log', async () => {
  const bulk = await begin(records('7'));
  await bench.work();
  const of = async (user: string) => readBulk(bench.db, await bench.user(user), bulk.id);
  expect([(await of('alice')).id, (await of('maria')).id]).toEqual([bulk.id, bulk.id]);
  await expect(of('bob')).rejects.toThrow('of a running or recent bulk action');
});

test('who may not start the process cannot start it many times', async () => {
  await bench.db
    .insertInto('process_permission')
    .values({ process: 'p', position: 0, account: 'alice', role: null, allowed: false })
    .execute();
  await expect(begin(records('8'))).rejects.toThrow('got Alice Adams');
  await bench.db.deleteFrom('process_permission').execute();
});

test('several instances are cancelled one after the other; one that has ended meanwhile is no obstacle [M31]', async () => {
  const ids = (await instances()).filter(({ ended_at }) => ended_at === null).map(({ id }) => id);
  const maria = await bench.user('maria');
  const bulk = await bench.db
    .transaction()
    .execute((tx) => cancelMany(bench.around, tx, maria, [...ids, 'unknown'], 'a mistake'));
  expect(bulk).toMatchObject({ kind: 'cancel', title: 'a mistake', total: ids.length });
  expect(new Set(await Promise.all(ids.map(bench.statusOf)))).toEqual(new Set(['cancelling']));
  // Until its turn it goes on, and stays what it is in the log.
  await bench.complete(ids[0] ?? '');
  await bench.work({ twice: true });
  const statuses = await Promise.all(ids.map(bench.statusOf));
  expect(statuses).toEqual(['completed', ...ids.slice(1).map(() => 'cancelled')]);
  expect(await readBulk(bench.db, maria, bulk.id)).toMatchObject({ done: ids.length - 1, failed: 1 });
  const alice = await bench.user('alice');
  await expect(
    bench.db.transaction().execute((tx) => cancelMany(bench.around, tx, alice, ids, 'x')),
  ).rejects.toThrow('cancel-instances');
});

test('a start that the engine refuses is a failure of the bulk, which ends', async () => {
  const bulk = await begin(records('9'));
  const { engine } = bench.around;
  const advance = async () => {
    throw new BrokenInvariant('Expected a way on, got none.');
  };
  const broken = benchOn(database, { engine: { ...engine, advance } });
  await broken.work();
  expect(await readBulk(bench.db, await bench.user('alice'), bulk.id)).toMatchObject({
    ...{ failed: 1, endedAt: expect.any(String) },
    failures: [{ subject: 'Lead 9', problem: 'Expected a way on, got none.' }],
  });
});

test('the open steps of somebody who has left go to somebody else, one after the other', async () => {
  const admin = await bench.user('admin');
  const left = await bench.start('free', {}, 'alice');
  const other = await bench.start('free', {}, 'alice');
  const ended = await bench.start('free', {}, 'alice');
  const { db } = bench;
  const give = (choice: { instances: string[] | null; from: string | null }, user: string) =>
    db.transaction().execute((tx) => reassignMany(bench.around, tx, admin, choice, { user, role: null }));
  const held = async (user: string) => {
    const tasks = await listTasks(db, user);
    return tasks.map(({ instance }) => instance.id).filter((id) => [left, other, ended].includes(id));
  };
  // Some of them, and one of those is done before its turn comes.
  await db.updateTable('account').set({ active: false }).where('id', '=', 'alice').execute();
  const bulk = await give({ instances: [left, ended], from: 'alice' }, 'bob');
  expect(bulk).toMatchObject({ kind: 'reassign', title: 'Bob Brown', total: 2 });
  await cancelInstance(bench.around, admin, ended, 'not needed');
  await bench.work({ twice: true });
  expect(await held('bob')).toEqual([left]);
  expect(await readBulk(db, admin, bulk.id)).toMatchObject({
    ...{ done: 1, failed: 1, endedAt: expect.any(String) },
    failures: [{ subject: expect.stringContaining('work'), problem: expect.stringContaining('Expected') }],
  });
  // All that are left; what is Bob's already is left out.
  const open = await db
    .selectFrom('task')
    .select('id')
    .where('performer_user', '=', 'alice')
    .where('ended_at', 'is', null)
    .execute();
  const all = await give({ instances: null, from: 'alice' }, 'bob');
  expect(all.total).toBe(open.length);
  await bench.work();
  expect((await held('bob')).sort()).toEqual([left, other].sort());
  expect((await give({ instances: [left, other], from: null }, 'bob')).total).toBe(0);
  await expect(give({ instances: null, from: null }, 'bob')).rejects.toThrow('instances, or a person');
  await expect(give({ instances: null, from: 'bob' }, 'alice')).rejects.toThrow('not active');
  await db.updateTable('account').set({ active: true }).where('id', '=', 'alice').execute();
  const alice = await bench.user('alice');
  const asked = db
    .transaction()
    .execute((tx) =>
      reassignMany(bench.around, tx, alice, { instances: [left], from: null }, { user: 'bob', role: null }),
    );
  await expect(asked).rejects.toThrow('manage-definitions');
});
