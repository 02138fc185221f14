/** CRM installations, changed one at a time: what is refused, what goes with one, who is told. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Order, System } from '../../lib/protocol/index.ts';
import { useDatabase } from '../testing/database.ts';
import { SYSTEMS } from '../testing/processes.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { runOrder } from './orders.ts';
import { saveConnection } from './system-connections.ts';
import { listSystems, replaceSystems } from './systems.ts';
import { makeWebhook } from './webhooks.ts';

const database = useDatabase();
let bench: Bench;

beforeAll(async () => {
  bench = await openBench(database);
});

beforeEach(async () => {
  await replaceSystems(bench.around, await bench.user('admin'), SYSTEMS);
});

const desk: System = { id: 'desk', kind: 'redmine', name: 'Help desk', origins: ['https://desk.example'] };
const order = (wanted: Order, user = 'admin') => runOrder(bench.around, user, crypto.randomUUID(), wanted);
const put = (system: System, isNew = true) => order({ type: 'system.put', system, isNew });
const ids = async () => (await listSystems(bench.db)).map(({ id }) => id);

/** What the last event of a person's channel says. */
async function toldLast(account: string): Promise<unknown> {
  const row = await bench.db
    .selectFrom('channel_event')
    .select('body')
    .where('account', '=', account)
    .orderBy('offset', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.body);
}

describe('M40 [systems] one at a time', () => {
  test('is added beside the others, and everybody is told of all', async () => {
    expect(await put(desk)).toEqual({ type: 'done' });
    expect(await listSystems(bench.db)).toEqual([...SYSTEMS, desk]);
    for (const account of ['admin', 'sam']) {
      expect(await toldLast(account)).toEqual({ type: 'systems.replaced', systems: [...SYSTEMS, desk] });
    }
  });

  test('keeps of its addresses what a browser has of them, each once', async () => {
    await put({
      ...desk,
      origins: ['https://Desk.example/issues/7', 'https://desk.example:443/', 'http://desk:81'],
    });
    expect((await listSystems(bench.db)).at(-1)?.origins).toEqual(['https://desk.example', 'http://desk:81']);
  });

  test('added by two people at the same time, both are there', async () => {
    const crms = Array.from({ length: 8 }, (_, nth) => {
      return { ...desk, id: `desk-${nth}`, origins: [`https://desk-${nth}.example`] };
    });
    await Promise.all(crms.map((system) => put(system)));
    expect(await ids()).toEqual(['crm-1', ...crms.map(({ id }) => id)]);
    expect(await toldLast('sam')).toMatchObject({ systems: [...SYSTEMS, ...crms] });
  });

  test('is changed in place, with its connection', async () => {
    await put(desk);
    const draft = { kind: 'redmine', settings: { baseUrl: 'https://desk.example' }, secret: 'key' };
    await saveConnection(bench.around, await bench.user('admin'), 'desk', draft);
    const moved = { ...desk, name: 'Service desk', origins: ['https://service.example'] };
    await put(moved, false);
    expect((await listSystems(bench.db)).at(-1)).toEqual(moved);
    expect(await bench.around.connections.find('desk')).toMatchObject({ hasSecret: true });
  });

  test('of two that are made with the same id, the second is refused', async () => {
    await put(desk);
    await expect(put({ ...desk, name: 'Other', origins: ['https://other.example'] })).rejects.toMatchObject({
      wire: { code: 'system-taken', details: { got: 'desk', name: 'Help desk' } },
    });
    expect((await listSystems(bench.db)).at(-1)).toEqual(desk);
  });

  test.each([true, false])('cannot be where another one is (new: %s)', async (isNew) => {
    await expect(
      put({ ...desk, origins: ['https://desk.example', 'http://127.0.0.1:9000/leads/1'] }, isNew),
    ).rejects.toMatchObject({
      wire: { code: 'system-taken', details: { got: 'http://127.0.0.1:9000', name: 'Demo CRM' } },
    });
    expect(await ids()).toEqual(['crm-1']);
  });

  test('goes with its connection and its webhook, and leaves the others theirs', async () => {
    const admin = await bench.user('admin');
    await put(desk);
    const draft = { kind: 'redmine', settings: { baseUrl: 'https://desk.example' }, secret: 'key' };
    for (const system of ['crm-1', 'desk']) {
      await saveConnection(bench.around, admin, system, draft);
      await makeWebhook(bench.around, admin, system);
    }
    await order({ type: 'system.remove', system: 'desk' });
    expect(await listSystems(bench.db)).toEqual(SYSTEMS);
    expect(await toldLast('sam')).toEqual({ type: 'systems.replaced', systems: SYSTEMS });
    expect((await bench.around.connections.list()).map(({ system }) => system)).toEqual(['crm-1']);
    const hooks = await bench.db.selectFrom('webhook').select('system').execute();
    expect(hooks).toEqual([{ system: 'crm-1' }]);
    expect(await bench.around.connections.open('desk')).toBeNull();
  });

  test('that is not there cannot be removed', async () => {
    await expect(order({ type: 'system.remove', system: 'desk' })).rejects.toMatchObject({
      wire: { code: 'system-unknown' },
    });
  });

  test.each<[string, Order]>([
    ['adding', { type: 'system.put', system: desk, isNew: true }],
    ['removing', { type: 'system.remove', system: 'crm-1' }],
  ])('%s needs *manage definitions*', async (_title, wanted) => {
    await expect(order(wanted, 'maria')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    expect(await listSystems(bench.db)).toEqual(SYSTEMS);
  });
});
