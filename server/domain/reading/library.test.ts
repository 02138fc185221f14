import { beforeAll, describe, expect, test } from 'vitest';
import type { Parameter, Schedule, StartTrigger } from '../../engine/port.ts';
import { seedDemo } from '../../seed.ts';
import { useDatabase } from '../../testing/database.ts';
import { addInstance, addProcess, NOON } from '../../testing/rows.ts';
import { readDefinition } from './definition-view.ts';
import { readImpact } from './impact.ts';
import { readLibrary } from './library.ts';
import { readProcess } from './process-details.ts';

const database = useDatabase();
const SCHEDULE: Schedule = {
  ...{ kind: 'cron', expression: '0 8 * * 1-5', timeZone: 'Europe/Berlin', misfire: 'skip' },
  ...{ validFrom: null, validUntil: null },
};
const on = { event: 'modified' as const, type: 'demo:lead', id: null, fields: [], filter: null };
const STARTS: StartTrigger[] = [
  { element: 'by-hand', name: 'By hand', on: { kind: 'none' } },
  { element: 'mornings', name: 'Mornings', on: { kind: 'timer', schedule: SCHEDULE } },
  { element: 'paid', name: 'Paid', on: { kind: 'message', name: 'payment' } },
  { element: 'opened', name: 'Opened', on: { kind: 'signal', name: 'shop opens' } },
  { element: 'changed', name: 'Changed', on: { kind: 'record', on } },
];
const PARAMETER: Parameter = {
  ...{ name: 'amount', label: 'Amount', type: 'decimal' as const, direction: 'in' as const },
  ...{ required: true, default: null },
};

beforeAll(async () => {
  const { db } = database.store;
  await seedDemo(db, 'secret');
  await addProcess(db, 'offer', {
    ...{ versions: 3, name: 'Zealous offer', description: 'Makes an offer', starts: STARTS },
    ...{ parameters: [PARAMETER], recordTypes: ['demo:lead'], calls: ['check'] },
  });
  await addProcess(db, 'check', { name: 'a check' });
  const next = { since: NOON, passed: 0, next_at: new Date('2026-03-03T07:00:00Z'), last_at: null };
  const trigger = { process: 'offer', element: 'mornings', kind: 'timer' as const, name: null };
  await db
    .insertInto('start_trigger')
    .values({ ...trigger, spec: JSON.stringify(STARTS[1]?.on), ...next })
    .execute();
  const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
  await addInstance(db, { id: 'r1', process: 'offer', version: 1 });
  await addInstance(db, { id: 'r2', process: 'offer', version: 3, started_at: later(1) });
  await addInstance(db, { id: 'e1', process: 'offer', version: 3, status: 'error', started_at: later(2) });
  await addInstance(db, {
    id: 'c1',
    process: 'offer',
    version: 3,
    status: 'cancelling',
    started_at: later(3),
  });
  await addInstance(db, { id: 'd1', process: 'offer', version: 3, status: 'completed', ended_at: later(4) });
  await db
    .insertInto('process_permission')
    .values([
      { process: 'offer', position: 1, account: null, role: 'sales', allowed: true },
      { process: 'offer', position: 0, account: 'bob', role: null, allowed: false },
    ])
    .execute();
});

describe('M35 [library] all processes', () => {
  test('are listed by name with what runs, what has failed, and what begins them', async () => {
    const [first, second, ...more] = await readLibrary(database.store.db);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      key: 'check',
      name: 'a check',
      running: 0,
      failed: 0,
      versions: 1,
      starts: [],
    });
    expect(second).toEqual({
      ...{ key: 'offer', name: 'Zealous offer', description: 'Makes an offer', state: 'active' },
      ...{
        language: 'bpmn',
        actual: 3,
        versions: 3,
        running: 4,
        failed: 1,
        quickLaunch: false,
        recordTypes: ['demo:lead'],
      },
      starts: [
        { element: 'by-hand', name: 'By hand', kind: 'none', value: null, nextAt: null },
        {
          ...{ element: 'mornings', name: 'Mornings', kind: 'timer', value: '0 8 * * 1-5' },
          nextAt: '2026-03-03T07:00:00.000Z',
        },
        { element: 'paid', name: 'Paid', kind: 'message', value: 'payment', nextAt: null },
        { element: 'opened', name: 'Opened', kind: 'signal', value: 'shop opens', nextAt: null },
        { element: 'changed', name: 'Changed', kind: 'record', value: 'demo:lead modified', nextAt: null },
      ],
      ...{ deployedAt: NOON.toISOString(), deployedBy: { id: 'admin', name: 'Ada Admin' } },
    });
  });

  test('one of them has versions, parameters, who may start it, whom it calls and who calls it', async () => {
    const { db } = database.store;
    expect(await readProcess(db, 'offer')).toMatchObject({
      versions: [
        { version: 3, running: 3 },
        { version: 2, running: 0 },
        { version: 1, running: 1 },
      ],
      ...{ parameters: [PARAMETER], calls: ['check'], calledBy: [] },
      permissions: [
        { account: { id: 'bob', name: 'Bob Brown' }, role: null, allowed: false },
        { account: null, role: { id: 'sales', name: 'Sales' }, allowed: true },
      ],
    });
    expect(await readProcess(db, 'check')).toMatchObject({ calls: [], calledBy: ['offer'], permissions: [] });
  });

  test('deactivating one concerns what has not ended, and those that call it', async () => {
    const { db } = database.store;
    const impact = await readImpact(db, 'offer');
    expect(impact).toMatchObject({ instances: 4, tasks: 0, calledBy: [] });
    expect(impact.examples.map(({ id }) => id)).toEqual(['c1', 'e1', 'r2', 'r1']);
    expect(await readImpact(db, 'check')).toMatchObject({ instances: 0, examples: [], calledBy: ['offer'] });
  });

  test('a version that is not there is refused, and one that is is shown', async () => {
    const { db } = database.store;
    expect(await readDefinition(db, 'offer', null)).toMatchObject({ version: 3, bpmn: '<xml/>', forms: [] });
    expect(await readDefinition(db, 'offer', 2)).toMatchObject({ version: 2 });
    const refused = { wire: { code: 'version-unknown' } };
    await expect(readDefinition(db, 'offer', 4)).rejects.toMatchObject(refused);
    for (const read of [readProcess, readImpact]) {
      await expect(read(db, 'ghost')).rejects.toMatchObject({ wire: { code: 'process-unknown' } });
    }
  });
});
