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

beforeAll(async () => {
  await fillDatabase(database, [DISCOUNT]);
  around = surroundingsOf(database);
});

const run = <Of extends Command>(actor: string, command: Of) =>
  runCommand(around, actor, crypto.randomUUID(), command);
const tasksIn = async (user: string, instance: string) =>
  (await listTasks(around.store.db, user)).filter((task) => task.instance.id === instance);

async function ask() {
  const { instance } = await run('alice', {
    type: 'process.start',
    process: 'discount',
    record: RECORD,
    variables: { percent: 12.5 },
  });
  const [task] = await tasksIn('maria', instance);
  if (!task) throw new Error('Expected an approval for Maria, got none.');
  const decide = (decision: Decision, comment: string | null, actor = 'maria') =>
    run(actor, { type: 'task.complete', task: task.id, submission: { kind: 'approval', decision, comment } });
  return { instance, task, decide };
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
