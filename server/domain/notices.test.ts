/** Mails about approvals (behaviour 1.8), over a real SMTP connection. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../lib/protocol/index.ts';
import { defined, process } from '../engine/testing/process.ts';
import { createMailer } from '../mail/mailer.ts';
import { useDatabase } from '../testing/database.ts';
import { useMailbox } from '../testing/mailbox.ts';
import { type Bench, openBench } from '../testing/running.ts';
import { runOrder } from './orders.ts';
import { noteReader } from './readers.ts';
import { listTasks } from './tasks.ts';

const database = useDatabase();
const mailbox = useMailbox();
let bench: Bench;

const approval = (performer: { role?: string; assignee?: string }, more: Record<string, string>) =>
  defined(
    process()
      .start('in')
      .task('decide', {
        ...{ name: 'Grant the discount', dueDate: '2030-01-02T12:00:00Z', ...performer },
        properties: {
          ...{ kind: 'approval', purpose: 'May they get it?', delegation: 'true' },
          ...{ 'de:title': 'Rabatt freigeben', 'de:purpose': 'Bekommen sie ihn?' },
          ...{ 'de:show:percent': 'Rabatt in %' },
          ...{ 'show:percent': 'Discount in %', 'show-value:percent': '12.5', ...more },
        },
      })
      .path('in', 'decide'),
  );

beforeAll(async () => {
  bench = await openBench(database, {
    // The address is known once the tests run.
    mailer: {
      ready: true,
      send: (mail) => createMailer({ smtpUrl: mailbox.url, from: 'process@example.org' }).send(mail),
    },
  });
  const result = { 'notify-result': 'Sales <sales@example.org>, boss@example.org' };
  await bench.deploy('of-role', await approval({ role: 'sales' }, { 'notify-approver': 'true' }));
  await bench.deploy(
    'of-maria',
    await approval({ assignee: 'maria' }, { 'notify-approver': 'true', ...result }),
  );
  await bench.deploy('to-bob', await approval({ assignee: 'maria' }, { 'notify-result': 'bob@example.org' }));
  await bench.deploy(
    'of-manager',
    await approval({ assignee: `\${startedBy}` }, { 'performer-manager': 'true', 'notify-approver': 'true' }),
  );
  await bench.deploy('quiet', await approval({ role: 'sales' }, {}));
});

const taskIn = async (instance: string, user: string) => {
  const task = (await listTasks(bench.db, user)).find((one) => one.instance.id === instance);
  if (!task) throw new Error(`Expected an approval for ${user}, got none.`);
  return task.id;
};

async function decide(instance: string, user: string, decision: Decision, comment: string | null) {
  const submission = { kind: 'approval', decision, comment } as const;
  await bench.command(user, { type: 'task.complete', task: await taskIn(instance, user), submission });
}

const setManager = (id: string, manager: string | null) =>
  bench.db.updateTable('account').set({ manager }).where('id', '=', id).execute();

const textOf = (mail: string | undefined) => (mail ?? '').split('\r\n\r\n').slice(1).join('\n\n');
const headerOf = (name: string, mail: string | undefined) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(mail ?? '')?.[1];

describe('[M17] an approval that asks by mail', () => {
  test('writes to everybody of the role apart, with what there is to decide by', async () => {
    await bench.start('of-role');
    await bench.work({ twice: true });
    expect(mailbox.recipients.sort()).toEqual(['alice@example.org', 'bob@example.org', 'maria@example.org']);
    expect(mailbox.mails).toHaveLength(3);
    const mail = mailbox.mails.find((one) => one.includes('alice@example.org'));
    expect(headerOf('To', mail)).toBe('Alice Adams <alice@example.org>');
    expect(headerOf('Subject', mail)).toBe('Grant the discount');
    expect(textOf(mail)).toContain('May they get it?');
    expect(textOf(mail)).toContain('Discount in %: 12.5');
    expect(textOf(mail)).toMatch(/Due: January 2, 2030 at 12:00\sPM UTC/);
  });

  test('writes to each in their language, with dates as they read them', async () => {
    await noteReader(bench.db, 'maria', { language: 'de-AT', timeZone: 'Europe/Vienna' });
    await noteReader(bench.db, 'bob', { language: 'nl', timeZone: 'No/Where' });
    await bench.start('of-role');
    await bench.work();
    const to = (person: string) => mailbox.mails.find((mail) => mail.includes(`${person}@example.org`));
    expect(headerOf('Subject', to('maria'))).toBe('Rabatt freigeben');
    expect(textOf(to('maria'))).toContain('Bekommen sie ihn?');
    expect(textOf(to('maria'))).toContain('Rabatt in %: 12.5');
    // What mails may hold is seven bits wide.
    expect(textOf(to('maria'))).toMatch(/F=C3=A4llig: 2\. J=C3=A4nner 2030=\s+um 13:00 MEZ/);
    expect(headerOf('Subject', to('bob'))).toBe('Grant the discount');
    expect(textOf(to('bob'))).toMatch(/Due: January 2, 2030 at 12:00.*PM UTC/);
    await noteReader(bench.db, 'maria', { language: 'en', timeZone: 'UTC' });
  });

  test('writes to the person it is handed on to, and to nobody twice', async () => {
    const instance = await bench.start('of-maria');
    await bench.work();
    const task = await taskIn(instance, 'maria');
    await bench.command('maria', { type: 'task.assign', task, user: 'bob', role: null });
    await bench.work();
    await bench.command('admin', { type: 'task.assign', task, user: 'maria', role: null });
    await bench.work();
    expect(mailbox.recipients).toEqual(['maria@example.org', 'bob@example.org']);
  });

  test('writes to the manager of who has begun it, and to nobody who has begun it for themselves', async () => {
    await bench.start('of-manager', {}, 'alice');
    await bench.work();
    expect(mailbox.recipients).toEqual(['maria@example.org']);
    await setManager('maria', 'maria');
    await bench.start('of-manager', {}, 'maria');
    await bench.work();
    expect(mailbox.recipients).toEqual(['maria@example.org']);
    await setManager('maria', null);
  });

  test('writes to a manager who has been entered since, when it is tried again', async () => {
    const instance = await bench.start('of-manager', {}, 'sam');
    await bench.work();
    expect(mailbox.recipients).toEqual([]);
    await setManager('sam', 'bob');
    await runOrder(bench.around, 'admin', crypto.randomUUID(), { type: 'instance.retry', instance });
    await bench.work({ twice: true });
    expect(mailbox.recipients).toEqual(['bob@example.org']);
    await setManager('sam', null);
  });

  test('writes to nobody who has taken or decided it meanwhile, and not at all where nobody wants that', async () => {
    const taken = await bench.start('of-role');
    await bench.command('bob', { type: 'task.take', task: await taskIn(taken, 'bob') });
    const over = await bench.start('of-role');
    await decide(over, 'alice', 'approved', null);
    await bench.start('quiet');
    await bench.work();
    expect(mailbox.recipients).toEqual(['bob@example.org']);
  });
});

describe('[M17] an approval that tells what was decided', () => {
  test('writes who has decided what, and why', async () => {
    const instance = await bench.start('of-maria');
    await bench.work();
    mailbox.mails = [];
    await decide(instance, 'maria', 'rejected', 'Too much');
    await bench.work({ twice: true });
    expect(mailbox.mails.map((mail) => headerOf('To', mail))).toEqual([
      'Sales <sales@example.org>',
      'boss@example.org',
    ]);
    const [mail] = mailbox.mails;
    expect(headerOf('Subject', mail)).toBe('Rejected: Grant the discount');
    expect(textOf(mail)).toMatch(/Rejected: Maria Moreno\s+Too much/);
  });

  test('writes to an address of an account in the language of that person', async () => {
    await noteReader(bench.db, 'bob', { language: 'de', timeZone: 'Europe/Berlin' });
    const instance = await bench.start('to-bob');
    await decide(instance, 'maria', 'approved', null);
    await bench.work();
    const mail = mailbox.mails.find((one) => headerOf('To', one) === 'bob@example.org');
    expect(headerOf('Subject', mail)).toBe('Genehmigt: Rabatt freigeben');
    expect(textOf(mail)).toContain('Genehmigt von Maria Moreno');
  });
});

describe('a mail about an approval that cannot be sent', () => {
  test('holds nothing up, is tried again where that can help, and is given up after some days', async () => {
    const instance = await bench.start('of-maria');
    mailbox.refusal = { code: 451, text: 'later' };
    await expect(bench.work()).rejects.toThrow('later');
    mailbox.refusal = { code: 550, text: 'gone' };
    await bench.work();
    expect(await bench.statusOf(instance)).toBe('running');

    mailbox.refusal = { code: 451, text: 'later' };
    await decide(instance, 'maria', 'approved', null);
    expect(await bench.statusOf(instance)).toBe('completed');
    await expect(bench.work()).rejects.toThrow('later');
    bench.clock.forward(4 * 24 * 60 * 60_000);
    await bench.work();
    mailbox.refusal = null;
    await bench.work();
    expect(mailbox.mails).toEqual([]);
  });
});
