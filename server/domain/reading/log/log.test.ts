import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InstanceSummary, LogFilter, LogSort } from '../../../../lib/protocol/index.ts';
import { seedDemo } from '../../../seed.ts';
import { useDatabase } from '../../../testing/database.ts';
import { addInstance, addProcess, addStep, type InstanceParts, NOON } from '../../../testing/rows.ts';
import { EVERYTHING } from './filter.ts';
import { readLog } from './log.ts';

const database = useDatabase();
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

beforeAll(async () => {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  await addProcess(db, 'p', { versions: 2 });
  await addProcess(db, 'q');
});

beforeEach(async () => {
  await database.store.db.deleteFrom('instance').execute();
});

const first = { filter: EVERYTHING, sort: 'started' as LogSort, descending: true, cursor: null, limit: 50 };

async function search(filter: Partial<LogFilter>): Promise<string[]> {
  const page = await readLog(database.store.db, { ...first, filter: { ...EVERYTHING, ...filter } });
  expect(page.total).toBe(page.items.length);
  return page.items.map(({ id }) => id).sort();
}

test('M29 [log] an instance has the columns of the reference', async () => {
  const { db } = database.store;
  const record = { system: 'crm-1', type: 'lead', id: '7', title: 'A lead', url: null };
  await addInstance(db, {
    id: 'i1',
    status: 'completed',
    ended_at: at(90),
    record,
    origin: 'rest',
    version: 2,
  });
  await addInstance(db, { id: 'i2', parent: 'i1', started_by: null, started_at: at(1), traced: true });
  const { items, next, total, more } = await readLog(db, first);
  expect({ next, total, more }).toEqual({ next: null, total: 2, more: false });
  expect(items).toEqual([
    {
      ...{ id: 'i2', process: { key: 'p', version: 1, name: 'Process p' }, caption: 'Instance i2' },
      ...{ status: 'running', owner: null, origin: 'person', record: null, parent: 'i1', traced: true },
      ...{ startedAt: at(1).toISOString(), endedAt: null, duration: null, incident: null },
    },
    {
      ...{ id: 'i1', process: { key: 'p', version: 2, name: 'Process p' }, caption: 'Instance i1' },
      ...{ status: 'completed', owner: { id: 'alice', name: 'Alice Adams' }, origin: 'rest', record },
      ...{ parent: null, traced: false, startedAt: NOON.toISOString(), endedAt: at(90).toISOString() },
      ...{ duration: 5_400_000, incident: null },
    },
  ] satisfies InstanceSummary[]);
});

describe('M29 [log] every part of the filter narrows', () => {
  beforeEach(async () => {
    const { db } = database.store;
    await addInstance(db, { id: 'plain', caption: 'Order of Smith & Sons' });
    await addInstance(db, { id: 'v2', version: 2, status: 'error', started_at: at(10) });
    await addInstance(db, {
      id: 'other',
      process: 'q',
      status: 'cancelled',
      ended_at: at(5),
      origin: 'timer',
    });
    await addInstance(db, { id: 'bobs', started_by: 'bob', business_key: 'A-100', started_at: at(20) });
    await addStep(db, { instance: 'plain', id: '1', element: 'ask' });
    await addStep(db, { instance: 'v2', id: '1', element: 'ask', status: 'error' });
    await addStep(db, { instance: 'bobs', id: '1', element: 'ask', status: 'completed', ended_at: at(21) });
    const connected = {
      system: 'crm-1',
      type: 'lead',
      id: '7',
      title: null,
      url: null,
      how: 'connected' as const,
    };
    await db
      .insertInto('instance_record')
      .values({ instance: 'bobs', ...connected })
      .execute();
  });

  const cases: [title: string, filter: Partial<LogFilter>, found: string[]][] = [
    ['nothing', {}, ['bobs', 'other', 'plain', 'v2']],
    ['the process', { process: 'q' }, ['other']],
    ['the version', { process: 'p', version: 2 }, ['v2']],
    ['one status', { statuses: ['running'] }, ['bobs', 'plain']],
    ['several statuses', { statuses: ['error', 'cancelled'] }, ['other', 'v2']],
    ['the owner', { owner: 'bob' }, ['bobs']],
    ['how it was started', { origin: 'timer' }, ['other']],
    ['a record that it has to do with', { record: { system: 'crm-1', type: 'lead', id: '7' } }, ['bobs']],
    ['a record that none has to do with', { record: { system: 'crm-1', type: 'lead', id: '8' } }, []],
    ['the time it was started in', { from: at(10).toISOString(), to: at(20).toISOString() }, ['v2']],
    ['an element whose step is open or has failed', { element: 'ask' }, ['plain', 'v2']],
    ['a part of the caption, in any case', { search: 'SMITH & s' }, ['plain']],
    ['a part that the caption has the letters of only', { search: 'Smiths' }, []],
    ['a text too short for the index', { search: '& ' }, ['plain']],
    ['a text with characters that have a meaning elsewhere', { search: '%' }, []],
    ['an id', { search: 'v2' }, ['v2']],
    ['a business key', { search: ' A-100 ' }, ['bobs']],
    ['spaces alone', { search: '  ' }, ['bobs', 'other', 'plain', 'v2']],
    ['several parts at once', { process: 'p', statuses: ['running'], owner: 'alice' }, ['plain']],
  ];
  test.each(cases)('%s', async (_title, filter, found) => {
    expect(await search(filter)).toEqual(found);
  });
});

describe('M29 [log] pages', () => {
  const orders = (['started', 'ended', 'duration'] as const).flatMap((sort) =>
    [true, false].flatMap((descending) => [true, false].map((few) => ({ sort, descending, few }))),
  );

  /** Few different moments, so that many rows are alike in what they are sorted by. */
  const moment = fc.integer({ min: 0, max: 4 });
  const parts = fc.record({ start: moment, length: fc.option(moment) });

  test.each(orders)(
    'sorted by $sort (descending $descending, few $few) tell each instance once, in order, while others begin',
    async ({ sort, descending, few }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(parts, { maxLength: 12 }),
          fc.array(parts, { maxLength: 6 }),
          fc.integer({ min: 1, max: 4 }),
          async (before, meanwhile, limit) => {
            const { db } = database.store;
            await db.deleteFrom('instance').execute();
            for (const [n, row] of before.entries()) await addInstance(db, toParts(`a${n}`, row));
            const seen: InstanceSummary[] = [];
            let cursor: string | null = null;
            do {
              const query = { filter: EVERYTHING, sort, descending, cursor, limit };
              const page = await readLog(db, query, few ? 10_000 : 0);
              seen.push(...page.items);
              cursor = page.next;
              const late = meanwhile.pop();
              if (late) await addInstance(db, toParts(`b${meanwhile.length}`, late));
            } while (cursor !== null);
            expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
            const old = seen.filter(({ id }) => id.startsWith('a')).map(({ id }) => id);
            const rows = before.map((row, n) => ({ id: `a${n}`, ...row }));
            expect(old).toEqual(inOrder(rows, sort, descending).map(({ id }) => id));
          },
        ),
        { numRuns: 15 },
      );
    },
  );

  test('that are exactly full end with the last one', async () => {
    const { db } = database.store;
    for (const id of ['i1', 'i2']) await addInstance(db, { id });
    expect((await readLog(db, { ...first, limit: 2 })).next).toBeNull();
    const one = await readLog(db, { ...first, limit: 1 });
    expect((await readLog(db, { ...first, limit: 1, cursor: one.next })).next).toBeNull();
  });

  test('count up to a limit, and say that there is more', async () => {
    const { db } = database.store;
    for (const id of ['i1', 'i2', 'i3']) await addInstance(db, { id });
    expect(await readLog(db, first, 2)).toMatchObject({ total: 2, more: true });
    expect(await readLog(db, first, 3)).toMatchObject({ total: 3, more: false });
  });

  test('keep microseconds apart', async () => {
    const { db, pool } = { ...database.store };
    for (const id of ['i1', 'i2', 'i3']) await addInstance(db, { id });
    await pool.query(
      "update instance set started_at = started_at + (right(id, 1)::int * interval '1 microsecond')",
    );
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await readLog(db, { ...first, limit: 1, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(ids).toEqual(['i3', 'i2', 'i1']);
  });

  test.each([
    ['no cursor at all', 'nonsense'],
    [
      'another order',
      Buffer.from('["ended",true,false,"2026-03-02 12:00:00+00","i1"]').toString('base64url'),
    ],
    ['a mark that is no time', Buffer.from('["started",true,true,"now(); drop","i"]').toString('base64url')],
    ['no list', Buffer.from('{"sort":"started"}').toString('base64url')],
  ])('refuse %s as a cursor', async (_title, cursor) => {
    await expect(readLog(database.store.db, { ...first, cursor })).rejects.toMatchObject({
      wire: { code: 'message-malformed', message: expect.stringContaining('cursor') },
    });
  });
});

interface Row {
  id: string;
  start: number;
  length: number | null;
}

function toParts(id: string, { start, length }: Omit<Row, 'id'>): InstanceParts {
  const ended_at = length === null ? null : at(start + length);
  return { id, started_at: at(start), ended_at, status: length === null ? 'running' : 'completed' };
}

/** As somebody would sort them by hand: those without an end last, by their start. */
function inOrder(rows: Row[], sort: LogSort, descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  const key = ({ start, length }: Row) => {
    if (sort === 'started' || length === null) return start;
    return sort === 'ended' ? start + length : length;
  };
  const group = ({ length }: Row) => (sort === 'started' || length !== null ? 0 : 1);
  return [...rows].sort(
    (one, other) =>
      group(one) - group(other) || sign * (key(one) - key(other)) || sign * (one.id < other.id ? -1 : 1),
  );
}
