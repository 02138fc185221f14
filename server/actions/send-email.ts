/** Send e-mail without a person (behaviour 1.7): by SMTP, plain text. */
import * as z from 'zod';
import { type Address, readAddress, splitAddresses } from '../../lib/email/addresses.ts';
import { MailError, type Mailer } from '../mail/mailer.ts';
import { type Action, ActionError } from './action.ts';
import { OptionalText, RequiredText, readInputs } from './inputs.ts';

const toAddresses = (text: string | null): (Address | null)[] => splitAddresses(text ?? '').map(readAddress);
const areAddresses = (read: (Address | null)[]): read is Address[] => read.every((one) => one !== null);
const ADDRESSES = 'addresses with commas between them';

const Recipients = OptionalText.transform(toAddresses).refine(areAddresses, ADDRESSES);

const Settings = {
  from: OptionalText.refine((text) => text === null || readAddress(text) !== null, 'an address').transform(
    (text) => (text === null ? null : readAddress(text)),
  ),
  to: RequiredText.transform(toAddresses)
    .refine(areAddresses, ADDRESSES)
    .refine((all) => all.length > 0, ADDRESSES),
  cc: Recipients,
  bcc: Recipients,
  subject: RequiredText,
  body: RequiredText,
  importance: OptionalText.transform((text) => text ?? 'normal').pipe(z.enum(['low', 'normal', 'high'])),
  'on-error': OptionalText,
};

/** Makes the action. With `on-error` *ignore* it is done after the first attempt, whatever comes of it. */
export function sendEmail(mailer: Mailer): Action {
  return async (inputs, { key }) => {
    const { 'on-error': policy, body: text, ...rest } = readInputs(inputs, Settings);
    try {
      // The same id for every attempt: a mailbox that has it shows one mail.
      await mailer.send({ ...rest, text, replyTo: null, id: key.replace(':', '.') });
      return { success: true };
    } catch (fault) {
      if (!(fault instanceof MailError)) throw fault;
      if (policy === 'ignore') return { success: false };
      throw failureOf(fault);
    }
  };
}

function failureOf({ reason, message }: MailError): ActionError {
  if (reason === 'no-server')
    return new ActionError(`Expected a mail server, got ${message}, then retry the step.`, {
      ...{ retryable: false, code: 'no-mail-server' },
    });
  return new ActionError(`Expected the mail server to take the mail, got: ${message}`, {
    ...{ retryable: reason === 'unreachable', code: 'mail-refused' },
  });
}
