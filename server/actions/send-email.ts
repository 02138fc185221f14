/** Send e-mail without a person (behaviour 1.7): by SMTP, plain text. */
import { createTransport } from 'nodemailer';
import type { Values } from '../../lib/protocol/index.ts';
import { type Action, ActionError } from './action.ts';
import { OptionalText, RequiredText, readInputs } from './inputs.ts';

/** How mail leaves this server. */
export interface MailSettings {
  /** `smtp://user:password@host:587`; null: no mail can be sent. */
  smtpUrl: string | null;
  from: string;
}

/** A line break in a variable must not add anybody: it would end the header. */
const isLine = (text: string | null) => text === null || !/[\r\n]/.test(text);
const ADDRESSES = 'addresses in one line';

const Settings = {
  to: RequiredText.refine(isLine, ADDRESSES),
  cc: OptionalText.refine(isLine, ADDRESSES),
  bcc: OptionalText.refine(isLine, ADDRESSES),
  subject: RequiredText.transform((text) => text.replace(/\s+/g, ' ')),
  body: RequiredText,
  'on-error': OptionalText,
};

/** Makes the action. */
export function sendEmail({ smtpUrl, from }: MailSettings): Action {
  const transport = smtpUrl === null ? null : createTransport(smtpUrl);
  return async (inputs, { key }) => {
    const { 'on-error': policy, body: text, ...rest } = readInputs(inputs, Settings);
    try {
      if (!transport) throw noServer();
      // The same id for every attempt: a mailbox that has it shows one mail.
      await transport.sendMail({
        ...given(rest),
        from,
        text,
        messageId: `<${key.replace(':', '.')}@throughline>`,
      });
      return { success: true };
    } catch (fault) {
      const failure = failureOf(fault);
      if (policy === 'ignore' && !failure.retryable) return { success: false };
      throw failure;
    }
  };
}

function given(rest: Record<string, string | null>): Values {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
}

function noServer(): ActionError {
  return new ActionError(
    'Expected a mail server, got none. Set THROUGHLINE_SMTP_URL, start the server again, then retry the step.',
    { retryable: false, code: 'no-mail-server' },
  );
}

/** Answers from 500 on are for good (RFC 5321); everything else can pass. */
function failureOf(fault: unknown): ActionError {
  if (fault instanceof ActionError) return fault;
  const response = fault instanceof Error && 'responseCode' in fault ? Number(fault.responseCode) : null;
  const reason = fault instanceof Error ? fault.message : String(fault);
  return new ActionError(`Expected the mail server to take the mail, got: ${reason}`, {
    retryable: response === null || response < 500,
    code: 'mail-refused',
  });
}
