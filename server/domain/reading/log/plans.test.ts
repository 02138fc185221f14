import { type RawBuilder, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LogFilter, LogSort } from '../../../../lib/protocol/index.ts';
import { seedDemo } from '../../../seed.ts';
import { useDatabase } from '../../../testing/database.ts';
import { copyInstance, settle } from '../../../testing/million.ts';
import { addInstance, addProcess, addStep, NOON } from '../../../testing/rows.ts';
import { elementsQuery, instancesQuery } from '../statistics.ts';
import { EVERYTHING } from './filter.ts';
import { readLog } from './log.ts';
import { fittingQuery, pageQuery } from './queries.ts';

const database = useDatabase();
const COPIES = 6000;
/** As many as a real state takes up, so that reading the rows is what it costs. */
const STATE = {
  variables: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`v${n}`, `some value ${n}`])),
};

beforeAll(async () => {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  await addProcess(db, 'p');
  await addProcess(db, 'q');
  const ended_at = new Date(NOON.getTime() + 3_600_000);
  const done = { status: 'completed' as const, ended_at };
  await addInstance(db, { id: 'done', caption: 'Order for a customer', state: STATE, ...done });
  await addStep(db, { instance: 'done', id: '1', element: 'ask', ...done });
  const record = { system: 'crm-1', type: 'lead', id: '7', title: null, url: null };
  await db
    .insertInto('instance_record')
    .values({ instance: 'done', ...record, how: 'started' })
    .execute();
  await addInstance(db, { id: 'runs', caption: 'Complaint of somebody', state: STATE });
  await addStep(db, { instance: 'runs', id: '1', element: 'ask' });
  await addInstance(db, {
    id: 'rare',
    process: 'q',
    caption: 'Unusual',
    status: 'error',
    started_by: 'sam',
    state: STATE,
  });
  const owners = ['alice', 'bob'];
  await copyInstance(db, 'done', { count: COPIES, prefix: 'done', owners });
  await copyInstance(db, 'runs', { count: COPIES, prefix: 'runs', owners });
  await settle(db);
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

async function nodesOf(query: RawBuilder<unknown>): Promise<Plan[]> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>`explain (format json) ${query}`.execute(
    database.store.db,
  );
  const all = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(all)];
  const [first] = rows;
  if (!first) throw new Error('Expected a plan, got none.');
  return all(first['QUERY PLAN'][0].Plan);
}

/** The tables that are read from end to end, and whether anything is sorted. */
async function costsOf(
  query: RawBuilder<unknown>,
): Promise<{ scanned: string[]; sorted: boolean; indexes: string[] }> {
  const nodes = await nodesOf(query);
  return {
    scanned: nodes.flatMap((node) => (node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : [])),
    sorted: nodes.some((node) => node['Node Type'].includes('Sort')),
    indexes: nodes.flatMap((node) => node['Index Name'] ?? []),
  };
}

describe('M29 [log] at any number of rows a page costs as much as a page', () => {
  const parts = [
    ['started', 'all', 'instance_by_start'],
    ['ended', 'ended', 'instance_by_end'],
    ['duration', 'ended', 'instance_by_duration'],
    ['ended', 'open', 'instance_by_start'],
  ] as const;
  const orders = parts.flatMap(([sort, part, index]) =>
    [true, false].flatMap((descending) =>
      [true, false].map((first) => ({ sort, part, index, descending, first })),
    ),
  );

  test.each(orders)(
    'the $part part sorted by $sort (descending $descending, first page $first) comes out of an index as it is',
    async ({ sort, part, index, descending, first }) => {
      const mark = sort === 'duration' && part === 'ended' ? '3600000' : '2025-09-01 00:00:00+00';
      const after = first ? null : { open: part !== 'ended', mark, id: 'm' };
      const page = { sort, part, descending, after, filter: EVERYTHING, ids: null, limit: 51 };
      const { scanned, sorted, indexes } = await costsOf(pageQuery(page));
      expect({ scanned, sorted }).toEqual({ scanned: [], sorted: false });
      expect(indexes).toEqual([index]);
    },
  );

  const many: [title: string, filter: Partial<LogFilter>][] = [
    ['a process', { process: 'p' }],
    ['a status', { statuses: ['running'] }],
    ['several statuses', { statuses: ['running', 'completed'] }],
    ['an owner', { owner: 'bob' }],
    ['a version', { version: 1 }],
    ['how it was started', { origin: 'person' }],
    ['a process, a status and an owner', { process: 'p', statuses: ['completed'], owner: 'alice' }],
    ['a time', { from: '2025-06-01T00:00:00Z', to: '2025-12-01T00:00:00Z' }],
  ];
  test.each(many)('much that fits %s is passed through in its order', async (_title, filter) => {
    for (const descending of [true, false]) {
      const order = { sort: 'started' as const, part: 'all' as const, descending, after: null };
      const query = pageQuery({ ...order, filter: { ...EVERYTHING, ...filter }, ids: null, limit: 51 });
      expect(await costsOf(query)).toMatchObject({ scanned: [], sorted: false });
    }
  });

  const few: [title: string, filter: Partial<LogFilter>, index: RegExp][] = [
    ['a process', { process: 'q' }, /process/],
    ['a status', { statuses: ['error'] }, /status/],
    ['several statuses', { statuses: ['error', 'cancelling'] }, /status/],
    ['an owner', { owner: 'sam' }, /owner/],
    ['a record', { record: { system: 's', type: 't', id: '1' } }, /record/],
    ['a part of a caption, an id or a business key', { search: 'unusual' }, /caption/],
    ['an element where nothing is open', { element: 'nowhere' }, /element/],
  ];
  test.each(few)('little that fits %s is found by an index', async (_title, filter, index) => {
    const { scanned, indexes } = await costsOf(fittingQuery({ ...EVERYTHING, ...filter }, 10_000));
    expect(scanned).toEqual([]);
    expect(indexes).toEqual(expect.arrayContaining([expect.stringMatching(index)]));
  });

  test('rows that do not fit are passed over without being fetched', async () => {
    const nodes = await nodesOf(fittingQuery({ ...EVERYTHING, origin: 'command-line', version: 3 }, 10_000));
    expect(nodes.map((node) => node['Node Type'])).toContain('Index Only Scan');
  });

  test('statistics read an index of completed instances, and nothing else of them', async () => {
    const month = {
      from: '2025-06-01T00:00:00Z',
      to: '2025-07-01T00:00:00Z',
      timeZone: 'UTC',
      by: 'day' as const,
    };
    const filter = { process: 'p', version: null, owner: null, ...month };
    for (const query of [instancesQuery(filter), elementsQuery(filter)]) {
      const nodes = await nodesOf(query);
      const read = nodes.filter((node) => node['Relation Name'] === 'instance');
      expect(read.map((node) => [node['Node Type'], node['Index Name']])).toEqual([
        ['Index Only Scan', 'instance_completed'],
      ]);
    }
  });
});

describe('copies of an instance', () => {
  test('are as many as were asked for, each with its steps, spread over the time before', async () => {
    const { db } = database.store;
    const query = { filter: { ...EVERYTHING, statuses: ['completed' as const] }, descending: true, limit: 1 };
    const page = await readLog(db, { ...query, sort: 'started' as LogSort, cursor: null });
    expect(page.total).toBe(COPIES + 1);
    const { rows } = await sql<{ steps: number; days: number; lengths: number }>`
      select (select count(*)::int from step where instance like 'done-%') as steps,
        extract(day from max(started_at) - min(started_at))::int as days,
        count(distinct duration)::int as lengths
      from instance where id like 'done-%'`.execute(db);
    expect(rows[0]).toMatchObject({ steps: COPIES, days: 364 });
    expect(rows[0]?.lengths).toBeGreaterThan(COPIES / 2);
  });
});
