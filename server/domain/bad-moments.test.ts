/** What happens to a step while it waits: its process, its record or its performer is another one all at once. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { PageContent, Submission } from '../../lib/protocol/index.ts';
import { defined, process } from '../engine/testing/process.ts';
import { useDatabase } from '../testing/database.ts';
import { RECORD } from '../testing/processes.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { reassignStep } from './administration.ts';
import { readInstance } from './reading/instance-details.ts';
import { recordEvents } from './record-events.ts';
import { createRequests } from './requests.ts';
import type { RecordAccess } from './surroundings.ts';
import { listTasks, readTaskPage } from './tasks.ts';

const database = useDatabase();
let bench: Bench;
/** What the CRM says of any record. */
const crm: { access: RecordAccess } = { access: 'open' };

beforeAll(async () => {
  bench = await openBench(database, { mayOpen: async () => crm.access });
  const { system } = RECORD;
  await bench.db
    .insertInto('system_connection')
    .values({ system, kind: 'demo', settings: '{}', secret: null, checked_at: null, problem: null })
    .execute();
  await deploy([NEED], 'Send');
});

const NEED = { type: 'textfield', id: 'need', key: 'need', label: 'Need', validate: { required: true } };
const BUDGET = { type: 'number', id: 'budget', key: 'budget', label: 'Budget', validate: { required: true } };

/** A process with one page: these fields, and a button. */
async function deploy(components: object[], button: string): Promise<void> {
  const drawn = process({ record: 'demo:lead' })
    .start('in')
    .task('fill', {
      ...{ assignee: `\${startedBy}`, formRef: 'form' },
      properties: { kind: 'auto-generated-page', result: 'button', 'button:send': button },
    })
    .end('out')
    .path('in', 'fill', 'out');
  const form = { id: 'form', type: 'default', components };
  await bench.deploy('fill', await defined(drawn, { 'form.form': form }), { recordTypes: ['demo:lead'] });
}

/** Begins it as alice; gives the one open task. */
async function begin() {
  const { instance } = await bench.command('alice', {
    ...{ type: 'process.start', process: 'fill', record: RECORD },
  });
  const task = (await listTasks(bench.db, 'alice')).find((one) => one.instance.id === instance);
  if (!task) throw new Error('Expected an open task of alice, got none.');
  return { instance, task: task.id, place: { instance, step: 's2' } };
}

async function pageOf(task: string) {
  const { content } = await readTaskPage(bench.db, 'alice', task);
  return content as Extract<PageContent, { kind: 'auto-generated-page' }>;
}

function send(user: string, task: string, values: Record<string, string | number>) {
  const submission: Submission = { kind: 'auto-generated-page', button: 'send', values };
  return bench.command(user, { type: 'task.complete', task, submission });
}

test('a process that is deployed anew: what waits keeps its form and takes what it asked for, the next has the new one', async () => {
  const before = await begin();
  await deploy([NEED, BUDGET], 'Hand in');
  const shown = await pageOf(before.task);
  expect(shown.buttons).toMatchObject([{ code: 'send', label: 'Send' }]);
  expect(JSON.stringify(shown)).not.toContain('Budget');
  await send('alice', before.task, { need: 'An oven' });
  expect(await bench.statusOf(before.instance)).toBe('completed');

  const after = await begin();
  expect((await pageOf(after.task)).buttons).toMatchObject([{ label: 'Hand in' }]);
  // A page of the old form that somebody has kept open does not slip through.
  await expect(send('alice', after.task, { need: 'An oven' })).rejects.toThrow('Budget');
  expect(await bench.statusOf(after.instance)).toBe('running');
});

test('a record that is deleted: the process says so, and its performer can still complete the step', async () => {
  await deploy([NEED], 'Send');
  const { instance, task } = await begin();
  const { system, type, id } = RECORD;
  const deleted = { system, type, event: 'deleted', changedFields: null, data: {} } as const;
  await recordEvents(bench.around, [{ ...deleted, id: 'another' }]);
  await bench.work();
  expect((await readTaskPage(bench.db, 'alice', task)).recordGone).toBeUndefined();
  await recordEvents(bench.around, [{ ...deleted, id }]);
  await bench.work({ twice: true });
  expect((await readTaskPage(bench.db, 'alice', task)).recordGone).toBe(true);
  const { waiting } = await readInstance(bench.around, await bench.user('admin'), instance);
  expect(waiting).toMatchObject([{ reason: { type: 'person', obstacle: 'record-gone' } }]);
  await send('alice', task, { need: 'An oven' });
  expect(await bench.statusOf(instance)).toBe('completed');
});

describe('a record that is deleted in a CRM that is only asked what has changed', () => {
  const opens = (task: string) => createRequests(bench.around).query('alice', { type: 'task.page', task });

  test('is looked for when somebody opens the page of its step, which says so, and again when it is back', async () => {
    await deploy([NEED], 'Send');
    const { instance, task } = await begin();
    await bench.work();
    crm.access = 'gone';
    expect((await readTaskPage(bench.db, 'alice', task)).recordGone).toBeUndefined();
    await Promise.all([opens(task), opens(task)]);
    expect(await bench.work({ twice: true })).toEqual(['access']);
    expect((await readTaskPage(bench.db, 'alice', task)).recordGone).toBe(true);
    const { waiting } = await readInstance(bench.around, await bench.user('admin'), instance);
    expect(waiting).toMatchObject([{ reason: { type: 'person', obstacle: 'record-gone' } }]);

    crm.access = 'open';
    await opens(task);
    await bench.work();
    expect((await readTaskPage(bench.db, 'alice', task)).recordGone).toBeUndefined();
    await send('alice', task, { need: 'An oven' });
    await expect(opens(task)).rejects.toThrow('completed');
    expect(await bench.work()).toEqual([]);
    expect(await bench.statusOf(instance)).toBe('completed');
  });

  test('is not looked for where the server has no connection', async () => {
    const { task } = await begin();
    await bench.work();
    await bench.db.deleteFrom('system_connection').execute();
    await opens(task);
    expect(await bench.work()).toEqual([]);
  });
});

test('a performer who left: the process says so, nothing of theirs counts any more, and somebody else gets the step', async () => {
  await deploy([NEED], 'Send');
  const { instance, task, place } = await begin();
  await bench.db.updateTable('account').set({ active: false }).where('id', '=', 'alice').execute();
  const admin = await bench.user('admin');
  const { waiting } = await readInstance(bench.around, admin, instance);
  expect(waiting).toMatchObject([{ reason: { type: 'person', obstacle: 'user-inactive' } }]);
  await expect(send('alice', task, { need: 'An oven' })).rejects.toThrow('account is gone or inactive');
  await bench.db
    .transaction()
    .execute((tx) => reassignStep(bench.around, tx, admin, place, { user: 'bob', role: null }));
  expect((await listTasks(bench.db, 'bob')).map(({ id }) => id)).toContain(task);
  await send('bob', task, { need: 'An oven' });
  expect(await bench.statusOf(instance)).toBe('completed');
});
