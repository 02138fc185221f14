/** A mail server for tests: takes what it is sent, or refuses it. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export interface Mailbox {
  /** Where it listens, once the tests run. */
  readonly url: string;
  /** The mails that have come, as they came. */
  mails: string[];
  /** Whom they were for, hidden recipients too. */
  recipients: string[];
  /** How it answers to recipients; null: it takes them. */
  refusal: { code: number; text: string } | null;
  /** Resolves when a mail may be taken; to hold one up. */
  gate: Promise<void>;
}

/** Runs while the tests of this block run, empty before each of them. */
export function useMailbox(): Mailbox {
  let port = 0;
  const box: Mailbox = {
    get url() {
      return `smtp://127.0.0.1:${port}`;
    },
    ...{ mails: [], recipients: [], refusal: null, gate: Promise.resolve() },
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      box.recipients.push(address);
      const { refusal } = box;
      done(refusal && Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', async () => {
        await box.gate;
        box.mails.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  beforeAll(async () => {
    await new Promise<void>((listening) => smtp.listen(0, '127.0.0.1', () => listening()));
    port = (smtp.server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    Object.assign(box, { mails: [], recipients: [], refusal: null, gate: Promise.resolve() });
  });
  afterAll(() => new Promise<void>((closed) => smtp.close(() => closed())));
  return box;
}
