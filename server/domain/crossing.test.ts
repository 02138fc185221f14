/** Two transactions that meet at the worst moment. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { ProtocolError, User } from '../../lib/protocol/index.ts';
import { call, draw, end, path, start, task } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench, takeErrand } from '../testing/running.ts';
import { cancelIn } from './cancel.ts';
import { startChild } from './children.ts';
import { setState } from './process-settings.ts';
import { saveConnection } from './system-connections.ts';
import { putSystem, removeSystem } from './systems.ts';
import { makeWebhook } from './webhooks.ts';

const database = useDatabase();
const DEMO = { baseUrl: 'http://127.0.0.1:9' };
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
  const work = [start('in'), task('work', { assignee: 'alice' }), end('out'), path('in', 'work', 'out')];
  await bench.deploy('child', draw(work));
  await bench.deploy('parent', draw([start('in'), call('it', 'child'), end('out'), path('in', 'it', 'out')]));
});

/** Resolves when a transaction of this database waits for another. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(bench.db);
    if (rows.length > 0) return;
  }
}

test('a call that is cancelled while its child begins gets none', async () => {
  const admin = await bench.user('admin');
  const parent = await bench.start('parent');
  const errand = await takeErrand(bench.around);
  expect(errand?.name).toBe('child-start');
  const starting = await bench.db.transaction().execute(async (tx) => {
    await cancelIn(bench.around, tx, admin, parent, 'no');
    const child = startChild(bench.around, errand?.payload as never);
    await somebodyWaits();
    return { child };
  });
  await starting.child;
  const children = await bench.db.selectFrom('instance').select('id').where('parent', '=', parent).execute();
  expect(children).toEqual([]);
});

test('a process that is deactivated with what runs waits for instances before it holds any channel', async () => {
  const admin = await bench.user('admin');
  const running = await bench.start('child');
  const change = { state: 'inactive', cancelInstances: true, reason: null } as const;
  const setting = await bench.db.transaction().execute(async (tx) => {
    await sql`select from instance where id = ${running} for no key update`.execute(tx);
    const other = bench.db
      .transaction()
      .execute((own) => setState(bench.around, own, admin, 'child', change));
    other.catch(() => undefined);
    await somebodyWaits();
    // As every command does when it tells what has come of it.
    await sql`select from channel where account = 'alice' for update`.execute(tx);
    return { other };
  });
  expect(await setting.other).toMatchObject({ kind: 'cancel', total: 1 });
});

test.each([
  [
    'connection',
    (admin: User) =>
      saveConnection(bench.around, admin, 'desk', { kind: 'demo', settings: DEMO, secret: 's' }),
  ],
  ['webhook', (admin: User) => makeWebhook(bench.around, admin, 'desk')],
])('a CRM that is forgotten while its %s is saved is said to be gone', async (_what, save) => {
  const admin = await bench.user('admin');
  const desk = { id: 'desk', kind: 'demo', name: 'Desk', origins: ['https://desk.example'] };
  await bench.db.transaction().execute((tx) => putSystem(tx, admin, desk, true));
  const saving = await bench.db.transaction().execute(async (tx) => {
    await removeSystem(tx, admin, 'desk');
    const saved = save(admin).then(
      () => 'saved',
      (error: ProtocolError) => error.wire.code,
    );
    await somebodyWaits();
    return { saved };
  });
  expect(await saving.saved).toBe('system-unknown');
});
