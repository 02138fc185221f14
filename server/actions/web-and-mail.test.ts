import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
  let smtp: SMTPServer;
  let url: string;
  let mails: string[] = [];
  let recipients: string[] = [];
  let refusal: { code: number; text: string } | null;
  const mail = { to: 'ada@example.org', subject: 'Grüße', body: 'Hello\nAda' };

  beforeAll(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        recipients.push(address);
        done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      },
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part.toString();
        });
        stream.on('end', () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
    url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));
  beforeEach(() => {
    mails = [];
    recipients = [];
    refusal = null;
  });

  it('goes out by SMTP, every attempt under one message id', async () => {
    const send = sendEmail({ smtpUrl: url, from: 'process@example.org' });
    expect(await send({ ...mail, cc: 'bob@example.org' }, contextOf())).toEqual({ success: true });
    await send(mail, contextOf({ attempt: 2 }));
    expect(mails[0]).toMatch(/^To: ada@example\.org/m);
    expect(mails[0]).toMatch(/^Cc: bob@example\.org/m);
    expect(mails[0]).toMatch(/^Subject: =\?UTF-8\?/m);
    const ids = mails.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1]);
    expect(ids).toEqual([ids[0], ids[0]]);
  });

  it('that the server refuses for good is final, for now is tried again', async () => {
    const send = sendEmail({ smtpUrl: url, from: 'process@example.org' });
    refusal = { code: 550, text: 'no such mailbox' };
    expect(await refusalOf(send(mail, contextOf()))).toMatchObject({
      retryable: false,
      message: expect.stringContaining('no such mailbox'),
    });
    expect(await send({ ...mail, 'on-error': 'ignore' }, contextOf())).toEqual({ success: false });
    refusal = { code: 451, text: 'try later' };
    expect(await refusalOf(send(mail, contextOf()))).toMatchObject({ retryable: true });
  });

  it('goes to nobody whom a line break in a variable would add', async () => {
    const send = sendEmail({ smtpUrl: url, from: 'process@example.org' });
    await send({ ...mail, subject: 'a\r\nBcc: eve@example.org\r\n\r\nb' }, contextOf());
    await send({ ...mail, to: 'ada@example.org\r\nBcc: eve@example.org' }, contextOf()).catch(() => null);
    expect(recipients).not.toContain('eve@example.org');
    for (const text of mails) expect(text).not.toMatch(/^Bcc:/im);
    expect(mails[0]).toMatch(/^To: ada@example\.org/m);
  });

  it('without a mail server says what to set', async () => {
    const send = sendEmail({ smtpUrl: null, from: 'process@example.org' });
    expect(await refusalOf(send(mail, contextOf()))).toMatchObject({
      retryable: false,
      message: expect.stringContaining('THROUGHLINE_SMTP_URL'),
    });
  });
});
