/** E-mails that people send (behaviour 1.7), on the database and over a real SMTP connection. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Command, Submission } from '../../lib/protocol/index.ts';
import { process } from '../engine/testing/process.ts';
import { createMailer, type Mailer } from '../mail/mailer.ts';
import { useDatabase } from '../testing/database.ts';
import { readInstance } from '../testing/instances.ts';
import { useMailbox } from '../testing/mailbox.ts';
import { RECORD } from '../testing/processes.ts';
import { fillDatabase, surroundingsOf } from '../testing/server.ts';
import { checkedFiles } from './checked-files.ts';
import { runCommand } from './commands.ts';
import type { Surroundings } from './surroundings.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
const mailbox = useMailbox();
let around: Surroundings;
let mailer: Mailer;

const FILES = {
  forms: {},
  bpmn: process({ record: 'demo:lead' })
    .start('in')
    .task('write', {
      ...{ name: 'Write', role: 'sales' },
      properties: {
        ...{ kind: 'send-email', from: 'Sales <sales@example.org>', importance: 'high' },
        ...{ subject: 'Your offer', 'output:to': 'sentTo' },
      },
    })
    .task('wait', { assignee: `\${startedBy}`, name: `Wait for \${sentTo}` })
    .path('in', 'write', 'wait')
    .xml()
    .replace('id="test" name="Test"', 'id="offer" name="Offer"'),
};

const LETTER: Extract<Submission, { kind: 'send-email' }> = {
  kind: 'send-email',
  ...{ to: ['Jana <jana@example.org>'], cc: ['ben@example.org'], bcc: ['eve@example.org'] },
  ...{ subject: 'Ihre Anfrage', body: 'Dear Jana,\n\nhere it is.' },
};

beforeAll(async () => {
  await fillDatabase(database, [FILES]);
  mailer = createMailer({ smtpUrl: mailbox.url, from: 'process@example.org' });
});
beforeEach(() => {
  around = { ...surroundingsOf(database), mailer };
});

const run = <Of extends Command>(actor: string, command: Of, id: string = crypto.randomUUID()) =>
  runCommand(around, actor, id, command);

/** Starts the process as Alice; gives what sends the letter, as one command each time unless it is told an id. */
async function draft() {
  const { instance } = await run('alice', { type: 'process.start', process: 'offer', record: RECORD });
  const tasks = await listTasks(around.store.db, 'alice');
  const task = tasks.find((one) => one.instance.id === instance);
  if (!task) throw new Error('Expected an e-mail for Alice to send, got none.');
  const send = (submission: Partial<typeof LETTER> = {}, id?: string, actor = 'alice') =>
    run(actor, { type: 'task.complete', task: task.id, submission: { ...LETTER, ...submission } }, id);
  const waitsAt = async () =>
    (await readInstance(around, instance)).waiting.map(({ element }) => element).join();
  return { instance, task, send, waitsAt };
}

const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(mailbox.mails[0] ?? '')?.[1];

describe('[M17] an e-mail that a person sends', () => {
  test('stands in the list by its subject, leaves by SMTP and completes the step', async () => {
    const { task, send, waitsAt, instance } = await draft();
    expect(task).toMatchObject({ kind: 'send-email', title: 'Your offer', record: RECORD });
    await send();
    expect(mailbox.recipients).toEqual(['jana@example.org', 'ben@example.org', 'eve@example.org']);
    expect(['From', 'To', 'Cc', 'Subject', 'Importance', 'Bcc'].map(header)).toEqual([
      ...['Sales <sales@example.org>', 'Jana <jana@example.org>', 'ben@example.org', 'Ihre Anfrage', 'High'],
      undefined,
    ]);
    expect(mailbox.mails[0]).toMatch(/Dear Jana,\r\n\r\nhere it is\./);
    expect(await waitsAt()).toBe('wait');
    const tasks = await listTasks(around.store.db, 'alice');
    expect(tasks.find((one) => one.instance.id === instance)?.title).toBe('Wait for Jana <jana@example.org>');
  });

  test('asks for answers to the person who sends it', async () => {
    const { send } = await draft();
    await send();
    const { db } = around.store;
    const { email } = await db
      .selectFrom('account')
      .select('email')
      .where('id', '=', 'alice')
      .executeTakeFirstOrThrow();
    expect(email).not.toBeNull();
    expect(header('Reply-To')).toContain(email);
  });

  test('that the mail server refuses has not been sent: it waits, and can be corrected', async () => {
    const { send, waitsAt } = await draft();
    mailbox.refusal = { code: 550, text: 'No such mailbox here.' };
    await expect(send()).rejects.toMatchObject({
      wire: { code: 'mail-refused', retryable: false, message: expect.stringContaining('No such mailbox') },
    });
    expect(await waitsAt()).toBe('write');
    mailbox.refusal = null;
    await send({ to: ['jana.meyer@example.org'] });
    expect(mailbox.mails).toHaveLength(1);
    expect(await waitsAt()).toBe('wait');
  });

  test('that cannot reach the mail server is worth another attempt', async () => {
    const { send, waitsAt } = await draft();
    mailbox.refusal = { code: 451, text: 'Later' };
    await expect(send()).rejects.toMatchObject({ wire: { code: 'mail-unreachable', retryable: true } });
    around = { ...around, mailer: createMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@example.org' }) };
    await expect(send()).rejects.toMatchObject({ wire: { code: 'mail-unreachable', retryable: true } });
    expect(await waitsAt()).toBe('write');
  });

  test('needs a mail server, and says so', async () => {
    const { send, waitsAt } = await draft();
    around = { ...around, mailer: createMailer({ smtpUrl: null, from: 'a@example.org' }) };
    await expect(send()).rejects.toMatchObject({ wire: { code: 'mail-unset' } });
    expect(await waitsAt()).toBe('write');
  });

  test('is sent once, however often its command comes', async () => {
    const { send } = await draft();
    const id = crypto.randomUUID();
    const first = await send({}, id);
    expect(await send({}, id)).toEqual(first);
    expect(mailbox.mails).toHaveLength(1);
  });

  test('that left before its server died is not sent again: the next attempt completes the step', async () => {
    const { send, task, waitsAt } = await draft();
    // What a server leaves behind that dies between the mail server's answer and the completion.
    await around.store.db
      .insertInto('action_once')
      .values({ key: `letter:${task.id}`, state: 'done', outputs: null, at: around.now() })
      .execute();
    await send();
    expect(mailbox.mails).toEqual([]);
    expect(await waitsAt()).toBe('wait');
  });

  test('that somebody is sending is nobody else’s to send, until they must have died', async () => {
    const { send, waitsAt } = await draft();
    let open = () => {};
    mailbox.gate = new Promise((resolve) => {
      open = resolve;
    });
    const first = send();
    await expect.poll(() => mailbox.recipients.length).toBe(3);
    await expect(send()).rejects.toMatchObject({ wire: { code: 'mail-underway', retryable: true } });
    open();
    await first;
    expect(await waitsAt()).toBe('wait');
    expect(mailbox.mails).toHaveLength(1);
  });

  test('whose server died while it was sent can be sent after a while', async () => {
    const { send, task, waitsAt } = await draft();
    const at = around.now();
    await around.store.db
      .insertInto('action_once')
      .values({ key: `letter:${task.id}`, state: 'begun', outputs: null, at })
      .execute();
    await expect(send()).rejects.toMatchObject({ wire: { code: 'mail-underway' } });
    around = { ...around, now: () => new Date(at.getTime() + 120_000) };
    await send();
    expect(mailbox.mails).toHaveLength(1);
    expect(await waitsAt()).toBe('wait');
  });

  test('goes out neither for somebody whose it is not nor for one that is done', async () => {
    const { send } = await draft();
    await expect(send({}, undefined, 'support')).rejects.toThrow();
    await expect(send({ to: ['nobody'] })).rejects.toMatchObject({ wire: { field: 'to' } });
    expect(mailbox.mails).toEqual([]);
    await send();
    await expect(send()).rejects.toThrow('was completed by');
    expect(mailbox.mails).toHaveLength(1);
  });
});

describe('a process that sends e-mail', () => {
  const none = () => ({ ...around, mailer: createMailer({ smtpUrl: null, from: 'a@example.org' }) });

  test('is deployed with a warning where there is no mail server', async () => {
    expect(await checkedFiles(around, FILES)).toMatchObject({ ok: true, warnings: [] });
    expect(await checkedFiles(none(), FILES)).toMatchObject({
      ok: true,
      warnings: [
        { element: 'write', name: 'Write', remedy: expect.stringContaining('THROUGHLINE_SMTP_URL') },
      ],
    });
  });

  test.each([
    ['an approval that asks by mail', { 'notify-approver': 'true' }, 1],
    ['an approval that tells the result by mail', { 'notify-result': `\${startedBy}` }, 1],
    ['an approval that mails nobody', {}, 0],
  ])('is warned of with %s', async (_, notices, count) => {
    const bpmn = process()
      .start('in')
      .task('decide', { role: 'sales', properties: { kind: 'approval', ...notices } })
      .path('in', 'decide')
      .xml();
    const outcome = await checkedFiles(none(), { bpmn, forms: {} });
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && outcome.warnings).toHaveLength(count);
  });

  test('is warned of with a system action that sends', async () => {
    const settings = { to: 'ada@example.org', subject: 'Hello', body: 'Ada' };
    const properties = Object.entries(settings).map(
      ([name, value]) => `<camunda:property name="throughline:${name}" value="${value}" />`,
    );
    const bpmn = process()
      .start('in')
      .raw(
        `<serviceTask id="mail" camunda:type="external" camunda:topic="throughline:send-email"><extensionElements>
          <camunda:properties>${properties.join('')}</camunda:properties></extensionElements></serviceTask>`,
      )
      .end('out')
      .path('in', 'mail', 'out')
      .xml();
    expect(await checkedFiles(none(), { bpmn, forms: {} })).toMatchObject({
      warnings: [{ element: 'mail' }],
    });
  });
});
