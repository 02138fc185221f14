/** Fields of a page that belong to records of a CRM (behaviour 1.6), on a CRM in memory. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ProtocolError, type Values } from '../../../lib/protocol/index.ts';
import { MemoryCrm } from '../../actions/testing/memory-crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { defined, process } from '../../engine/testing/process.ts';
import { useDatabase } from '../../testing/database.ts';
import { type Bench, openBench } from '../../testing/running.ts';
import { readUser } from '../people.ts';
import { readSources } from './read.ts';

const database = useDatabase();
let bench: Bench;
let crm: MemoryCrm | null;

const bound = (type: string, key: string, field: string, more: object = {}) => ({
  ...{ type, key, label: key, properties: { 'throughline:field': field } },
  ...more,
});
const FORM = {
  ...{ type: 'default', id: 'f' },
  components: [
    bound('textfield', 'company', 'lead.name', { validate: { required: true } }),
    bound('number', 'budget', 'lead.budget'),
    bound('textfield', 'stage', 'lead.status', { readonly: true }),
    bound('checkbox', 'hot', 'lead.hot'),
    { type: 'textfield', key: 'note', label: 'Note' },
    bound('textarea', 'story', 'lead.story'),
    bound('datetime', 'call', 'lead.call', { subtype: 'datetime', dateLabel: 'call' }),
    { type: 'expression', key: 'double', expression: '=budget * 2' },
  ],
};
const FRESH = { ...FORM, components: [bound('textfield', 'company', 'made.name')] };
const BUTTONS = { 'button:save': 'Save', 'button:leave': 'Leave it', 'button-validates:leave': 'false' };

async function deploy(key: string, sources: Record<string, string>, form: object) {
  const drawn = process()
    .start('in')
    .task('fill', {
      ...{ formRef: 'f', assignee: 'alice' },
      properties: { kind: 'pre-configured-page', ...BUTTONS, ...sources },
    })
    .path('in', 'fill');
  await bench.deploy(key, await defined(drawn, { 'f.form': form }));
}

beforeAll(async () => {
  const connections = {
    open: async (system: string) => (system === 'crm-1' ? crm : null),
  } as unknown as Bench['around']['connections'];
  bench = await openBench(database, { connections });
  await deploy('edits', { 'source:lead': 'crm-1:lead:1', 'source-output:lead': 'leadId' }, FORM);
  await deploy('makes', { 'source:made': 'crm-1:lead:', 'source-output:made': 'leadId' }, FRESH);
  await deploy('nowhere', { 'source:made': 'crm-9:lead:1' }, FRESH);
});

beforeEach(() => {
  crm = new MemoryCrm('lead', [{ name: 'Lamps', budget: 5, status: 'new', hot: true }]);
});

const begin = async (key: string) => {
  const instance = await bench.start(key);
  const { id } = await bench.db
    .selectFrom('task')
    .select('id')
    .where('instance', '=', instance)
    .executeTakeFirstOrThrow();
  return { instance, task: id };
};
const read = async (task: string, actor = 'alice') =>
  readSources(bench.around, await readUser(bench.db, actor), task);
const complete = (task: string, values: Values, more: { read?: Values; button?: string } = {}) =>
  bench.command('alice', {
    ...{ type: 'task.complete', task },
    submission: { kind: 'pre-configured-page', button: 'save', values, ...more },
  });
const refusal = async (asked: Promise<unknown>) => {
  const fault = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(fault instanceof ProtocolError)) throw fault ?? new Error('Expected a refusal, got none.');
  return fault.wire;
};
const record = async () => (await crm?.readOne('lead', '1', null))?.data;
const variablesOf = async (instance: string) => {
  const { state } = await bench.db
    .selectFrom('instance')
    .select('state')
    .where('id', '=', instance)
    .executeTakeFirstOrThrow();
  return (state as { variables: Values }).variables;
};
const OPENED = { company: 'Lamps', budget: 5, stage: 'new', hot: true, story: null, call: null };
const AS_READ = { read: OPENED };

describe('[M16] a page with fields of a record', () => {
  test('shows what the CRM holds when it opens', async () => {
    const { task } = await begin('edits');
    expect(await read(task)).toEqual(OPENED);
    await crm?.modify('lead', '1', { budget: null, hot: null, status: 7 });
    expect(await read(task)).toEqual({ ...OPENED, budget: null, stage: '7', hot: false });
    await crm?.modify('lead', '1', { budget: 'much', call: 'soon' });
    expect(await read(task)).toMatchObject({ budget: null, call: null });
  });

  test('takes what its controls leave out for nothing that the person has changed', async () => {
    const held = { name: 'Lamps\nand more', story: 'One.\r\nTwo.', call: '2026-05-01T08:30:15.000Z' };
    await crm?.modify('lead', '1', held);
    const { task } = await begin('edits');
    const shown = { company: 'Lampsand more', story: 'One.\nTwo.', call: '2026-05-01T08:30:00.000Z' };
    await complete(task, { budget: 5, hot: true, ...shown }, { read: await read(task) });
    expect(await record()).toMatchObject(held);
  });

  test('does not open over a text that is too long for it', async () => {
    await crm?.modify('lead', '1', { story: 'x'.repeat(20_001) });
    const { task } = await begin('edits');
    expect(await refusal(read(task))).toMatchObject({ code: 'record-unshown', field: 'values.story' });
  });

  test('writes what the person has changed and nothing else, and gives the process all of it', async () => {
    const { instance, task } = await begin('edits');
    await crm?.modify('lead', '1', { hot: false });
    await complete(task, { company: 'Lamps', budget: 8, hot: true, note: 'x' }, AS_READ);
    expect(await record()).toEqual({ name: 'Lamps', budget: 8, status: 'new', hot: false });
    expect(await variablesOf(instance)).toMatchObject({
      ...{ company: 'Lamps', budget: 8, note: 'x', double: 16, leadId: '1' },
    });
    const connected = await bench.db
      .selectFrom('instance_record')
      .select(['system', 'type', 'id', 'title', 'how'])
      .where('instance', '=', instance)
      .execute();
    expect(connected).toContainEqual({
      ...{ system: 'crm-1', type: 'lead', id: '1', title: 'Lamps', how: 'task' },
    });
  });

  test('is refused at the field that somebody else has changed, too; pressed again, it replaces that', async () => {
    const { task } = await begin('edits');
    await crm?.modify('lead', '1', { budget: 6 });
    const values = { company: 'Lamps', budget: 8, hot: true };
    const wire = await refusal(complete(task, values, AS_READ));
    expect(wire).toMatchObject({ code: 'record-changed', field: 'values.budget' });
    expect(wire.message).toContain('Expected "budget" as the page has shown it, got 6');
    expect(await record()).toMatchObject({ budget: 6 });
    await complete(task, values, { read: { ...OPENED, budget: 6 } });
    expect(await record()).toMatchObject({ budget: 8 });
  });

  test('finds nothing wrong where both have entered the same', async () => {
    const { task } = await begin('edits');
    await crm?.modify('lead', '1', { budget: 8 });
    await complete(task, { company: 'Lamps', budget: 8, hot: true }, AS_READ);
    expect(await record()).toMatchObject({ budget: 8 });
  });

  test('leaves the record alone where the button checks nothing', async () => {
    const { task } = await begin('edits');
    await complete(task, { company: '', budget: 8 }, { ...AS_READ, button: 'leave' });
    expect(await record()).toMatchObject({ name: 'Lamps', budget: 5 });
  });

  test('writes nothing when its entries are refused', async () => {
    const { task } = await begin('edits');
    expect(await refusal(complete(task, { company: '', budget: 8 }, AS_READ))).toMatchObject({
      ...{ code: 'submission-unfit', field: 'company' },
    });
    expect(await record()).toMatchObject({ budget: 5 });
  });

  test('takes what cannot be changed from the CRM, not from the page', async () => {
    const { task } = await begin('edits');
    await complete(task, { company: 'Lamps', budget: 5, hot: true, stage: 'won' }, AS_READ);
    expect(await record()).toMatchObject({ status: 'new' });
  });

  test('asks for the right of who fills it in, where the CRM tells', async () => {
    const { task } = await begin('edits');
    const values = { company: 'Lamps', budget: 8, hot: true };
    if (crm) crm.rights = { read: true, modify: false };
    expect(await refusal(complete(task, values, AS_READ))).toMatchObject({ code: 'record-denied' });
    expect(crm?.asked.at(-1)).toMatchObject({ login: 'alice', right: 'modify', ids: ['1'] });
    if (crm) crm.rights = { read: false };
    expect(await refusal(read(task))).toMatchObject({ code: 'record-denied' });
    expect(await record()).toMatchObject({ budget: 5 });
  });

  test('says that the CRM does not answer, that it refuses, or that the record is gone', async () => {
    const { task } = await begin('edits');
    const values = { company: 'Lamps', budget: 8, hot: true };
    if (crm) crm.fault = new CrmError('unreachable', 'Expected an answer, got none.');
    expect(await refusal(read(task))).toMatchObject({ code: 'connection-failed', retryable: true });
    expect(await refusal(complete(task, values, AS_READ))).toMatchObject({ code: 'connection-failed' });
    if (crm) {
      crm.fault = null;
      const refused = new CrmError('value-refused', 'Expected less, got 8.', { field: 'budget' });
      crm.modify = () => Promise.reject(refused);
    }
    expect(await refusal(complete(task, values, AS_READ))).toMatchObject({
      ...{ code: 'record-refused', field: 'values.budget' },
    });
    await crm?.remove('lead', '1');
    expect((await refusal(read(task))).message).toContain('it is not there any more');
    expect(await refusal(complete(task, values, AS_READ))).toMatchObject({ code: 'record-unshown' });
  });

  test('is read by nobody else, and only where it has such fields', async () => {
    const { task } = await begin('edits');
    expect(await refusal(read(task, 'bob'))).toMatchObject({ code: 'task-unknown' });
    const other = await begin('nowhere');
    expect(await refusal(read(other.task))).toMatchObject({ code: 'connection-failed' });
  });
});

describe('[M16] a page for a new record', () => {
  test('makes it once, and gives the process its id', async () => {
    const { instance, task } = await begin('makes');
    expect(await read(task)).toEqual({});
    if (crm) crm.rights = { add: false };
    expect(await refusal(complete(task, { company: 'Ovens' }))).toMatchObject({ code: 'record-denied' });
    if (crm) crm.rights = {};
    await complete(task, { company: 'Ovens' });
    expect(crm?.names()).toEqual(['Lamps', 'Ovens']);
    expect(await variablesOf(instance)).toMatchObject({ company: 'Ovens', leadId: '2' });
    expect(await refusal(complete(task, { company: 'Ovens' }))).toMatchObject({ code: 'task-closed' });
    expect(crm?.names()).toHaveLength(2);
  });

  test('makes none when its button only leaves the page', async () => {
    const { instance, task } = await begin('makes');
    await complete(task, { company: 'Ovens' }, { button: 'leave' });
    expect(crm?.names()).toEqual(['Lamps']);
    expect(await variablesOf(instance)).not.toHaveProperty('leadId');
  });
});
