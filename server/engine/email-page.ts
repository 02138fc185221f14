/** The page of a *Send email* step (behaviour 1.7). */
import { readAddress } from '../../lib/email/addresses.ts';
import type { TaskPlan } from './definition.ts';
import type { PageContent, Values } from './model.ts';
import { optionalText, text, Unopenable } from './task-texts.ts';

type EmailPlan = Extract<TaskPlan, { kind: 'send-email' }>;

const MAX_BODY = 20_000;
const MAX_SUBJECT = 500;

/** The draft of a mail: what the author proposes, for the person to change. */
export function emailPage(values: Values, plan: EmailPlan): PageContent {
  const { kind, importance, outputs } = plan;
  const from = optionalText(values, plan.from)?.trim() || null;
  if (from !== null && readAddress(from) === null)
    throw new Unopenable('content-invalid', `Expected the address of a sender, got "${from}"`);
  const [to = '', cc = '', bcc = ''] = [plan.to, plan.cc, plan.bcc].map(
    (list) => optionalText(values, list) ?? '',
  );
  const body = plan.body === null ? '' : text(values, plan.body, MAX_BODY);
  const subject = text(values, plan.subject).replace(/\s+/g, ' ').trim().slice(0, MAX_SUBJECT);
  const recipients = recipientsOf(values, plan);
  const mail: PageContent = { kind, from, to, cc, bcc, subject, body, importance, outputs };
  return recipients === null ? mail : { ...mail, recipients };
}

/** Without a system, such as where the instance has no record, recipients are written by hand. */
function recipientsOf(values: Values, { recipients }: EmailPlan) {
  if (recipients === undefined) return null;
  const [system = '', ...type] = text(values, recipients.place).trim().split(':');
  if (system === '' || type.length === 0) return null;
  return { system, type: type.join(':'), address: recipients.address };
}
