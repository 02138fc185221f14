/** Lookups of pages (behaviour 1.5, must-have M15), on a CRM in memory. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type LookupQuery, ProtocolError } from '../../lib/protocol/index.ts';
import { MemoryCrm } from '../actions/testing/memory-crm.ts';
import { CrmError } from '../crm/errors.ts';
import { defined, process } from '../engine/testing/process.ts';
import { useDatabase } from '../testing/database.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { browse, lookUp } from './look-up.ts';
import { readUser } from './people.ts';

const database = useDatabase();
let bench: Bench;
let crm: MemoryCrm | null;
let task: string;

const lookup = (key: string, properties: Record<string, string>) => ({
  ...{ type: 'textfield', key, label: key },
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`throughline:${name}`, value]),
  ),
});
const FORM = {
  ...{ type: 'default', id: 'f' },
  components: [
    lookup('customer', { lookup: 'crm-1:lead' }),
    lookup('mail', { lookup: 'crm-1:lead', 'lookup-field': 'email' }),
    lookup('columns', { lookup: 'crm-1:lead', 'lookup-view': 'window', 'lookup-columns': 'phone,email' }),
    lookup('nowhere', { lookup: 'lead' }),
    { type: 'textfield', key: 'note', label: 'Note' },
  ],
};

beforeAll(async () => {
  const connections = {
    open: async (system: string) => (system === 'crm-1' ? crm : null),
  } as unknown as Bench['around']['connections'];
  bench = await openBench(database, { connections });
  const drawn = process()
    .start('in')
    .task('work', { formRef: 'f', assignee: 'alice', properties: { kind: 'auto-generated-page' } })
    .path('in', 'work');
  await bench.deploy('asks', await defined(drawn, { 'f.form': FORM }));
  const instance = await bench.start('asks');
  const { id } = await bench.db
    .selectFrom('task')
    .select('id')
    .where('instance', '=', instance)
    .executeTakeFirstOrThrow();
  task = id;
});

beforeEach(() => {
  crm = new MemoryCrm('lead', [
    { name: 'Lamp shop', email: 'a@example.com' },
    { name: 'Big lamps', email: 'b@example.com' },
    { name: 'Roofs', email: 'lamp@example.com' },
  ]);
});

const search = async (text: string, more: Partial<LookupQuery> = {}, actor = 'alice') =>
  lookUp(bench.around, await readUser(bench.db, actor), { task, field: 'customer', text, ...more });
const refusal = async (asked: Promise<unknown>) => {
  const fault = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return fault instanceof ProtocolError ? fault.wire.code : fault;
};

describe('[M15] a lookup', () => {
  test('finds records by a part of their name, in the order of their names', async () => {
    expect(await search('lamp')).toEqual([
      { id: '2', title: 'Big lamps' },
      { id: '1', title: 'Lamp shop' },
    ]);
    expect((await search(' ')).map(({ id }) => id)).toEqual(['2', '1', '3']);
    expect(await search('nobody')).toEqual([]);
  });

  test('searches the field that its author names', async () => {
    expect(await search('lamp', { field: 'mail' })).toEqual([{ id: '3', title: 'Roofs' }]);
  });

  test('shows twenty at most', async () => {
    crm = new MemoryCrm(
      'lead',
      Array.from({ length: 30 }, (_, index) => ({ name: `Lamp ${index}` })),
    );
    expect(await search('lamp')).toHaveLength(20);
  });

  test('does not find what the CRM does not let the person read, where it tells', async () => {
    if (crm) crm.rights = { read: false };
    expect(await search('lamp')).toEqual([]);
    if (crm) crm.rights = { read: true };
    expect(await search('lamp')).toHaveLength(2);
  });

  test('is refused for the task of somebody else, and for a field that is none', async () => {
    expect(await refusal(search('lamp', {}, 'bob'))).toBe('task-unknown');
    expect(await refusal(search('lamp', { field: 'note' }))).toBe('step-unfit');
    expect(await refusal(search('lamp', { task: 't-none' }))).toBe('task-unknown');
  });

  test('says that the CRM does not answer, or that there is no connection to it', async () => {
    if (crm) crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    expect(await refusal(search('lamp'))).toBe('connection-failed');
    expect(await refusal(search('lamp', { field: 'nowhere' }))).toBe('connection-failed');
    crm = null;
    expect(await refusal(search('lamp'))).toBe('connection-failed');
  });

  test('gives the process the id, and the title in a variable of its own', async () => {
    const instance = await bench.start('asks');
    const opened = await bench.db
      .selectFrom('task')
      .select('id')
      .where('instance', '=', instance)
      .executeTakeFirstOrThrow();
    const values = { customer: '2', customerTitle: 'Big lamps' };
    await bench.command('alice', {
      ...{ type: 'task.complete', task: opened.id },
      submission: { kind: 'auto-generated-page', button: 'continue', values },
    });
    const { state } = await bench.db
      .selectFrom('instance')
      .select('state')
      .where('id', '=', instance)
      .executeTakeFirstOrThrow();
    expect(state).toMatchObject({ variables: { customer: '2', customerTitle: 'Big lamps' } });
  });
});

describe('[M15] the window of a lookup', () => {
  const rows = async (more: { field?: string; text?: string; page?: number } = {}) =>
    browse(bench.around, await readUser(bench.db, 'alice'), {
      ...{ task, field: 'customer', text: '', page: 0 },
      ...more,
    });

  test('shows what tells records apart, or the columns that its author names', async () => {
    expect(await rows({ text: 'lamp' })).toEqual({
      columns: ['email'],
      rows: [
        { id: '2', title: 'Big lamps', cells: ['b@example.com'] },
        { id: '1', title: 'Lamp shop', cells: ['a@example.com'] },
      ],
      more: false,
    });
    crm = new MemoryCrm('lead', [{ name: 'Roofs', email: 'r@example.com', phone: 123 }]);
    expect(await rows({ field: 'columns' })).toMatchObject({
      ...{ columns: ['phone', 'email'], rows: [{ cells: [123, 'r@example.com'] }] },
    });
  });

  test('shows twenty at a time, and tells whether there are more', async () => {
    const numbered = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `Lamp ${String(index).padStart(2, '0')}` }));
    crm = new MemoryCrm('lead', numbered(40));
    expect(await rows()).toMatchObject({ more: true });
    const second = await rows({ page: 1 });
    expect(second.more).toBe(false);
    expect(second.rows.map(({ title }) => title)).toEqual(
      numbered(40)
        .slice(20)
        .map(({ name }) => name),
    );
    expect((await rows({ page: 2 })).rows).toEqual([]);
  });

  test('leaves out what the person may not read, and says why the CRM cannot be asked', async () => {
    if (crm) crm.rights = { read: false };
    expect((await rows()).rows).toEqual([]);
    if (crm) crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    expect(await refusal(rows())).toBe('connection-failed');
    expect(await refusal(rows({ field: 'note' }))).toBe('step-unfit');
  });
});

describe('[M17] recipients of an e-mail', () => {
  const recipients = async (text: string, properties: Record<string, string> = {}, field = 'to') => {
    const drawn = process()
      .start('in')
      .task('write', {
        assignee: 'alice',
        properties: { kind: 'send-email', recipients: 'crm-1:lead', ...properties },
      })
      .path('in', 'write');
    const key = `writes-${Object.keys(properties).length}`;
    await bench.deploy(key, await defined(drawn));
    const instance = await bench.start(key);
    const { id } = await bench.db
      .selectFrom('task')
      .select('id')
      .where('instance', '=', instance)
      .executeTakeFirstOrThrow();
    return lookUp(bench.around, await readUser(bench.db, 'alice'), { task: id, field, text });
  };

  test('are found by name, with their address; who has none is left out', async () => {
    crm = new MemoryCrm('lead', [
      { name: 'Jana Meyer', email: 'jana@meyer.example' },
      { name: 'Meyer, Ben', email: '"Ben" <ben@meyer.example>' },
      { name: 'Meyerhof', email: null },
      { name: 'Meyers', email: 'two@meyer.example, three@meyer.example' },
    ]);
    for (const field of ['to', 'cc', 'bcc'])
      expect(await recipients('meyer', {}, field)).toEqual([
        { id: '1', title: 'Jana Meyer', address: 'jana@meyer.example' },
        { id: '2', title: 'Meyer, Ben', address: 'ben@meyer.example' },
      ]);
  });

  test('are written to where the author says', async () => {
    crm = new MemoryCrm('lead', [
      { name: 'Jana Meyer', email: 'jana@meyer.example', work: 'work@meyer.example' },
    ]);
    expect(await recipients('jana', { 'recipients-field': 'work' })).toMatchObject([
      { address: 'work@meyer.example' },
    ]);
  });

  test('are refused at any other field, and where records have no address', async () => {
    expect(await refusal(recipients('x', {}, 'subject'))).toBe('step-unfit');
    crm = new MemoryCrm('lead', [{ name: 'Jana Meyer' }]);
    expect(await refusal(recipients('x'))).toBe('connection-failed');
  });
});

test('a page keeps the form with which its instance began, whatever is deployed meanwhile', async () => {
  const drawn = (components: object[]) =>
    defined(
      process()
        .start('in')
        .task('work', { formRef: 'f', assignee: 'alice', properties: { kind: 'auto-generated-page' } })
        .path('in', 'work'),
      { 'f.form': { type: 'default', id: 'f', components } },
    );
  const text = (key: string) => ({ type: 'textfield', key, label: key, validate: { required: true } });
  const taskOf = async (instance: string) =>
    bench.db.selectFrom('task').selectAll().where('instance', '=', instance).executeTakeFirstOrThrow();
  const complete = async (id: string, values: Record<string, string>) =>
    bench.command('alice', {
      ...{ type: 'task.complete', task: id },
      submission: { kind: 'auto-generated-page', button: 'continue', values },
    });

  await bench.deploy('changing', await drawn([text('before')]));
  const older = await taskOf(await bench.start('changing'));
  await bench.deploy('changing', await drawn([text('after')]));
  const newer = await taskOf(await bench.start('changing'));

  expect(await refusal(complete(older.id, { after: 'x' }))).toBe('submission-unfit');
  expect(await refusal(complete(newer.id, { before: 'x' }))).toBe('submission-unfit');
  await complete(older.id, { before: 'x' });
  await complete(newer.id, { after: 'x' });
});
