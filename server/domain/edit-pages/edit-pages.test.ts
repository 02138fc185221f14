/** Steps on the page of a CRM's record (behaviour 1.4), on a CRM in memory. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MemoryCrm } from '../../actions/testing/memory-crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { defined, process } from '../../engine/testing/process.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { recordEvents } from '../record-events.ts';
import { alignFeeds } from '../record-feeds.ts';
import { readTaskPage } from '../tasks.ts';

const database = useDatabase();
let bench: Bench;
let crm: MemoryCrm | null;

type Properties = Record<string, string>;
const step = (properties: Properties = {}) => ({
  assignee: 'alice',
  properties: {
    ...{ kind: 'open-edit-page', recommendation: 'Complete the lead.', result: 'how' },
    ...{ 'record-system': 'crm-1', 'record-type': 'lead', 'record-id': '1' },
    ...properties,
  },
});
const one = (properties: Properties) =>
  process().start('in').task('edit', step(properties)).end('out').path('in', 'edit', 'out');
const CONDITION = 'email != null and (budget > least and lower case(status) = "qualified")';

beforeAll(async () => {
  const connections = { open: async () => crm } as unknown as Bench['around']['connections'];
  bench = await openBench(database, { connections });
  await bench.deploy('save', await defined(one({ 'output:id': 'lead', 'output:email': 'mail' })));
  await bench.deploy('conditions', await defined(one({ condition: CONDITION })), {
    parameters: [
      { name: 'least', label: 'At least', type: 'integer', direction: 'in', required: false, default: 5 },
    ],
  });
  await bench.deploy(
    'result',
    await defined(one({ 'result-field': 'status', 'result:won': 'Won', 'result:lost': 'Lost' })),
  );
  const fresh = {
    ...{ 'edit-mode': 'new', 'record-id': '', 'default:name': 'New one', 'output:id': 'lead' },
    'create-activity': 'true',
  };
  const { 'record-id': _, ...rest } = step(fresh).properties;
  await bench.deploy(
    'new',
    await defined(
      process()
        .start('in')
        .task('edit', { assignee: 'alice', properties: rest })
        .end('out')
        .path('in', 'edit', 'out'),
    ),
  );
  await bench.deploy(
    'parallel',
    await defined(
      process()
        .start('in')
        .parallel('fork')
        .task('one', step())
        .task('other', { ...step(), assignee: 'bob' })
        .task('third', step({ condition: 'email = "nobody@example.com"' }))
        .path('in', 'fork', 'one')
        .path('fork', 'other')
        .path('fork', 'third'),
    ),
  );
});

beforeEach(() => {
  crm = new MemoryCrm('lead', [{ name: 'Lamp shop', email: null, budget: 3, status: 'new' }]);
});

const taskOf = async (instance: string) => {
  const tasks = await bench.db
    .selectFrom('task')
    .selectAll()
    .where('instance', '=', instance)
    .where('ended_at', 'is', null)
    .execute();
  return tasks;
};
const onlyTask = async (instance: string) => {
  const [task] = await taskOf(instance);
  if (!task) throw new Error('Expected an open task, got none.');
  return task;
};
/** Starts it, with the look that follows. */
const begin = async (key: string) => {
  const instance = await bench.start(key);
  await bench.work();
  return { instance, task: await onlyTask(instance) };
};
const check = (
  task: string,
  more: { saved?: boolean; asked?: boolean; record?: typeof LEAD | null } = {},
  actor = 'alice',
) => bench.command(actor, { type: 'task.check', task, saved: false, record: null, ...more });
const pageOf = async (task: string) => {
  const { content } = await readTaskPage(bench.db, 'alice', task);
  if (content.kind !== 'open-edit-page') throw new Error('Expected the page of a record.');
  return content;
};
const LEAD = { system: 'crm-1', type: 'lead', id: '2', title: null, url: null };
const changed = {
  system: 'crm-1',
  type: 'lead',
  id: '1',
  event: 'modified' as const,
  changedFields: null,
  data: {},
};

describe('a step that completes on save', () => {
  test('waits until the record is saved, and gives what it was asked for', async () => {
    const { instance, task } = await begin('save');
    expect(task.record).toMatchObject({ ...STARTED_RECORD, title: 'Lamp shop' });
    await crm?.modify('lead', '1', { email: 'a@example.com' });
    expect(await check(task.id, { saved: true })).toMatchObject({ instance, ended: true });
    expect(await bench.variablesOf(instance)).toMatchObject({
      how: 'saved',
      lead: '1',
      mail: 'a@example.com',
    });
  });

  test('goes on when it is looked at again after it has changed, not before', async () => {
    const { instance, task } = await begin('save');
    expect((await check(task.id)).page?.content).toMatchObject({ conditions: [], confirmedBy: 'server' });
    expect(await bench.statusOf(instance)).toBe('running');
    await crm?.modify('lead', '1', { budget: 4 });
    expect((await check(task.id)).page).toBeUndefined();
    expect(await bench.statusOf(instance)).toBe('completed');
  });

  test('counts a save by anybody, which the CRM tells of, and never one from before it began', async () => {
    const { instance } = await begin('save');
    await recordEvents(bench.around, [changed]);
    bench.clock.forward(5000);
    await bench.work({ twice: true });
    expect(await bench.statusOf(instance)).toBe('running');
    await crm?.modify('lead', '1', { budget: 4 });
    await recordEvents(bench.around, [changed]);
    bench.clock.forward(5000);
    await bench.work({ twice: true });
    expect(await bench.statusOf(instance)).toBe('completed');
  });

  test('is asked for in the CRM while it waits', async () => {
    await bench.db
      .insertInto('system_connection')
      .values({
        system: 'crm-1',
        kind: 'demo',
        settings: '{}',
        secret: null,
        checked_at: null,
        problem: null,
      })
      .execute();
    const { task } = await begin('save');
    await alignFeeds(bench.around);
    const feeds = await bench.db.selectFrom('record_feed').select(['system', 'type']).execute();
    expect(feeds).toEqual([{ system: 'crm-1', type: 'lead' }]);
    await check(task.id, { saved: true });
    await bench.db.deleteFrom('system_connection').execute();
  });

  test('that is over already is nobody’s fault', async () => {
    const { task } = await begin('save');
    await check(task.id, { saved: true });
    expect(await check(task.id, { saved: true })).toMatchObject({ open: [] });
  });

  test('is nobody else’s to complete', async () => {
    const { task } = await begin('save');
    await expect(check(task.id, { saved: true }, 'bob')).rejects.toThrow('task of yours');
    await check(task.id, { saved: true });
  });
});

describe('a step that completes on conditions', () => {
  test('[M12] tells which are open, in words where it can, and is done when none is', async () => {
    const { instance, task } = await begin('conditions');
    expect((await pageOf(task.id)).conditions).toEqual([
      { text: 'email != null', compared: { label: 'email', operator: 'is-set', value: null }, state: 'open' },
      { text: 'budget > least', compared: { label: 'budget', operator: 'greater', value: 5 }, state: 'open' },
      { text: 'lower case(status) = "qualified"', compared: null, state: 'open' },
    ]);
    await crm?.modify('lead', '1', { email: 'a@example.com', budget: 9 });
    const { page } = await check(task.id, { saved: true });
    expect(page?.content).toMatchObject({
      conditions: [{ state: 'met' }, { state: 'met' }, { state: 'open' }],
    });
    await crm?.modify('lead', '1', { status: 'Qualified' });
    expect(await check(task.id, { saved: true })).toMatchObject({ ended: true });
    expect(await bench.statusOf(instance)).toBe('completed');
  });

  test('[M12] that hold from the start is done when the person asks, not when somebody looks at the record', async () => {
    await crm?.modify('lead', '1', { email: 'a@example.com', budget: 9, status: 'Qualified' });
    const { task } = await begin('conditions');
    expect((await check(task.id)).page?.content).toMatchObject({ conditions: [{}, {}, { state: 'met' }] });
    expect(await check(task.id, { asked: true })).toMatchObject({ ended: true });
  });

  test('[M12] takes over into its page what another client has changed', async () => {
    const { task } = await begin('conditions');
    await crm?.modify('lead', '1', { email: 'a@example.com' });
    await recordEvents(bench.around, [changed]);
    bench.clock.forward(5000);
    await bench.work();
    expect((await pageOf(task.id)).conditions.map(({ state }) => state)).toEqual(['met', 'open', 'open']);
    const told = await bench.db
      .selectFrom('channel_event')
      .select('body')
      .where('account', '=', 'alice')
      .orderBy('offset', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(told.body)).toMatchObject({ type: 'page.replaced', page: { task: { id: task.id } } });
  });
});

test('the result is the value of a field, one of those that the process knows', async () => {
  const { instance, task } = await begin('result');
  const { page } = await check(task.id, { saved: true });
  expect(page?.content).toMatchObject({
    conditions: [{ compared: { label: 'status', operator: 'in', value: ['Won', 'Lost'] }, state: 'open' }],
  });
  await crm?.modify('lead', '1', { status: 'lost' });
  await check(task.id, { saved: true });
  expect(await bench.variablesOf(instance)).toMatchObject({ how: 'lost' });
});

test('parallel steps on one record are done together, whoever has them, unless one asks for more', async () => {
  const instance = await bench.start('parallel');
  await bench.work();
  const mine = (await taskOf(instance)).find(({ element }) => element === 'one');
  await crm?.modify('lead', '1', { budget: 4 });
  await check(mine?.id ?? '', { saved: true });
  await bench.work({ twice: true });
  expect((await taskOf(instance)).map(({ element }) => element)).toEqual(['third']);
});

describe('a step for a new record', () => {
  test('offers values, takes the record that was made, and gives its id', async () => {
    const { instance, task } = await begin('new');
    expect(await pageOf(task.id)).toMatchObject({
      target: { system: 'crm-1', type: 'lead', id: null },
      offered: [{ field: 'name', label: 'name', value: 'New one' }],
    });
    await crm?.add('lead', { name: 'New one' });
    await check(task.id, { saved: true, record: LEAD });
    expect(await bench.variablesOf(instance)).toMatchObject({ lead: '2', how: 'saved' });
    const records = bench.db.selectFrom('instance_record').select(['id', 'how', 'title']);
    expect(await records.where('instance', '=', instance).execute()).toEqual([
      { id: '2', how: 'task', title: 'New one' },
    ]);
    // Its activity is in the history of the record.
    const connected = bench.db.selectFrom('activity_record').select(['id', 'title']);
    expect(await connected.where('activity', '=', task.activity).execute()).toEqual([
      { id: '2', title: 'New one' },
    ]);
  });

  test('refuses a record of another type', async () => {
    const { task } = await begin('new');
    await expect(check(task.id, { saved: true, record: { ...LEAD, type: 'contact' } })).rejects.toThrow(
      'a lead of crm-1',
    );
  });
});

describe('a CRM', () => {
  test('that is not connected leaves it to the person to say that it is done', async () => {
    crm = null;
    const { instance, task } = await begin('save');
    expect(await pageOf(task.id)).toMatchObject({ confirmedBy: 'person' });
    const submission = { kind: 'open-edit-page', result: null } as const;
    await bench.command('alice', { type: 'task.complete', task: task.id, submission });
    expect(await bench.variablesOf(instance)).toMatchObject({ how: 'saved', lead: '1' });
  });

  test('that the server reads is not overruled by the person', async () => {
    await bench.db
      .insertInto('system_connection')
      .values({
        system: 'crm-1',
        kind: 'demo',
        settings: '{}',
        secret: null,
        checked_at: null,
        problem: null,
      })
      .execute();
    const { task } = await begin('save');
    const submission = { kind: 'open-edit-page', result: null } as const;
    const completing = bench.command('alice', { type: 'task.complete', task: task.id, submission });
    await expect(completing).rejects.toThrow('a CRM that the server cannot read');
    await bench.db.deleteFrom('system_connection').execute();
  });

  test('is read first: until then nobody knows whether the record has changed', async () => {
    const instance = await bench.start('save');
    const task = await onlyTask(instance);
    expect(await pageOf(task.id)).toMatchObject({ confirmedBy: 'unknown' });
    await bench.work();
    expect(await pageOf(task.id)).toMatchObject({ confirmedBy: 'server' });
  });

  test('that refuses to be read keeps nobody waiting', async () => {
    if (crm) crm.fault = new CrmError('no-right', 'Expected to read the lead, got a refusal.');
    const { task } = await begin('save');
    expect(await pageOf(task.id)).toMatchObject({ confirmedBy: 'server' });
  });

  test('that does not answer now is asked again later', async () => {
    const { task } = await begin('save');
    if (crm) crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    await expect(check(task.id, { saved: true })).rejects.toMatchObject({ wire: { retryable: true } });
  });

  test('in which the record was deleted: the person and the administrator are told', async () => {
    const { instance, task } = await begin('save');
    await crm?.remove('lead', '1');
    const { page } = await check(task.id);
    expect(page?.content).toMatchObject({ gone: true });
    expect(await bench.statusOf(instance)).toBe('error');
    const row = await bench.db
      .selectFrom('instance')
      .select('incident')
      .where('id', '=', instance)
      .executeTakeFirstOrThrow();
    expect(row.incident?.message).toContain('one that is not there any more');
  });
});

const STARTED_RECORD = { system: 'crm-1', type: 'lead', id: '1' };
