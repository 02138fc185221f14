import { beforeEach, expect, test } from 'vitest';
import { MemoryCrm } from '../actions/testing/memory-crm.ts';
import { CrmError } from '../crm/errors.ts';
import { useDatabase } from '../testing/database.ts';
import { surroundingsOf } from '../testing/server.ts';
import { alignFeeds, pollFeed } from './record-feeds.ts';
import type { Surroundings } from './surroundings.ts';

const database = useDatabase();
const START = Date.parse('2026-03-02T09:00:00Z');
let clock = START;
let crm: FedCrm;

/** Tells of the changes that a test says, once each. */
class FedCrm extends MemoryCrm {
  news: { id: string; event: 'added' | 'modified' }[] = [];
  polls = 0;

  override async changedSince(_type: string, since: string | null) {
    if (this.fault) throw this.fault;
    this.polls += 1;
    const from = since === null ? this.news.length : Number(since);
    const changes = this.news.slice(from).map((change) => ({ ...change, at: new Date(clock).toISOString() }));
    return { changes, cursor: String(this.news.length) };
  }
}

function around(): Surroundings {
  const connections = { open: async () => crm } as unknown as Surroundings['connections'];
  return { ...surroundingsOf(database), connections, now: () => new Date(clock) };
}

async function listen(name: string, on: Record<string, unknown>): Promise<void> {
  const { db } = database.store;
  const spec = { on: { event: 'modified', type: name, id: null, fields: [], filter: null, ...on } };
  const id = crypto.randomUUID();
  const values = { id, process: 'p', version: 1, state: '{}', status: 'running', caption: 'c', revision: 0 };
  await db
    .insertInto('instance')
    .values({ ...values, root: id, started_at: new Date(clock), record: null, incident: null } as never)
    .execute();
  const place = { instance: id, id: 'e1', step: 's1', element: 'wait' };
  await db
    .insertInto('subscription')
    .values({ ...place, kind: 'record', name, spec: JSON.stringify(spec) } as never)
    .execute();
}

async function heard(): Promise<string[]> {
  const { rows } = await database.store.pool.query(
    `select payload ->> 'instance' as instance from graphile_worker._private_jobs order by id`,
  );
  return rows.map(({ instance }) => instance);
}

beforeEach(async () => {
  clock = START;
  const { db, pool } = database.store;
  crm = new FedCrm('lead', [
    { name: 'Lamp shop', status: 'new' },
    { name: 'Tea house', status: 'won' },
  ]);
  await pool.query(
    'delete from subscription; delete from instance; delete from record_feed; delete from graphile_worker._private_jobs',
  );
  await pool.query(`
    insert into definition (key, version, name, facts, files, compiled, deployed_at)
      values ('p', 1, 'p', '{}', '{}', '{}', now()) on conflict do nothing;
    insert into system values ('sales', 'demo', 'Sales', '[]') on conflict do nothing;
    insert into system values ('lonely', 'demo', 'Lonely', '[]') on conflict do nothing;
    insert into system_connection (system, kind, settings) values ('sales', 'demo', '{}') on conflict do nothing`);
  await db.selectFrom('record_feed').selectAll().execute();
});

const feeds = () =>
  database.store.db.selectFrom('record_feed').select(['system', 'type', 'problem']).execute();

test('there is a feed for what is listened for in a CRM that is connected, and for nothing else', async () => {
  await listen('demo:lead', {});
  await listen('sales:contact', {});
  await listen('lonely:lead', {});
  await alignFeeds(around());
  expect(await feeds()).toEqual([
    { system: 'sales', type: 'contact', problem: null },
    { system: 'sales', type: 'lead', problem: null },
  ]);
  await database.store.pool.query('delete from subscription');
  await alignFeeds(around());
  expect(await feeds()).toEqual([]);
});

test('a CRM that tells by its webhook is not polled: it would start everything twice', async () => {
  const { pool } = database.store;
  await listen('demo:lead', {});
  await pool.query("insert into webhook (system, token_hash, created_at) values ('sales', 'hash', now())");
  await alignFeeds(around());
  expect(await feeds()).toEqual([]);
  await pool.query('delete from webhook');
  await alignFeeds(around());
  expect(await feeds()).toEqual([{ system: 'sales', type: 'lead', problem: null }]);
});

test('each change is told once, to those who mean it, from the first poll on', async () => {
  await listen('demo:lead', { filter: 'status = "won"' });
  await listen('demo:lead', { id: '1' });
  await listen('demo:lead', { event: 'added' });
  await alignFeeds(around());
  crm.news.push({ id: '2', event: 'modified' });
  expect(await pollFeed(around(), 10)).toBe(true);
  expect(await heard()).toEqual([]);
  crm.news.push(
    { id: '1', event: 'modified' },
    { id: '2', event: 'modified' },
    { id: 'gone', event: 'modified' },
  );
  clock += 10_000;
  await pollFeed(around(), 10);
  expect(await heard()).toHaveLength(2);
  clock += 10_000;
  await pollFeed(around(), 10);
  expect(await heard()).toHaveLength(2);
});

test('[M35] two servers share a feed: each poll is made by one of them', async () => {
  await listen('demo:lead', {});
  await alignFeeds(around());
  const polled = await Promise.all([pollFeed(around(), 10), pollFeed(around(), 10)]);
  expect(polled.filter(Boolean)).toHaveLength(1);
  expect(crm.polls).toBe(1);
  clock += 9_999;
  expect(await pollFeed(around(), 10)).toBe(false);
});

test('what the CRM refuses stands with the feed until a poll succeeds, and nothing is lost', async () => {
  await listen('demo:lead', {});
  await alignFeeds(around());
  await pollFeed(around(), 10);
  crm.news.push({ id: '1', event: 'modified' });
  crm.fault = new CrmError('unreachable', 'Expected an answer, got a refused connection.');
  clock += 10_000;
  await pollFeed(around(), 10);
  expect(await feeds()).toMatchObject([{ problem: expect.stringContaining('refused connection') }]);
  crm.fault = null;
  clock += 10_000;
  await pollFeed(around(), 10);
  expect(await feeds()).toMatchObject([{ problem: null }]);
  expect(await heard()).toHaveLength(1);
});
