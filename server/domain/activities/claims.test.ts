/** Tasks of a role: taken, given back, assigned; two who take one at once (behaviour 6.3, 7.4). */
import { beforeAll, describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { begin, deployActivities, headOf, taskOf, toldTo } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { readInstance } from '../../testing/instances.ts';
import { type Bench, openBench } from '../../testing/running.ts';

const database = useDatabase();
let bench: Bench;
const done = { kind: 'perform-task', result: 'done', details: null } as const;

beforeAll(async () => {
  bench = await openBench(database);
  await deployActivities(bench);
});

describe('[M04] a task of a role', () => {
  test('is of one person when it is taken; the others see whose', async () => {
    const task = await begin(bench, 'team');
    await bench.command('bob', { type: 'task.take', task: task.id });
    const performer = { user: { id: 'bob', name: 'Bob Brown' }, role: { id: 'sales', name: 'Sales' } };
    for (const user of ['alice', 'bob', 'maria'])
      expect(await taskOf(bench, user, task.id)).toMatchObject({ performer });
    const { log } = await readInstance(bench.around, task.instance.id);
    expect(log).toContainEqual(
      expect.objectContaining({
        event: 'step.reassigned',
        data: expect.objectContaining({ to: { user: 'bob', role: 'sales' } }),
      }),
    );
  });

  test('is taken by one of two who take it at once; the other is told who was first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const task = await begin(bench, 'team');
      const from = await headOf(bench, 'maria');
      const users = ['alice', 'bob'] as const;
      const answers = await Promise.allSettled(
        users.map((user) => bench.command(user, { type: 'task.take', task: task.id })),
      );
      const won = answers.findIndex(({ status }) => status === 'fulfilled');
      const lost = answers[1 - won];
      const winner = (await bench.user(users[won] ?? '')).name;
      expect(lost?.status).toBe('rejected');
      const reason: unknown = lost?.status === 'rejected' ? lost.reason : null;
      expect(reason).toBeInstanceOf(ProtocolError);
      expect(reason).toMatchObject({
        wire: { code: 'task-taken', message: expect.stringContaining(winner) },
      });
      expect((await taskOf(bench, 'maria', task.id))?.performer.user?.name).toBe(winner);
      const told = (await toldTo(bench, 'maria', from)).filter(({ type }) => type === 'task.upserted');
      expect(told).toHaveLength(1);
    }
  });

  test('taken twice by the same person is taken once', async () => {
    const task = await begin(bench, 'team');
    await bench.command('bob', { type: 'task.take', task: task.id });
    const from = await headOf(bench, 'bob');
    await bench.command('bob', { type: 'task.take', task: task.id });
    expect(await toldTo(bench, 'bob', from)).toEqual([]);
  });

  test('is given back, and taken by another', async () => {
    const task = await begin(bench, 'team');
    await bench.command('bob', { type: 'task.take', task: task.id });
    await bench.command('bob', { type: 'task.release', task: task.id });
    expect(await taskOf(bench, 'alice', task.id)).toMatchObject({
      performer: { user: null, role: { id: 'sales' } },
    });
    await bench.command('alice', { type: 'task.take', task: task.id });
    expect((await taskOf(bench, 'bob', task.id))?.performer.user?.id).toBe('alice');
  });

  test('is assigned to a member, to somebody else, to another role', async () => {
    const task = await begin(bench, 'team');
    const assign = (user: string | null, role: string | null) =>
      bench.command('alice', { type: 'task.assign', task: task.id, user, role });
    await expect(assign('sam', 'sales')).rejects.toThrow('no member of the role');
    await expect(assign(null, null)).rejects.toThrow('got neither');
    await assign('bob', 'sales');
    expect((await taskOf(bench, 'alice', task.id))?.performer.user?.id).toBe('bob');
    await assign('sam', null);
    expect(await taskOf(bench, 'alice', task.id)).toBeUndefined();
    expect(await taskOf(bench, 'sam', task.id)).toMatchObject({
      performer: { user: { id: 'sam' }, role: null },
    });
    await expect(assign('bob', null)).rejects.toThrow('a task of yours');
    await expect(bench.command('sam', { type: 'task.release', task: task.id })).rejects.toThrow(
      'a task that was taken from a role',
    );
  });

  test('is not taken by who is no member, and not when it is over', async () => {
    const task = await begin(bench, 'team');
    await expect(bench.command('sam', { type: 'task.take', task: task.id })).rejects.toThrow(
      'a task of yours',
    );
    await bench.complete(task.instance.id, 'bob');
    await expect(bench.command('alice', { type: 'task.take', task: task.id })).rejects.toThrow(
      'got one that was completed by Bob Brown',
    );
  });
});

test('completed and handed over at once, one of the two is told what the other has done', async () => {
  for (let round = 0; round < 5; round += 1) {
    const task = await begin(bench, 'mine');
    const [completed, assigned] = await Promise.allSettled([
      bench.command('alice', { type: 'task.complete', task: task.id, submission: done }),
      bench.command('alice', { type: 'task.assign', task: task.id, user: 'bob', role: null }),
    ]);
    expect([completed?.status, assigned?.status].sort()).toEqual(['fulfilled', 'rejected']);
    const status = await bench.statusOf(task.instance.id);
    expect(status).toBe(completed?.status === 'fulfilled' ? 'completed' : 'running');
  }
});
