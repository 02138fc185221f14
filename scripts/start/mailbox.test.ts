import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMailer } from '../../server/mail/mailer.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';

describe('the mailbox of the demonstration', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'throughline-mails-')), 'mails');
  let mailbox: Mailbox | null = null;
  afterEach(async () => {
    await mailbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps what the server sends as a file each', async () => {
    mailbox = await startMailbox(folder);
    const mailer = createMailer({ smtpUrl: mailbox.url, from: 'sales@northwind.example' });
    const to = [{ name: 'Jana Meyer', address: 'jana@meyer.example' }];
    const mail = { from: null, replyTo: null, to, cc: [], bcc: [], importance: 'normal' as const };
    await mailer.send({ ...mail, subject: 'Your offer', text: 'Here it is.', id: 'one' });
    await mailer.send({ ...mail, subject: 'Once more', text: 'Still there?', id: 'two' });
    const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(mails).toHaveLength(2);
    expect(mails.join()).toMatch(/^Subject: Your offer/m);
    expect(mails.join()).toMatch(/^To: Jana Meyer <jana@meyer\.example>/m);
    expect(readdirSync(folder).every((name) => name.endsWith('.eml'))).toBe(true);
  });
});
