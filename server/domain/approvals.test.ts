/** Approvals (behaviour 1.8) on the database: who sees them, who decides, and what the log keeps of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Command, Decision, PageContent } from '../../lib/protocol/index.ts';
import { process } from '../engine/testing/process.ts';
import { useDatabase } from '../testing/database.ts';
import { readInstance } from '../testing/instances.ts';
import { RECORD } from '../testing/processes.ts';
import { fillDatabase, surroundingsOf } from '../testing/server.ts';
import { runCommand } from './commands.ts';
import { runOrder } from './orders.ts';
import { readUser } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { listTasks, readTaskPage } from './tasks.ts';

const database = useDatabase();
let around: Surroundings;

const DISCOUNT = {
  forms: {},
  bpmn: process({ record: 'demo:lead', 'parameter:percent': 'decimal' })
    .start('in')
    .task('decide', {
      ...{ name: 'Decide', role: 'sales-managers' },
      properties: {
        ...{ kind: 'approval', result: 'decision', comment: 'said', 'show:percent': 'Discount in %' },
        ...{ purpose: 'Grant it?', delegation: 'true' },
        ...{ 'notify-approver': 'true', 'notify-result': 'Sales <sales@example.org>, boss@example.org' },
      },
    })
    .task('grant', { assignee: `\${startedBy}`, name: `\${said}` })
    .task('tell', { assignee: `\${startedBy}`, name: `\${said}` })
    .path('in', 'decide')
    .flow('decide', 'grant', { condition: `\${decision == 'approved'}` })
    .flow('decide', 'tell', { condition: `\${decision == 'rejected'}` })
    .xml()
    .replace('id="test" name="Test"', 'id="discount" name="Discount"'),
};

/** The same, decided by nobody but its approver. */
const STRICT = {
  ...DISCOUNT,
  bpmn: DISCOUNT.bpmn
    .replace('id="discount"', 'id="discount-strict"')
    .replace('delegation" value="true', 'delegation" value="false'),
};

/** Decided by the manager of whoever starts it. */
const BY_MANAGER = {
  forms: {},
  bpmn: process()
    .start('in')
    .task('decide', {
      ...{ name: 'Decide', assignee: `\${startedBy}` },
      properties: { kind: 'approval', 'performer-manager': 'true' },
    })
    .path('in', 'decide')
    .xml()
    .replace('id="test" name="Test"', 'id="by-manager" name="By the manager"'),
};

beforeAll(async () => {
  await fillDatabase(database, [DISCOUNT, STRICT, BY_MANAGER]);
  around = surroundingsOf(database);
});

const run = <Of extends Command>(actor: string, command: Of) =>
  runCommand(around, actor, crypto.randomUUID(), command);
const tasksIn = async (user: string, instance: string) =>
  (await listTasks(around.store.db, user)).filter((task) => task.instance.id === instance);

async function ask(process = 'discount') {
  const { instance } = await run('alice', {
    type: 'process.start',
    process,
    record: RECORD,
    variables: { percent: 12.5 },
  });
  const [task] = await tasksIn('maria', instance);
  if (!task) throw new Error('Expected an approval for Maria, got none.');
  const decide = (decision: Decision, comment: string | null, actor = 'maria') =>
    run(actor, { type: 'task.complete', task: task.id, submission: { kind: 'approval', decision, comment } });
  const assign = (actor: string, user: string | null, role: string | null = null) =>
    run(actor, { type: 'task.assign', task: task.id, user, role });
  const delegationOf = async (actor: string) => {
    const { content } = await readTaskPage(around.store.db, actor, task.id);
    return content.kind === 'approval' ? content.delegation : null;
  };
  return { instance, task, decide, assign, delegationOf };
}

describe('[M17] an approval', () => {
  test('waits for the role with its kind, its record and what there is to decide by', async () => {
    const { instance, task } = await ask();
    expect(task).toMatchObject({ kind: 'approval', title: 'Decide', record: RECORD });
    expect(await tasksIn('bob', instance)).toEqual([]);
    const { content } = await readTaskPage(around.store.db, 'maria', task.id);
    expect(content).toEqual({
      kind: 'approval',
      purpose: 'Grant it?',
      facts: [{ label: 'Discount in %', value: 12.5 }],
      comment: { key: 'said', required: false },
      delegation: { allowed: true, by: null },
      notices: { approver: true, result: 'Sales <sales@example.org>, boss@example.org' },
    } satisfies PageContent);
  });

  test('is decided once; the flow follows, the log keeps who and why', async () => {
    const { instance, task, decide } = await ask();
    await decide('rejected', 'Too much');
    expect((await tasksIn('alice', instance)).map(({ title }) => title)).toEqual(['Too much']);
    const { log } = await readInstance(around, instance);
    expect(
      log.find(({ event, element }) => event === 'step.completed' && element === 'decide'),
    ).toMatchObject({
      ...{ actor: 'maria', data: { outcome: 'rejected', details: 'Too much' } },
    });
    await expect(decide('approved', null)).rejects.toThrow('was completed by Maria Moreno');
    expect(await tasksIn('maria', instance)).not.toContainEqual(expect.objectContaining({ id: task.id }));
  });

  test('that is rejected without a reason is still waiting', async () => {
    const { instance, decide } = await ask();
    await expect(decide('rejected', ' ')).rejects.toThrow('Expected a reason for the comment');
    expect(await tasksIn('maria', instance)).toHaveLength(1);
  });

  test('is nobody else’s to decide', async () => {
    const { decide } = await ask();
    await expect(decide('approved', null, 'bob')).rejects.toThrow('Expected the id of a task of yours');
  });

  test('may be handed on once, to a person, where its author allows it; its page says by whom', async () => {
    const { instance, task, assign, decide, delegationOf } = await ask();
    await expect(assign('maria', null, 'sales')).rejects.toThrow('a person to hand it on to, got a role');
    await assign('maria', 'bob');
    expect(await tasksIn('maria', instance)).toEqual([]);
    expect(await delegationOf('bob')).toEqual({ allowed: true, by: { id: 'maria', name: 'Maria Moreno' } });
    const again = 'got one that Maria Moreno has handed on';
    await expect(assign('bob', 'alice')).rejects.toThrow(again);
    const later = { start: '2026-12-01T09:00:00Z', minutes: 30, remindMinutes: null, showInCalendar: false };
    const performer = { user: 'alice', role: null };
    await expect(run('bob', { type: 'task.postpone', task: task.id, ...later, performer })).rejects.toThrow(
      again,
    );
    await decide('approved', null, 'bob');
    expect((await readInstance(around, instance)).waiting).toMatchObject([{ element: 'grant' }]);
  });

  test('stays with its role where one of it takes it or gives it back: that hands nothing on', async () => {
    const { task, assign, delegationOf } = await ask();
    await run('maria', { type: 'task.take', task: task.id });
    await run('maria', { type: 'task.release', task: task.id });
    await assign('maria', 'maria', 'sales-managers');
    expect(await delegationOf('maria')).toEqual({ allowed: true, by: null });
  });

  test('that its author keeps to its approver is handed on by nobody but an administrator', async () => {
    const { instance, assign, decide, delegationOf } = await ask('discount-strict');
    await expect(assign('maria', 'bob')).rejects.toThrow('got one that its approver decides');
    await assign('admin', 'bob');
    expect(await delegationOf('bob')).toEqual({ allowed: false, by: null });
    await decide('approved', null, 'bob');
    expect((await readInstance(around, instance)).waiting).toMatchObject([{ element: 'grant' }]);
  });

  test('of a manager whom nobody knows is a problem until an administrator names an approver', async () => {
    const { instance } = await run('sam', { type: 'process.start', process: 'by-manager', record: null });
    const looked = await readInstance(around, instance);
    expect(looked).toMatchObject({
      status: 'error',
      incident: { code: 'no-performer', message: expect.stringContaining('the manager of Sam Singh') },
    });
    await runOrder(around, 'admin', crypto.randomUUID(), {
      ...{ type: 'step.reassign', instance, step: looked.waiting[0]?.step ?? '', user: 'maria', role: null },
    });
    const [task] = await tasksIn('maria', instance);
    await run('maria', {
      ...{ type: 'task.complete', task: task?.id ?? '' },
      submission: { kind: 'approval', decision: 'rejected', comment: 'No' },
    });
    expect(await readInstance(around, instance)).toMatchObject({ status: 'completed', incident: null });
  });

  test('whose approver is wrong is given to somebody else by an administrator', async () => {
    const { instance, task } = await ask();
    const admin = await readUser(around.store.db, 'admin');
    const step = { instance, step: (await readInstance(around, instance)).waiting[0]?.step ?? '' };
    await runOrder(around, admin.id, crypto.randomUUID(), {
      ...{ type: 'step.reassign', ...step, user: 'bob', role: null },
    });
    await run('bob', {
      ...{ type: 'task.complete', task: task.id },
      submission: { kind: 'approval', decision: 'approved', comment: null },
    });
    expect((await readInstance(around, instance)).waiting).toMatchObject([{ element: 'grant' }]);
  });
});
