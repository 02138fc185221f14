/** Many cases at once: begun on all records, by stage, in figures; and one that is only tried. */
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { sampleCase, stage, taskStep } from '../../../lib/cases/testing/sample-case.ts';
import type { AdminQuery } from '../../../lib/protocol/index.ts';
import { CrmError } from '../../crm/errors.ts';
import { keepFrom, leadOf } from '../../testing/cases.ts';
import { takeErrand } from '../../testing/running.ts';
import { SMALL, useCases } from '../../testing/use-cases.ts';
import { doBulkItem, readBulk, startMany } from '../bulk.ts';
import { Definitions } from '../definitions.ts';
import { runOrder } from '../orders.ts';
import { runAdminQuery } from '../reading/admin-query.ts';
import { gatherRecords } from './start-all.ts';

const bench = useCases([
  { name: 'Lamp shop', status: 'qualify', size: 'small' },
  { name: 'Tea house', status: null, size: 'small' },
  { name: 'Old mill', status: 'won', size: 'small' },
  { name: 'Barn', status: 'propose', size: 'big' },
  { name: 'Roof', status: 'propose', size: 'small' },
]);

const BOARD = {
  ...{ type: 'case.board' as const, process: 'sale', search: null, user: null, role: null },
  ...{ limit: 50, skip: [] as { stage: string; cards: number }[] },
};

async function ask<T extends AdminQuery['type']>(query: Extract<AdminQuery, { type: T }>, user = 'admin') {
  return runAdminQuery(bench.around, await bench.user(user), query);
}

describe('[M37] a case is begun on the records that existed before', () => {
  const startAll = async (user = 'alice') => {
    const order = { type: 'case.start-all', process: 'sale' } as const;
    const result = await runOrder(bench.around, user, crypto.randomUUID(), order);
    if (result.type !== 'bulk') throw new Error(`Expected a bulk, got ${result.type}.`);
    return result.bulk.id;
  };
  const progress = async (bulk: string) => readBulk(bench.db, await bench.user('alice'), bulk);

  test('each that it is for, in the stage where it stands; not on those that have one or are over', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    await bench.begin('5');
    const bulk = await startAll();
    expect(await progress(bulk)).toMatchObject({ total: 0, endedAt: null });
    await bench.work({ twice: true });
    expect(await progress(bulk)).toMatchObject({ total: 2, done: 2, failed: 0, endedAt: expect.any(String) });
    const rows = await bench.db
      .selectFrom('record_case')
      .select(['record', 'stage'])
      .orderBy('record')
      .execute();
    expect(rows).toEqual([
      { record: '1', stage: 'qualify' },
      { record: '2', stage: 'qualify' },
      { record: '5', stage: 'propose' },
    ]);
    expect(await bench.stageInCrm('2')).toBe('qualify');
  });

  test('each as it stands when it is its turn, not as it stood when they were found', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    const bulk = await startAll();
    const gather = await takeErrand(bench.around);
    await gatherRecords(bench.around, gather?.payload as never);
    expect(await progress(bulk)).toMatchObject({ total: 3 });
    await bench.crm?.modify('lead', '1', { status: 'propose' });
    await bench.crm?.modify('lead', '2', { size: 'big' });
    await bench.crm?.modify('lead', '5', { status: 'lost' });
    const [first] = [await takeErrand(bench.around)];
    await doBulkItem(bench.around, first?.payload as never);
    // Before anything else has read the record.
    expect((await bench.view('1')).case).toMatchObject({ stage: 'propose', record: { title: 'Lamp shop' } });
    await bench.work();
    const { failures } = await progress(bulk);
    expect(failures.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('one with another value'),
      expect.stringContaining('one in a final stage'),
    ]);
  });

  test('not on records that had one to its end, when what was kept of it has been deleted', async () => {
    await bench.deployCase(sampleCase({ condition: SMALL }));
    const [ended, cancelled] = [await bench.begin('1'), await bench.begin('5')];
    await bench.db
      .updateTable('instance')
      .set({ status: 'cancelled', ended_at: bench.clock.now })
      .where('id', '=', cancelled)
      .execute();
    await bench.db.updateTable('record_case').set({ ended_at: bench.clock.now }).execute();
    await bench.db.deleteFrom('instance').where('id', '=', ended).execute();
    await startAll();
    await bench.work({ twice: true });
    const running = bench.db.selectFrom('record_case').select('record').where('ended_at', 'is', null);
    expect(await running.orderBy('record').execute()).toEqual([{ record: '2' }, { record: '5' }]);
  });

  test('says so when the process is no case any more', async () => {
    await bench.deployCase(sampleCase());
    const bulk = await startAll();
    await sql`update definition set facts = facts - 'case' where key = 'sale'`.execute(bench.db);
    bench.around.definitions = new Definitions();
    await bench.work();
    expect(await progress(bulk)).toMatchObject({ failed: 1, endedAt: expect.any(String) });
  });

  test('also by a bulk of chosen records, each of which waits for a CRM that is down', async () => {
    await bench.deployCase(sampleCase());
    const alice = await bench.user('alice');
    const request = { process: 'sale', records: [leadOf('1')], parameters: {} };
    const { id } = await bench.db.transaction().execute((tx) => startMany(bench.around, tx, alice, request));
    if (bench.crm) bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    await expect(bench.work()).rejects.toThrow('got none');
    expect(await progress(id)).toMatchObject({ done: 0, failed: 0, endedAt: null });
    if (bench.crm) bench.crm.fault = new CrmError('field-unknown', 'Expected a field, got none.');
    await doBulkItem(bench.around, { bulk: id, position: 0 });
    expect(await progress(id)).toMatchObject({ failed: 1, endedAt: expect.any(String) });
  });

  test('is over at once where there is nothing to begin', async () => {
    await bench.deployCase(sampleCase({ condition: { field: 'size', values: ['huge'] } }));
    const bulk = await startAll();
    await bench.work();
    expect(await progress(bulk)).toMatchObject({ total: 0, endedAt: expect.any(String) });
  });

  test('tells what the CRM refuses, and waits for one that is down', async () => {
    await bench.deployCase(sampleCase());
    const bulk = await startAll();
    if (bench.crm) bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    await expect(bench.work()).rejects.toThrow('got none');
    expect(await progress(bulk)).toMatchObject({ total: 0, endedAt: null });
    const other = await startAll();
    if (bench.crm) bench.crm.fault = new CrmError('field-unknown', 'Expected a field, got none.');
    await bench.work();
    expect(await progress(other)).toMatchObject({
      ...{ failed: 1, failures: [{ subject: 'Sale', problem: 'Expected a field, got none.' }] },
    });
  });
});

describe('cases by stage', () => {
  const board = (search: string | null = null, limit = 50) => ask({ ...BOARD, search, limit });

  test('each stage has its records, longest there first, and how many there are', async () => {
    await bench.deployCase(sampleCase());
    for (const id of ['5', '4', '1']) {
      await bench.begin(id);
      bench.clock.forward(60_000);
    }
    const { columns } = await board(null, 1);
    expect(columns.map(({ stage: { id }, total }) => [id, total])).toEqual([
      ...[
        ['qualify', 1],
        ['propose', 2],
        ['won', 0],
      ],
      ['lost', 0],
    ]);
    expect(columns[1]?.cards).toMatchObject([
      { record: { id: '5', title: 'Roof' }, stage: 'propose', open: 1, failed: false },
    ]);
    const found = await board('BARN');
    expect(found.columns.flatMap(({ cards }) => cards.map(({ record }) => record.id))).toEqual(['4']);
    expect((await board('%')).columns.flatMap(({ cards }) => cards)).toEqual([]);
  });

  test('a record in a stage that the case no longer has stands in a column of its own', async () => {
    const before = [
      stage('qualify'),
      stage('propose', { name: 'Proposal' }),
      stage('won', { end: 'successful' }),
    ];
    await bench.deployCase(sampleCase({ stages: before }));
    await bench.begin('5');
    const next = [stage('qualify'), stage('won', { end: 'successful' })];
    await bench.deployCase(sampleCase({ stages: next }));
    const { columns } = await board();
    expect(columns.map(({ stage: { id, name, colour }, total }) => [id, name, colour, total])).toEqual([
      ...[
        ['qualify', 'qualify', 'blue', 0],
        ['won', 'won', 'blue', 0],
      ],
      ['propose', 'Proposal', 'grey', 1],
    ]);
  });

  test('a card says who has what to do until when, and what is wrong with it', async () => {
    const due = taskStep('call', { due: 'PT1H', required: false, performer: { user: 'bob', role: null } });
    const shared = taskStep('note', { required: false, performer: { user: null, role: 'support' } });
    const stages = [
      stage('qualify', { steps: [due, shared] }),
      stage('propose'),
      stage('won', { end: 'successful' }),
    ];
    await bench.deployCase(sampleCase({ stages }));
    const instance = await bench.begin('1');
    await bench.work();
    const cardOf = async () => (await board()).columns[0]?.cards[0];
    const first = await cardOf();
    expect(first).toMatchObject({ instance, open: 2, agreement: 'agreed' });
    expect(Date.parse(first?.due ?? '')).toBe(bench.clock.now.getTime() + 3_600_000);
    expect(first?.performers).toHaveLength(2);
    expect(first?.performers).toContainEqual({ user: { id: 'bob', name: 'Bob Brown' }, role: null });
    expect(first?.performers).toContainEqual({ user: null, role: { id: 'support', name: 'Support' } });
    // Somebody changes it in the CRM while the case is moved.
    await bench.move('1', 'propose', 'admin');
    await bench.crm?.modify('lead', '1', { status: 'parked' });
    await bench.work();
    expect((await board()).columns[1]?.cards).toMatchObject([{ agreement: 'conflict', open: 0 }]);
  });

  test('is narrowed to those who have an open step, and read on where a page ends', async () => {
    const own = taskStep('call', { performer: { user: 'bob', role: null } });
    const theirs = taskStep('offer', { performer: { user: null, role: 'support' } });
    const stages = [stage('qualify', { steps: [own] }), stage('propose', { steps: [theirs] })];
    await bench.deployCase(sampleCase({ stages: [...stages, stage('won', { end: 'successful' })] }));
    for (const id of ['1', '4', '5']) {
      await bench.begin(id);
      bench.clock.forward(60_000);
    }
    const found = async (change: Partial<typeof BOARD> | { user: string } | { role: string }) => {
      const { columns } = await ask({ ...BOARD, ...change });
      return columns.map(({ total, skipped, cards }) => [
        total,
        skipped,
        cards.map(({ record }) => record.id),
      ]);
    };
    expect(await found({ user: 'bob' })).toEqual([...[[1, 0, ['1']]], ...[[0, 0, []]], [0, 0, []]]);
    expect(await found({ role: 'support' })).toEqual([...[[0, 0, []]], ...[[2, 0, ['4', '5']]], [0, 0, []]]);
    expect(await found({ limit: 1, skip: [{ stage: 'propose', cards: 1 }] })).toEqual([
      ...[[1, 0, ['1']]],
      ...[[2, 1, ['5']]],
      [0, 0, []],
    ]);
  });

  test('says whether whoever looks may move them', async () => {
    await bench.deployCase(sampleCase());
    expect((await board()).mayMove).toBe(true);
    await keepFrom(bench, 'admin');
    expect((await board()).mayMove).toBe(false);
  });

  test('is for those who see the log, and for cases only', async () => {
    await bench.deployCase(sampleCase());
    await expect(ask(BOARD, 'alice')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    await expect(ask({ ...BOARD, process: 'other' })).rejects.toMatchObject({
      wire: { code: 'process-unknown' },
    });
  });
});

describe('a case that is tried', () => {
  const attempt = (definition: unknown, id = '1') =>
    ask({
      type: 'case.try',
      text: typeof definition === 'string' ? definition : JSON.stringify(definition),
      record: { system: 'crm-1', type: 'lead', id },
    });

  test('tells whether it is for the record, where it would begin and with which steps; nothing is begun', async () => {
    expect(await attempt(sampleCase({ condition: SMALL }))).toMatchObject({
      ...{ fits: true, stage: 'qualify', problems: [], record: { title: 'Lamp shop' } },
      steps: [
        { id: 'call', status: 'open', performer: { user: { id: 'admin' } }, task: null },
        { id: 'note', status: 'later' },
      ],
    });
    expect(await attempt(sampleCase({ condition: SMALL }), '4')).toMatchObject({
      ...{ fits: false, stage: 'propose' },
    });
    expect(await bench.db.selectFrom('record_case').selectAll().execute()).toEqual([]);
  });

  test('tells what the rules, the CRM and the record have against it', async () => {
    const problemsOf = async (...tried: Parameters<typeof attempt>) =>
      (await attempt(...tried)).problems.map(({ code, problem }) => `${code}: ${problem}`).join(' ');
    expect(await problemsOf('{')).toContain('unreadable: Expected a case as JSON');
    const unknown = sampleCase({ stageField: 'phase' });
    expect(await attempt(unknown)).toMatchObject({ fits: null, record: null });
    expect(await problemsOf(unknown)).toContain('field-missing: Expected lead to have the field phase, got');
    expect(await problemsOf(sampleCase(), '99')).toContain('record-gone: Expected a record');
    await bench.crm?.modify('lead', '1', { status: 'parked' });
    expect(await problemsOf(sampleCase())).toContain('got parked in status');
    if (bench.crm) bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    expect(await attempt(sampleCase())).toMatchObject({
      fits: null,
      problems: [{ code: 'crm-silent', details: { fault: { phrase: 'crm-unreachable' } } }],
    });
    bench.crm = null;
    expect(await problemsOf(sampleCase())).toContain('crm-apart: Expected a connection');
  });

  test('is designed with the fields that the CRM tells of, of any connected CRM of a kind', async () => {
    const kind = await bench.db
      .selectFrom('system')
      .select('kind')
      .where('id', '=', 'crm-1')
      .executeTakeFirstOrThrow();
    const fieldsOf = (section: string) => ask({ type: 'case.fields', section });
    const told = await fieldsOf('crm-1:lead');
    expect(told.fields?.map(({ name }) => name)).toEqual(expect.arrayContaining(['name', 'status', 'size']));
    expect(await fieldsOf(`${kind.kind}:lead`)).toEqual(told);
    expect(await fieldsOf('elsewhere:lead')).toEqual({ type: 'case.fields', fields: null, problem: null });
    if (bench.crm) bench.crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    expect(await fieldsOf('crm-1:lead')).toMatchObject({
      fields: null,
      problem: 'Expected an answer, got none.',
    });
    await expect(ask({ type: 'case.fields', section: 'crm-1:lead' }, 'alice')).rejects.toMatchObject({
      wire: { code: 'not-allowed' },
    });
  });

  test('is for those who design', async () => {
    const query = {
      type: 'case.try',
      text: '{}',
      record: { system: 'crm-1', type: 'lead', id: '1' },
    } as const;
    await expect(ask(query, 'alice')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
  });
});
