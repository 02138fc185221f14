import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Durations, StatisticsFilter } from '../../../lib/protocol/index.ts';
import { seedDemo } from '../../seed.ts';
import { useDatabase } from '../../testing/database.ts';
import { addInstance, addProcess, addStep } from '../../testing/rows.ts';
import { readStatistics } from './statistics.ts';

const database = useDatabase();
const MINUTE = 60_000;
const START = Date.parse('2026-03-01T00:00:00Z');

const MARCH: StatisticsFilter = {
  ...{ process: null, version: null, owner: null, timeZone: 'UTC', by: 'day' },
  ...{ from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' },
};

beforeAll(async () => {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  const element = (id: string) => ({ id, name: `Step ${id}`, type: 'userTask', kind: null, parent: null });
  await addProcess(db, 'p', { versions: 2, elements: [element('a'), element('b')] });
  await addProcess(db, 'q', { elements: [element('a')] });
});

beforeEach(async () => {
  await database.store.db.deleteFrom('instance').execute();
});

/** As PostgreSQL's percentile_cont: between the two nearest values, by their distance. */
function percentile(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

function durationsOf(values: number[]): Durations {
  if (values.length === 0) return { count: 0, average: null, median: null, p90: null };
  const sorted = [...values].sort((one, other) => one - other);
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    count: values.length,
    average: expect.closeTo(average, 3),
    median: expect.closeTo(percentile(sorted, 0.5), 3),
    p90: expect.closeTo(percentile(sorted, 0.9), 3),
  };
}

const Row = fc.record({
  process: fc.constantFrom('p', 'q'),
  version: fc.constantFrom(1, 2),
  owner: fc.constantFrom('alice', 'bob', null),
  status: fc.constantFrom('completed', 'completed', 'cancelled', 'running', 'error'),
  /** Minutes after the first of March; some are before it, and some after the month. */
  start: fc.integer({ min: -3000, max: 46_000 }),
  length: fc.integer({ min: 0, max: 5000 }),
  steps: fc.array(
    fc.record({
      element: fc.constantFrom('a', 'b'),
      status: fc.constantFrom('completed', 'skipped', 'cancelled'),
      length: fc.integer({ min: 0, max: 900 }),
    }),
    { maxLength: 4 },
  ),
});
type Row = ReturnType<typeof Row.generate>['value'];

async function addRow(id: string, row: Row): Promise<void> {
  const { db } = database.store;
  const { process, owner, status } = row;
  const version = process === 'q' ? 1 : row.version;
  const started_at = new Date(START + row.start * MINUTE);
  const ended = status === 'completed' || status === 'cancelled';
  const ended_at = ended ? new Date(started_at.getTime() + row.length * MINUTE) : null;
  await addInstance(db, { id, process, version, started_by: owner, status, started_at, ended_at } as never);
  for (const [n, step] of row.steps.entries()) {
    const end = new Date(started_at.getTime() + step.length * MINUTE);
    const times = { entered_at: started_at, ended_at: end };
    await addStep(db, {
      instance: id,
      id: `${n}`,
      element: step.element,
      status: step.status,
      ...times,
    } as never);
  }
}

/** Rows that count: completed in March and of this process, in minutes. */
function counted(rows: Row[], process: string | null): (Row & { end: number })[] {
  return rows
    .map((row) => ({ ...row, end: row.start + row.length }))
    .filter(({ status, end }) => status === 'completed' && end >= 0 && end < 31 * 24 * 60)
    .filter((row) => process === null || row.process === process);
}

const lengths = (rows: { length: number }[]) => durationsOf(rows.map(({ length }) => length * MINUTE));

describe('M30 [statistics] completed instances only', () => {
  test('are the same as counted by hand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(Row, { maxLength: 14 }),
        fc.constantFrom(null, 'p'),
        async (rows, process) => {
          await database.store.db.deleteFrom('instance').execute();
          for (const [n, row] of rows.entries()) await addRow(`i${n}`, row);
          const found = await readStatistics(database.store.db, { ...MARCH, process });
          const all = counted(rows, process);
          expect(found.total).toEqual(lengths(all));
          expect(Object.fromEntries(found.processes.map(({ key, durations }) => [key, durations]))).toEqual(
            byGroup(all, (row) => row.process),
          );
          expect(
            Object.fromEntries(found.owners.map(({ owner, durations }) => [owner?.id ?? null, durations])),
          ).toEqual(byGroup(all, (row) => String(row.owner)));
          expect(Object.fromEntries(found.periods.map(({ from, durations }) => [from, durations]))).toEqual(
            byGroup(all, ({ end }) => new Date(START + Math.floor(end / 1440) * 1440 * MINUTE).toISOString()),
          );
          const steps = all.flatMap((row) => row.steps).filter(({ status }) => status === 'completed');
          expect(
            Object.fromEntries(found.elements.map(({ element, durations }) => [element, durations])),
          ).toEqual(process === null ? {} : byGroup(steps, ({ element }) => element));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('without any there are no figures, and no rows', async () => {
    expect(await readStatistics(database.store.db, MARCH)).toEqual({
      total: { count: 0, average: null, median: null, p90: null },
      ...{ processes: [], elements: [], periods: [], owners: [] },
    });
  });

  test('days begin where the time zone has them begin, also over a change of the clock', async () => {
    const { db } = database.store;
    // In Berlin the clock moves on the 29th of March at 1:00 UTC: that day begins at 23:00 UTC, the next at 22:00.
    const ends = [
      '2026-03-28T22:59:00Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T21:59:00Z',
      '2026-03-29T22:00:00Z',
    ];
    for (const [n, end] of ends.entries()) {
      const started_at = new Date(Date.parse(end) - MINUTE);
      await addInstance(db, { id: `i${n}`, status: 'completed', started_at, ended_at: new Date(end) });
    }
    const { periods } = await readStatistics(db, { ...MARCH, timeZone: 'Europe/Berlin' });
    expect(periods.map(({ from, durations }) => [from, durations.count])).toEqual([
      ['2026-03-27T23:00:00.000Z', 1],
      ['2026-03-28T23:00:00.000Z', 2],
      ['2026-03-29T22:00:00.000Z', 1],
    ]);
    const weeks = await readStatistics(db, { ...MARCH, timeZone: 'Europe/Berlin', by: 'week' });
    expect(weeks.periods.map(({ from }) => from)).toEqual([
      '2026-03-22T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  test('narrow to a version and an owner, and name processes and elements', async () => {
    const { db } = database.store;
    const done = { status: 'completed' as const, ended_at: new Date('2026-03-05T10:00:00Z') };
    const started_at = new Date('2026-03-05T09:00:00Z');
    await addInstance(db, { id: 'i1', ...done, started_at, version: 2, started_by: 'bob' });
    await addInstance(db, { id: 'i2', ...done, started_at, version: 1, started_by: 'bob' });
    await addInstance(db, { id: 'i3', ...done, started_at, version: 2 });
    await addStep(db, { instance: 'i1', id: '1', element: 'a', ...done, entered_at: started_at });
    const found = await readStatistics(db, { ...MARCH, process: 'p', version: 2, owner: 'bob' });
    const one = { count: 1, average: 3_600_000, median: 3_600_000, p90: 3_600_000 };
    expect(found).toMatchObject({
      total: one,
      processes: [{ key: 'p', name: 'Process p', durations: one }],
      elements: [{ element: 'a', name: 'Step a', type: 'userTask', durations: one }],
      owners: [{ owner: { id: 'bob', name: 'Bob Brown' }, durations: one }],
    });
  });

  test.each(['Mars/Olympus', '+02:00', ''])('refuse the time zone "%s"', async (timeZone) => {
    await expect(readStatistics(database.store.db, { ...MARCH, timeZone })).rejects.toMatchObject({
      wire: { code: 'message-malformed', message: expect.stringContaining('timeZone') },
    });
  });
});

function byGroup<T extends { length: number }>(rows: T[], of: (row: T) => string): Record<string, Durations> {
  const groups = Map.groupBy(rows, of);
  return Object.fromEntries([...groups].map(([key, group]) => [key, lengths(group)]));
}
