/**
 * The completion matrix (behaviour 1.11): for each kind of step whether it waits, by what it is completed, what its
 * result is for the flows behind it, and that putting it off keeps it. How each kind does that has tests of its own.
 */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Decision, Submission, Task } from '../../lib/protocol/index.ts';
import { sendEmail } from '../actions/send-email.ts';
import { MemoryCrm } from '../actions/testing/memory-crm.ts';
import { defined, extension, type ProcessBuilder, process } from '../engine/testing/process.ts';
import { createMailer } from '../mail/mailer.ts';
import { activityOf, at, begin, taskOf } from '../testing/activities.ts';
import { useDatabase } from '../testing/database.ts';
import { readInstance } from '../testing/instances.ts';
import { useMailbox } from '../testing/mailbox.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { listTasks, readTaskPage } from './tasks.ts';

const database = useDatabase();
const mailbox = useMailbox();
let bench: Bench;
let crm: MemoryCrm;

const ME = { assignee: `\${startedBy}` };
const WITH_ACTIVITY = { 'create-activity': 'true' };
const FORM = { type: 'default', id: 'f', components: [{ type: 'textfield', key: 'note', label: 'Note' }] };

/** A step whose result `one` leads to *matched*, and any other to *other*. */
function branching(one: string, properties: Record<string, string>, formRef?: string): ProcessBuilder {
  return process()
    .start('in')
    .task('work', { ...ME, ...(formRef ? { formRef } : {}), properties: { ...properties, result: 'how' } })
    .task('matched', ME)
    .task('other', ME)
    .path('in', 'work')
    .flow('work', 'matched', { condition: `\${how == '${one}'}` })
    .otherwise('work', 'other');
}

/** A letter that the server sends by itself. */
function automatic(properties: Record<string, string>): ProcessBuilder {
  const letter = { to: 'jana@example.org', subject: 'Your offer', body: 'Dear Jana' };
  const mail = extension({ ...letter, ...properties });
  return process()
    .start('in')
    .raw(
      `<serviceTask id="work" camunda:type="external" camunda:topic="throughline:send-email">${mail}</serviceTask>`,
    )
    .task('matched', ME)
    .path('in', 'work', 'matched');
}

const BUTTONS = { 'button:send': 'Send', 'button:drop': 'Drop' };
const LEAD = { 'record-system': 'crm-1', 'record-type': 'lead', 'record-id': '1' };
const PROCESSES = {
  task: branching('held', { kind: 'perform-task', 'result:held': 'Held', 'result:missed': 'Missed' }),
  dialog: branching('yes', { kind: 'user-dialog', 'answer:yes': 'Yes', 'answer:no': 'No' }),
  'dialog-noted': branching('yes', {
    ...{ kind: 'user-dialog', 'answer:yes': 'Yes', 'answer:no': 'No' },
    ...WITH_ACTIVITY,
  }),
  record: branching('won', {
    ...{ kind: 'open-edit-page', recommendation: 'Close it.', ...LEAD, ...WITH_ACTIVITY },
    ...{ condition: 'email != null', 'result-field': 'status', 'result:won': 'Won', 'result:lost': 'Lost' },
  }),
  auto: branching('send', { kind: 'auto-generated-page', ...BUTTONS }, 'f'),
  designed: branching(
    'send',
    { kind: 'pre-configured-page', ...BUTTONS, 'button:keep': 'Keep', 'button-completes:keep': 'false' },
    'f',
  ),
  letter: branching('sent', { kind: 'send-email', subject: 'Your offer' }),
  mails: automatic({}),
  'mails-anyway': automatic({ 'on-error': 'ignore' }),
  approval: branching('approved', { kind: 'approval' }),
};

beforeAll(async () => {
  const mailer = createMailer({ smtpUrl: mailbox.url, from: 'process@example.org' });
  const connections = { open: async () => crm } as unknown as Bench['around']['connections'];
  bench = await openBench(database, { connections, mailer, actions: { 'send-email': sendEmail(mailer) } });
  for (const [key, drawn] of Object.entries(PROCESSES))
    await bench.deploy(key, await defined(drawn, { 'f.form': FORM }));
});
beforeEach(() => {
  crm = new MemoryCrm('lead', [{ name: 'Lamp shop', email: null, status: 'New' }]);
});

/** Where an instance waits for people. */
const waitsAt = async (instance: string) =>
  (await readInstance(bench.around, instance)).waiting.map(({ element }) => element).join();
const submit = ({ id: task }: Task, submission: Submission) =>
  bench.command('alice', { type: 'task.complete', task, submission });
const end = ({ activity }: Task, result: string | null) =>
  bench.command('alice', {
    ...{ type: 'activity.end', activity: activity ?? '-', status: 'completed', result, details: null },
  });
const button = (kind: 'auto-generated-page' | 'pre-configured-page', code: string) =>
  ({ kind, button: code, values: { note: 'n' } }) as const;
const letter: Submission = {
  ...{ kind: 'send-email', to: ['jana@example.org'], cc: [], bcc: [] },
  ...{ subject: 'Your offer', body: 'Dear Jana' },
};

/** Starts it; its step is there, and waits. */
async function waiting(key: keyof typeof PROCESSES): Promise<Task> {
  const task = await begin(bench, key);
  await bench.work();
  expect(await waitsAt(task.instance.id)).toBe('work');
  return task;
}

/** *Perform later*: the step stands where it was, with an activity at another time. */
async function putOff(task: Task): Promise<Task> {
  const start = at(bench, 1440);
  await bench.command('alice', {
    ...{ type: 'task.postpone', task: task.id, start, minutes: 30, remindMinutes: null },
    showInCalendar: true,
  });
  expect(await waitsAt(task.instance.id)).toBe('work');
  const moved = await taskOf(bench, 'alice', task.id);
  if (!moved) throw new Error('Expected the task to be still there, got none.');
  expect(await activityOf(bench, 'alice', moved.activity)).toMatchObject({ start, task: { open: true } });
  return moved;
}

describe('completion matrix (behaviour 1.11)', () => {
  test.each([
    ['held', 'matched'],
    ['missed', 'other'],
  ])(
    'Perform task: by its activity with a result (%s), put off by its start and due',
    async (result, next) => {
      const task = await waiting('task');
      const fields = { start: at(bench, 1440), due: at(bench, 1470) };
      await bench.command('alice', {
        ...{ type: 'activity.save', activity: task.activity ?? '-', create: false, fields },
      });
      expect(await waitsAt(task.instance.id)).toBe('work');
      await expect(end(task, null)).rejects.toThrow('Expected one of held, missed for result');
      expect(await waitsAt(task.instance.id)).toBe('work');
      await end(task, result);
      expect(await waitsAt(task.instance.id)).toBe(next);
    },
  );

  test.each([
    ['yes', 'matched'],
    ['no', 'other'],
  ])('User dialog: by its answer (%s), put off by Perform later', async (answer, next) => {
    const task = await waiting('dialog');
    expect(task.activity).toBeNull();
    const moved = await putOff(task);
    await submit(task, { kind: 'user-dialog', answers: [answer] });
    expect(await waitsAt(task.instance.id)).toBe(next);
    expect(await activityOf(bench, 'alice', moved.activity)).toMatchObject({ status: 'completed' });
  });

  test('User dialog with an activity: both are completed by the answer, the activity alone is not', async () => {
    const task = await waiting('dialog-noted');
    await expect(end(task, 'yes')).rejects.toThrow("an answer on the step's page");
    expect(await waitsAt(task.instance.id)).toBe('work');
    await submit(task, { kind: 'user-dialog', answers: ['yes'] });
    expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
      ...{ status: 'completed', result: { code: 'yes', label: 'Yes' } },
    });
  });

  test.each([
    ['won', 'matched'],
    ['lost', 'other'],
  ])(
    '[M19] Open edit page: by a save that fits, with its activity; its result is a field (%s); put off by Perform later',
    async (status, next) => {
      const task = await waiting('record');
      await putOff(task);
      const save = () =>
        bench.command('alice', { type: 'task.check', task: task.id, saved: true, record: null });
      await crm.modify('lead', '1', { status });
      await save();
      await expect(end(task, null)).rejects.toThrow('for result, got nothing');
      expect(await waitsAt(task.instance.id)).toBe('work');
      // Until then its activity leads to its page.
      expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
        ...{ status: 'not-started', task: { id: task.id, kind: 'open-edit-page', open: true } },
      });
      await crm.modify('lead', '1', { email: 'a@example.com' });
      await save();
      expect(await waitsAt(task.instance.id)).toBe(next);
      expect(await activityOf(bench, 'alice', task.activity)).toMatchObject({
        ...{ status: 'completed', result: { code: status, label: status === 'won' ? 'Won' : 'Lost' } },
        task: { open: false },
      });
    },
  );

  test.each([
    ['send', 'matched'],
    ['drop', 'other'],
  ])(
    'Auto-generated page: by any button, which is the result (%s); closing it leaves it',
    async (code, next) => {
      const task = await waiting('auto');
      // To open and close it sends nothing; what was typed stays with the browser.
      for (let time = 0; time < 2; time += 1) await readTaskPage(bench.db, 'alice', task.id);
      expect(await waitsAt(task.instance.id)).toBe('work');
      await submit(task, button('auto-generated-page', code));
      expect(await waitsAt(task.instance.id)).toBe(next);
    },
  );

  test.each([
    ['send', 'matched'],
    ['drop', 'other'],
  ])(
    'Pre-configured page: by a button that completes, which is the result (%s), and by no other',
    async (code, next) => {
      const task = await waiting('designed');
      await expect(submit(task, button('pre-configured-page', 'keep'))).rejects.toMatchObject({
        wire: { code: 'submission-unfit', field: 'button' },
      });
      expect(await waitsAt(task.instance.id)).toBe('work');
      await submit(task, button('pre-configured-page', code));
      expect(await waitsAt(task.instance.id)).toBe(next);
    },
  );

  test('Send email, manual: when the e-mail has been sent; until then it stays a task', async () => {
    const task = await waiting('letter');
    mailbox.refusal = { code: 550, text: 'No such mailbox here.' };
    await expect(submit(task, letter)).rejects.toMatchObject({ wire: { code: 'mail-refused' } });
    expect(await waitsAt(task.instance.id)).toBe('work');
    expect(await taskOf(bench, 'alice', task.id)).toMatchObject({ kind: 'send-email', title: 'Your offer' });
    mailbox.refusal = null;
    await submit(task, letter);
    expect(mailbox.mails).toHaveLength(1);
    expect(await waitsAt(task.instance.id)).toBe('matched');
  });

  test('Send email, automatic: waits for nobody, and is completed when it was sent', async () => {
    const instance = await bench.start('mails');
    await bench.work();
    expect(mailbox.recipients).toEqual(['jana@example.org']);
    expect(await waitsAt(instance)).toBe('matched');
  });

  test.each([
    ['mails', 'work', 'error'],
    ['mails-anyway', 'matched', 'running'],
  ] as const)(
    'Send email, automatic (%s): one that is refused stays at its step, or goes on where errors are ignored',
    async (key, stands, status) => {
      mailbox.refusal = { code: 550, text: 'No such mailbox here.' };
      const instance = await bench.start(key);
      await bench.work();
      expect(mailbox.mails).toEqual([]);
      expect([await waitsAt(instance), await bench.statusOf(instance)]).toEqual([stands, status]);
      // Nobody is asked to send it.
      const titles = (await listTasks(bench.db, 'alice')).flatMap((task) =>
        task.instance.id === instance ? [task.title] : [],
      );
      expect(titles).toEqual(stands === 'matched' ? ['matched'] : []);
    },
  );

  test.each([
    ['approved', 'matched'],
    ['rejected', 'other'],
  ] as [Decision, string][])(
    'Approval: by a decision (%s), put off by Perform later',
    async (decision, next) => {
      const task = await waiting('approval');
      await putOff(task);
      await submit(task, { kind: 'approval', decision, comment: 'So be it' });
      expect(await waitsAt(task.instance.id)).toBe(next);
    },
  );
});
