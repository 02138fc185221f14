/** Processes whose data actions need the rights of who started them (behaviour 3.8), on the demo CRM. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_KEY, type DemoCrm, startDemoCrm } from '../../demo/crm/server.ts';
import { addData, modifyData } from '../actions/change-data.ts';
import { connectRecord } from '../actions/connect-record.ts';
import { onceIn } from '../actions/once.ts';
import { readData } from '../actions/read-data.ts';
import type { Connector } from '../crm/connector.ts';
import { makeConnector } from '../crm/kinds.ts';
import { draw, end, path, service, start } from '../engine/testing/drawing.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { retryStep } from './administration.ts';
import { readActual } from './processes.ts';
import { startInstance } from './starts.ts';

const database = useDatabase();
const place = { system: 'demo', type: 'lead' };
let folder: string;
let demo: DemoCrm;
let crm: Connector;
let bench: Bench;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'user-rights-'));
  demo = await startDemoCrm({ folder, port: 0 });
  crm = makeConnector('demo', { baseUrl: demo.origin }, API_KEY);
  const { db } = database.store;
  const open = async (system: string) => (system === 'demo' ? crm : null);
  bench = await openBench(database, {
    actions: {
      'add-data': addData(
        open,
        onceIn(db, () => new Date()),
      ),
      'modify-data': modifyData(open),
      'read-data': readData(open),
      'connect-record': connectRecord(db, open),
    },
  });
  // The demo CRM does not know her by this login: there she only reads.
  await db.updateTable('account').set({ login: 'vera' }).where('id', '=', 'maria').execute();
  const drawn = (action: string, settings: Record<string, string>) =>
    draw([
      start('in'),
      service(`throughline:${action}`, { settings }),
      end('out'),
      path('in', `throughline:${action}`, 'out'),
    ]);
  const changes = { ...place, id: '1', 'value:status': 'Contacted' };
  await bench.deploy('changes', drawn('modify-data', changes), { userRights: true });
  await bench.deploy('changes-as-ever', drawn('modify-data', changes));
  await bench.deploy('adds', drawn('add-data', { ...place, 'value:name': 'N', 'value:company': 'C' }), {
    userRights: true,
  });
  await bench.deploy('reads', drawn('read-data', place), { userRights: true });
  await bench.deploy('connects', drawn('connect-record', { ...place, id: '1' }), { userRights: true });
  await bench.deploy('elsewhere', drawn('connect-record', { ...place, system: 'moon', id: '1' }), {
    userRights: true,
  });
});

afterAll(async () => {
  await demo.close();
  await rm(folder, { recursive: true });
});

const started = async (process: string, actor: string) => {
  const id = await bench.start(process, {}, actor);
  await bench.work();
  return id;
};
const jobOf = (instance: string) =>
  bench.db.selectFrom('job').selectAll().where('instance', '=', instance).executeTakeFirst();
const leads = () => crm.count({ type: 'lead', conditions: [], match: 'all', sort: [], limit: null });

describe('a process that asks for the rights of who started it', () => {
  test.each(['changes', 'adds', 'reads', 'connects'])('%s for somebody who has them', async (process) => {
    expect(await bench.statusOf(await started(process, 'alice'))).toBe('completed');
  });

  test.each(['changes', 'adds'])(
    '%s nothing for somebody who has not, and is in Error at once',
    async (process) => {
      const before = await leads();
      const id = await started(process, 'maria');
      expect(await bench.statusOf(id)).toBe('error');
      expect(await jobOf(id)).toMatchObject({
        ...{ status: 'dead', attempts: 1 },
        problem: expect.stringContaining('got vera, who may not.'),
      });
      expect(await leads()).toBe(before);
    },
  );

  test('reads for somebody who may only read', async () => {
    expect(await bench.statusOf(await started('reads', 'maria'))).toBe('completed');
  });

  test('does nothing in a CRM that cannot be asked', async () => {
    const id = await started('elsewhere', 'alice');
    expect(await jobOf(id)).toMatchObject({
      problem: expect.stringContaining('of whom the CRM does not tell'),
    });
  });

  test('does nothing when nobody has started it', async () => {
    const { instance } = await bench.db.transaction().execute(async (tx) =>
      startInstance(bench.around, tx, await readActual(tx, 'changes'), {
        ...{ process: 'changes', start: null, origin: 'timer', actor: null, owner: null, record: null },
        parameters: {},
      }),
    );
    await bench.work();
    expect(await bench.statusOf(instance)).toBe('error');
    expect(await jobOf(instance)).toMatchObject({
      problem: expect.stringContaining('that nobody has started'),
    });
  });

  test('can be retried once the right is there', async () => {
    const id = await started('changes', 'maria');
    await bench.db.updateTable('account').set({ login: 'maria' }).where('id', '=', 'maria').execute();
    await bench.db
      .transaction()
      .execute(async (tx) =>
        retryStep(bench.around, tx, await bench.user('admin'), { instance: id, step: 's2' }),
      );
    await bench.work();
    expect(await bench.statusOf(id)).toBe('completed');
  });
});

test('a process that does not ask works with the rights of the connection', async () => {
  expect(await bench.statusOf(await started('changes-as-ever', 'maria'))).toBe('completed');
});
