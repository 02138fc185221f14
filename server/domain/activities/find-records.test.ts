/** Records to connect activities to (behaviour 7.2), on a CRM in memory. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { demo } from '../../../lib/sites/demo.ts';
import { MemoryCrm } from '../../actions/testing/memory-crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { defined, process } from '../../engine/testing/process.ts';
import { ask } from '../../testing/activities.ts';
import { useDatabase } from '../../testing/database.ts';
import { SYSTEMS } from '../../testing/processes.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { runOrder } from '../orders.ts';

const database = useDatabase();
const [{ id: system, kind } = { id: '', kind: '' }] = SYSTEMS;
let bench: Bench;
let crm: MemoryCrm | null;

beforeAll(async () => {
  const connections = {
    open: async (wanted: string) => (wanted === system ? crm : null),
  } as unknown as Bench['around']['connections'];
  bench = await openBench(database, { connections });
  const drawn = process().start('in').task('work', { assignee: 'alice' }).path('in', 'work');
  const recordTypes = [`${kind}:lead`, `${system}:boat`, 'elsewhere:house'];
  await bench.deploy('on-leads', await defined(drawn), { recordTypes });
});

beforeEach(() => {
  crm = new MemoryCrm('lead', [{ name: 'Lamp shop' }, { name: 'Big lamps' }, { name: 'Roofs' }]);
  crm.rights = { read: true };
});

const places = async () => (await ask(bench, 'alice', { type: 'records.types' })).places;
const search = async (text: string, more: { system?: string; record?: string } = {}) =>
  (await ask(bench, 'alice', { type: 'records.search', system, record: 'lead', text, ...more })).found;
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (thrown: unknown) => (thrown instanceof ProtocolError ? thrown.wire : thrown),
  );

describe('what can be searched', () => {
  test('are the types that processes are offered on, in CRMs that are connected', async () => {
    const [place, ...others] = await places();
    expect(others).toEqual([]);
    expect(place?.system).toBe(system);
    expect(place?.types).toEqual(expect.arrayContaining(['boat', 'lead']));
    expect(place?.types).not.toContain('house');
  });

  test('are also those of an adapter that an administrator gives to everybody', async () => {
    const [address] = demo.addresses;
    const adapter = JSON.stringify({ ...demo, kind, addresses: [{ ...address, type: 'visit' }] });
    await runOrder(bench.around, 'admin', 'give', { type: 'adapter.publish', adapter, origin: null });
    expect((await places())[0]?.types).toContain('visit');
  });

  test('is nothing that the person may not read, nor what the CRM does not say that they may', async () => {
    for (const rights of [{ read: false }, {}]) {
      if (crm) crm.rights = rights;
      expect(await places()).toEqual([]);
      expect(await search('')).toEqual([]);
    }
  });

  test('is nothing while the CRM cannot be reached, or has no connection', async () => {
    if (crm) crm.fault = new CrmError('unreachable', 'Expected it to answer, got nothing.');
    expect(await places()).toEqual([]);
    crm = null;
    expect(await places()).toEqual([]);
  });
});

describe('a search', () => {
  test('finds by a part of the name, in order, with the record’s page', async () => {
    expect(await search(' LAMP ')).toMatchObject([
      { system, type: 'lead', title: 'Big lamps' },
      { system, type: 'lead', title: 'Lamp shop' },
    ]);
    expect(await search('')).toHaveLength(3);
    expect(crm?.asked.every(({ login, right }) => login === 'alice' && right === 'read')).toBe(true);
  });

  test('is refused for a type that nothing here has to do with, and said where the CRM fails', async () => {
    expect(await refusal(search('', { record: 'payslip' }))).toMatchObject({ code: 'submission-unfit' });
    expect(await refusal(search('', { system: 'elsewhere' }))).toMatchObject({ code: 'submission-unfit' });
    if (crm) crm.fault = new CrmError('unreachable', 'Expected it to answer, got nothing.');
    expect(await refusal(search(''))).toMatchObject({ code: 'connection-failed' });
    crm = null;
    expect(await refusal(search(''))).toMatchObject({ code: 'connection-failed' });
  });
});
