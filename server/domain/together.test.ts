/** Everything at the same time: nobody waits for ever, nothing is lost. */
import { expect, test } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { call, caught, draw, end, parallel, path, signal, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { openBench } from '../testing/running.ts';
import { cancelMany } from './bulk.ts';
import { setState } from './process-settings.ts';
import { throwSignal } from './signals.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();

test('commands, errands, cancellations and changes of processes never block each other for good', async () => {
  const bench = await openBench(database);
  const people = ['alice', 'bob', 'maria'] as const;
  const tasks = people.map((id) => task(id, { assignee: id }));
  const branches = [...people, 'wait', 'sub'].map((id) => path('split', id, 'join'));
  const parts = [
    start('in'),
    parallel('split'),
    ...tasks,
    caught('wait', signal('go')),
    call('sub', 'child'),
  ];
  await bench.deploy(
    'main',
    draw([...parts, parallel('join'), end('out'), path('in', 'split'), path('join', 'out'), ...branches]),
  );
  await bench.deploy(
    'child',
    draw([start('in'), task('work', { assignee: 'alice' }), end('out'), path('in', 'work', 'out')]),
  );
  const { db } = bench;
  const admin = await bench.user('admin');
  const ids = await Promise.all(Array.from({ length: 12 }, () => bench.start('main')));

  const complete = async (user: string) => {
    for (const { id } of await listTasks(db, user)) {
      const submission = { kind: 'perform-task', result: 'done', details: null } as const;
      await bench.command(user, { type: 'task.complete', task: id, submission }).catch(expectRefusal);
    }
  };
  const cancelled = ids.slice(0, 4);
  const rounds = [
    ...people.map(complete),
    ...people.map(complete),
    bench.work(),
    bench.work(),
    throwSignal(bench.around, admin, 'go'),
    db.transaction().execute((tx) => cancelMany(bench.around, tx, admin, cancelled, 'a mistake')),
    ...(['no-new-starts', 'active'] as const).map((state) =>
      db
        .transaction()
        .execute((tx) =>
          setState(bench.around, tx, admin, 'child', { state, cancelInstances: false, reason: null }),
        ),
    ),
  ];
  await Promise.all(rounds);
  await throwSignal(bench.around, admin, 'go');
  for (let round = 0; round < 3; round += 1) {
    await bench.work();
    for (const user of people) await complete(user);
  }
  await bench.work();

  const statuses = await Promise.all(ids.map(bench.statusOf));
  expect(statuses.slice(4)).toEqual(ids.slice(4).map(() => 'completed'));
  for (const status of statuses.slice(0, 4)) expect(['completed', 'cancelled']).toContain(status);
  expect(await listTasks(db, 'alice')).toEqual([]);
  const left = await db.selectFrom('instance').select('id').where('ended_at', 'is', null).execute();
  expect(left).toEqual([]);
  const gaps = await database.store.pool.query(
    'select account from channel left join channel_event using (account) group by account, head having count("offset") <> head',
  );
  expect(gaps.rows).toEqual([]);
});

function expectRefusal(error: unknown): void {
  expect(error).toBeInstanceOf(ProtocolError);
}
