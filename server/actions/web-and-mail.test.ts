import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMailer } from '../mail/mailer.ts';
import { useMailbox } from '../testing/mailbox.ts';
import { callWebService } from './call-web-service.ts';
import { formula } from './formula.ts';
import { sendEmail } from './send-email.ts';
import { contextOf, refusalOf } from './testing/context.ts';

describe('a formula', () => {
  it('is FEEL over the process variables', async () => {
    const outputs = await formula(
      { expression: '= if amount > 10 then "large" else "small"' },
      contextOf({ variables: { amount: 12 } }),
    );
    expect(outputs).toEqual({ value: 'large' });
  });

  it('gives dates as text and lists as they are', async () => {
    const value = async (expression: string) => (await formula({ expression }, contextOf())).value;
    expect(await value('date("2026-01-31") + duration("P1D")')).toBe('2026-02-01');
    expect(await value('[1, 2, 3][item > 1]')).toEqual([2, 3]);
    expect(await value('{ name: "Ada", age: 36 }')).toEqual({ name: 'Ada', age: 36 });
  });

  it('that reads what nobody has written is refused for good', async () => {
    expect(await refusalOf(formula({ expression: 'missing + 1' }, contextOf()))).toMatchObject({
      retryable: false,
      message: expect.stringContaining("Variable 'missing' not found"),
    });
  });
});

describe('calling a web service', () => {
  let service: Server;
  let url: string;
  let heard: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[] = [];
  let answer: { status: number; body: string } | 'nothing';
  const call = callWebService([]);

  beforeAll(async () => {
    service = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      heard.push({ method: request.method, headers: request.headers, body });
      if (answer === 'nothing') return void request.socket.destroy();
      response.writeHead(answer.status, { location: '/elsewhere' }).end(answer.body);
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/orders`;
  });
  afterAll(() => new Promise((resolve) => service.close(resolve)));
  beforeEach(() => {
    heard = [];
    answer = { status: 201, body: '{"id":7}' };
  });

  it('sends what the step says, always with the same key, and gives status and body', async () => {
    const inputs = { method: 'POST', url, body: '{"a":1}', 'header:X-Kind': 'order' };
    expect(await call(inputs, contextOf())).toEqual({ success: true, status: 201, body: '{"id":7}' });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'x-kind': 'order', 'idempotency-key': 'i-1:s2' },
      },
    ]);
  });

  it.each([
    [500, true],
    [429, true],
    [404, false],
    [302, false],
  ])('HTTP %i fails, and another attempt makes sense: %s', async (status, retryable) => {
    answer = { status, body: '' };
    expect(await refusalOf(call({ url }, contextOf()))).toMatchObject({ retryable, code: `http-${status}` });
    expect(heard).toHaveLength(1);
  });

  it('that is to be ignored, a failure is told by its outputs', async () => {
    answer = { status: 404, body: 'no such order' };
    const inputs = { url, 'on-error': 'ignore' };
    expect(await call(inputs, contextOf())).toEqual({ success: false, status: 404, body: 'no such order' });
    answer = 'nothing';
    expect(await call(inputs, contextOf())).toEqual({ success: false, status: null, body: null });
  });

  it('without an answer is tried again, and says which host was silent', async () => {
    answer = 'nothing';
    expect(await refusalOf(call({ url }, contextOf()))).toMatchObject({
      retryable: true,
      message: expect.stringContaining(new URL(url).host),
    });
  });

  it.each([['file:///etc/passwd'], ['not an address'], ['']])('refuses the address %j', async (address) => {
    expect(await refusalOf(call({ url: address }, contextOf()))).toMatchObject({ retryable: false });
  });

  it('calls only hosts that are allowed', async () => {
    const limited = callWebService(['api.example', '*.example.org']);
    expect(await refusalOf(limited({ url }, contextOf()))).toMatchObject({ code: 'host-refused' });
    const lookalike = limited({ url: 'http://evilexample.org/' }, contextOf());
    expect(await refusalOf(lookalike)).toMatchObject({ code: 'host-refused' });
    expect(heard).toEqual([]);
  });

  it('lets the author choose another key, however its name is written', async () => {
    await call({ url, 'header:Idempotency-Key': 'mine' }, contextOf());
    expect(heard).toMatchObject([{ headers: { 'idempotency-key': 'mine' } }]);
  });

  it('refuses a header with a line break for good, without repeating what may be a secret', async () => {
    const inputs = { url, 'header:Authorization': 'Bearer s3cret\nX-Admin: yes' };
    const refusal = await refusalOf(call(inputs, contextOf()));
    expect(refusal).toMatchObject({ retryable: false, message: expect.stringContaining('Authorization') });
    expect(String(refusal)).not.toContain('s3cret');
    expect(heard).toEqual([]);
  });

  it('keeps keys and passwords of the address out of what it says', async () => {
    answer = { status: 404, body: '' };
    const withKey = await refusalOf(call({ url: `${url}?key=s3cret` }, contextOf()));
    const { host } = new URL(url);
    const withPassword = await refusalOf(call({ url: `http://ada:s3cret@${host}/orders` }, contextOf()));
    expect(String(withKey)).toContain(url);
    expect(withPassword).toMatchObject({ retryable: false });
    expect(`${withKey}${withPassword}`).not.toContain('s3cret');
  });

  it('leaves at once when the server stops', async () => {
    const signal = AbortSignal.abort(new Error('stopping'));
    expect(await refusalOf(call({ url, 'on-error': 'ignore' }, contextOf({ signal })))).toMatchObject({
      message: 'stopping',
    });
  });
});

describe('sending mail', () => {
  const mailbox = useMailbox();
  const mail = { to: 'ada@example.org', subject: 'Grüße', body: 'Hello\nAda' };
  const sending = () => sendEmail(createMailer({ smtpUrl: mailbox.url, from: 'process@example.org' }));

  it('goes out by SMTP, every attempt under one message id', async () => {
    const send = sending();
    expect(await send({ ...mail, cc: 'bob@example.org' }, contextOf())).toEqual({ success: true });
    await send(mail, contextOf({ attempt: 2 }));
    expect(mailbox.mails[0]).toMatch(/^To: ada@example\.org/m);
    expect(mailbox.mails[0]).toMatch(/^Cc: bob@example\.org/m);
    expect(mailbox.mails[0]).toMatch(/^Subject: =\?UTF-8\?/m);
    const ids = mailbox.mails.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('that the server refuses for good is final, for now is tried again', async () => {
    const send = sending();
    mailbox.refusal = { code: 550, text: 'no such mailbox' };
    expect(await refusalOf(send(mail, contextOf()))).toMatchObject({
      retryable: false,
      message: expect.stringContaining('no such mailbox'),
    });
    expect(await send({ ...mail, 'on-error': 'ignore' }, contextOf())).toEqual({ success: false });
    mailbox.refusal = { code: 451, text: 'try later' };
    expect(await refusalOf(send(mail, contextOf()))).toMatchObject({ retryable: true });
    // Whatever comes of the first attempt is enough where failures do not matter.
    expect(await send({ ...mail, 'on-error': 'ignore' }, contextOf())).toEqual({ success: false });
  });

  it('comes from whom the step says, as important as it says, and names no blind recipient', async () => {
    const send = sending();
    const more = { from: '"Sales, North" <north@example.org>', bcc: 'eve@example.org', importance: 'high' };
    await send({ ...mail, to: 'Ada <ada@example.org>; bob@example.org', ...more }, contextOf());
    expect(mailbox.mails[0]).toMatch(/^From: "Sales, North" <north@example\.org>/m);
    expect(mailbox.mails[0]).toMatch(/^To: Ada <ada@example\.org>, bob@example\.org/m);
    expect(mailbox.mails[0]).toMatch(/^Importance: high/im);
    expect(mailbox.mails[0]).not.toContain('eve@');
    expect(mailbox.recipients).toEqual(['ada@example.org', 'bob@example.org', 'eve@example.org']);
  });

  it.each([['nobody'], ['ada@example.org, bob'], [',']])('is not sent to %j', async (to) => {
    const send = sending();
    expect(await refusalOf(send({ ...mail, to }, contextOf()))).toMatchObject({ retryable: false });
    expect(mailbox.recipients).toEqual([]);
  });

  it('goes to nobody whom a line break in a variable would add', async () => {
    const send = sending();
    await send({ ...mail, subject: 'a\r\nBcc: eve@example.org\r\n\r\nb' }, contextOf());
    await send({ ...mail, to: 'ada@example.org\r\nBcc: eve@example.org' }, contextOf()).catch(() => null);
    expect(mailbox.recipients).not.toContain('eve@example.org');
    for (const text of mailbox.mails) expect(text).not.toMatch(/^Bcc:/im);
    expect(mailbox.mails[0]).toMatch(/^To: ada@example\.org/m);
  });

  it('without a mail server says what to set', async () => {
    const send = sendEmail(createMailer({ smtpUrl: null, from: 'process@example.org' }));
    expect(await refusalOf(send(mail, contextOf()))).toMatchObject({
      retryable: false,
      message: expect.stringContaining('THROUGHLINE_SMTP_URL'),
    });
  });
});
