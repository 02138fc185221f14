/** How mail leaves this server: by SMTP, as plain text. */
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import type { Address } from '../../lib/email/addresses.ts';

export interface MailSettings {
  /** `smtp://user:password@host:587`; null: no mail can be sent. */
  smtpUrl: string | null;
  /** Whom mail comes from, where a process says nothing else. */
  from: string;
}

export interface Mail {
  /** Null: the sender of the settings. */
  from: Address | null;
  replyTo: Address | null;
  to: readonly Address[];
  cc: readonly Address[];
  bcc: readonly Address[];
  subject: string;
  text: string;
  importance: 'low' | 'normal' | 'high';
  attachments?: readonly { name: string; bytes: Buffer }[];
  /** The same for every attempt at one mail: a mailbox that has it shows one. */
  id: string;
}

export interface Mailer {
  /** Whether there is a mail server at all. */
  readonly ready: boolean;
  /** Resolves when the mail server has taken it; throws a `MailError`. */
  send(mail: Mail): Promise<void>;
}

/** Why a mail was not taken. */
export class MailError extends Error {
  readonly reason: 'no-server' | 'refused' | 'unreachable';
  constructor(reason: MailError['reason'], message: string) {
    super(message);
    this.name = 'MailError';
    this.reason = reason;
  }
}

/** Somebody may be waiting for it: a mail server that says nothing for so long says nothing. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Nothing is connected before the first mail. */
export function createMailer({ smtpUrl, from }: MailSettings): Mailer {
  const options: SMTPTransport.Options = { ...(smtpUrl !== null && { url: smtpUrl }), ...PATIENCE };
  const transport = smtpUrl === null ? null : createTransport(options);
  return {
    ready: transport !== null,
    async send({ from: sender, replyTo, to, cc, bcc, subject, text, importance, attachments = [], id }) {
      if (!transport)
        throw new MailError('no-server', 'none. Set THROUGHLINE_SMTP_URL and start the server again');
      try {
        await transport.sendMail({
          from: sender ?? from,
          ...(replyTo && { replyTo }),
          ...{ to: [...to], cc: [...cc], bcc: [...bcc] },
          // A line break would end the header.
          subject: subject.replace(/\s+/g, ' ').trim(),
          ...{ text, priority: importance, messageId: `<${id}@throughline>` },
          // What type they are of, their names tell.
          attachments: attachments.map(({ name, bytes }) => ({ filename: name, content: bytes })),
        });
      } catch (fault) {
        throw failureOf(fault);
      }
    },
  };
}

/** Answers from 500 on are for good (RFC 5321); everything else can pass. */
function failureOf(fault: unknown): MailError {
  const response = fault instanceof Error && 'responseCode' in fault ? Number(fault.responseCode) : null;
  const reason = fault instanceof Error ? fault.message : String(fault);
  return new MailError(response !== null && response >= 500 ? 'refused' : 'unreachable', reason);
}
