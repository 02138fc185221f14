/** E-mails beside the steps of a stage, added by hand and sent (behaviour 8.4), over a real SMTP connection. */
import { beforeEach, describe, expect, test } from 'vitest';
import { sampleCase } from '../../../lib/cases/testing/sample-case.ts';
import { createMailer } from '../../mail/mailer.ts';
import { keepFrom } from '../../testing/cases.ts';
import { useMailbox } from '../../testing/mailbox.ts';
import { useCases } from '../../testing/use-cases.ts';
import { runCaseQuery } from './queries.ts';

const bench = useCases();
const mailbox = useMailbox();

let instance: string;

beforeEach(async () => {
  bench.around.mailer = createMailer({ smtpUrl: mailbox.url, from: 'process@example.org' });
  await bench.deployCase(sampleCase());
  instance = await bench.begin('1');
  await bench.work();
});

const add = (user = 'bob', subject = 'Prices') =>
  bench.decide({ type: 'case.add', instance, kind: 'send-email', subject }, user);

async function added(user = 'bob') {
  return (await bench.view('1', user)).case?.steps.find((step) => step.added);
}

describe('[M37] an e-mail by hand', () => {
  test('opens for whoever adds it, stands beside the steps of the stage, and is sent', async () => {
    const { open } = await add();
    const step = await added();
    expect(step).toMatchObject({
      ...{ name: 'Prices', kind: 'send-email', status: 'open', required: false, task: open[0]?.task.id },
      performer: { user: { id: 'bob' } },
    });
    expect(open).toMatchObject([{ content: { kind: 'send-email', subject: 'Prices', to: '' } }]);
    expect((await bench.view('1')).case?.steps.map(({ id }) => id)).toEqual(['call', 'note', step?.id]);
    const submission = {
      ...{ kind: 'send-email' as const, to: ['jana@example.org'], cc: [], bcc: [] },
      ...{ subject: 'Our prices', body: 'Here they are.' },
    };
    await bench.command('bob', { type: 'task.complete', task: step?.task ?? '', submission });
    expect(mailbox.mails.join()).toContain('Subject: Our prices');
    expect(await added()).toMatchObject({ status: 'completed', task: null });
  });

  test('is taken away by its author and by those who move the case, and by nobody else', async () => {
    await add();
    const step = (await added())?.step ?? '';
    await keepFrom(bench, 'sam');
    const remove = (user: string) => bench.decide({ type: 'case.remove', instance, step }, user);
    await expect(remove('sam')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    await remove('bob');
    expect(await added()).toBeUndefined();
    await expect(remove('alice')).rejects.toMatchObject({ wire: { code: 'task-closed' } });
  });

  test('is added by those who have to do with the case', async () => {
    await keepFrom(bench, 'sam');
    await expect(add('sam')).rejects.toMatchObject({ wire: { code: 'not-allowed' } });
    await keepFrom(bench, 'alice', 'sale', 1);
    // She has a task in it.
    await add('alice');
    expect(await added('alice')).toMatchObject({ performer: { user: { id: 'alice' } } });
  });

  test('is cancelled with the stage, and the preview of the move says so', async () => {
    await add();
    const preview = { type: 'case.preview', instance, stage: 'lost' } as const;
    const found = await runCaseQuery(bench.around, await bench.user('alice'), preview);
    expect(found).toMatchObject({
      preview: { cancelled: [{ id: 'call' }, { name: 'Prices', added: true }] },
    });
    await bench.move('1', 'lost');
    expect(await added()).toBeUndefined();
  });
});
