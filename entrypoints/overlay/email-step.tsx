import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { useClient, useLive } from '../../components/client.tsx';
import { focusFirstInvalid } from '../../components/field.tsx';
import { text } from '../../components/text.ts';
import { TextArea } from '../../components/text-area.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { splitAddresses, wrongAddresses } from '../../lib/email/addresses.ts';
import { errorText } from '../../lib/error-text/error-text.ts';
import { mailDraft } from '../../lib/messaging/contract.ts';
import type { Attachment, MailPart, PageContent, Values } from '../../lib/protocol/index.ts';
import { AttachmentList } from './attachment-list.tsx';
import { RecipientsInput } from './recipients-input.tsx';
import { StepFrame } from './step-frame.tsx';
import type { StepProps } from './step-page.tsx';
import { useAttachments } from './use-attachments.ts';

type Email = Extract<PageContent, { kind: 'send-email' }>;
type Mail = Record<MailPart, string>;
type Faults = Partial<Record<MailPart, string>>;

const NO_FILES: readonly Attachment[] = [];
const RECIPIENTS = ['to', 'cc', 'bcc'] as const;
const LABELS = { to: 'emailTo', cc: 'emailCc', bcc: 'emailBcc' } as const;
const MOST_RECIPIENTS = 50;

/** Send email (behaviour 1.7): the author's draft, changed as the person likes; sending it completes the step. */
export function EmailStep(props: StepProps<Email>) {
  const { content, draft, submitting } = props;
  const client = useClient();
  const task = props.page.task.id;
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const mail = mailOf(content, draft.values);
  const [copies, setCopies] = useState(mail.cc !== '' || mail.bcc !== '');
  const readonly = submitting.phase !== 'editing';
  const [corrected, setCorrected] = useState<string | null>(null);
  const attached = useAttachments(props.page.task.id, content.attachments ?? NO_FILES);
  const refusal = submitting.error ? errorText(submitting.error) : '';
  const field = submitting.error?.field ?? null;
  const refused = field !== null && field in mail ? (field as MailPart) : null;
  const shown = refused && corrected !== refusal ? { [refused]: refusal, ...faults } : faults;

  useEffect(() => {
    if (refused && form.current) focusFirstInvalid(form.current);
  }, [refused, refusal]);

  const change = (part: MailPart, words: string) => {
    setFaults(({ [part]: _, ...others }) => others);
    if (part === refused) setCorrected(refusal);
    draft.save(mailDraft({ ...mail, [part]: words }));
  };

  const send = (event: { isTrusted: boolean }) => {
    const found = faultsOf(mail);
    setFaults(found);
    if (found.cc || found.bcc) setCopies(true);
    if (Object.keys(found).length > 0) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    if (!attached.settled()) return;
    setCorrected(null);
    const attachments = attached.files.map(({ id }) => id);
    const { subject, body } = mail;
    const [to, cc, bcc] = [splitAddresses(mail.to), splitAddresses(mail.cc), splitAddresses(mail.bcc)];
    const words = { to, cc, bcc, subject: subject.trim(), body };
    submitting.send(event, { kind: 'send-email', ...words, attachments });
  };

  return (
    <StepFrame
      {...props}
      formRef={form}
      errorAtField={refused !== null}
      entered={() => enteredText(mail)}
      buttons={
        <Button look="primary" icon="queued" disabled={readonly} onClick={send}>
          {text('emailSend')}
        </Button>
      }
    >
      <Senders content={content} />
      {RECIPIENTS.filter((part) => part === 'to' || copies).map((part) => {
        const shared = {
          ...{ name: part, label: text(LABELS[part]), required: part === 'to', value: mail[part], readonly },
          ...{ error: shown[part] ?? null, onInput: (words: string) => change(part, words) },
        };
        if (!content.recipients)
          return (
            <TextInput
              key={part}
              {...shared}
              help={part === 'to' ? text('emailToHelp') : null}
              maxLength={4000}
            />
          );
        return (
          <RecipientsInput
            key={part}
            {...shared}
            help={part === 'to' ? text('emailToFindHelp') : null}
            find={async (words) =>
              (await client.lookUp({ type: 'lookup.search', task, field: part, text: words })).found
            }
          />
        );
      })}
      {!copies && !readonly && (
        <div class="quiet-line">
          <Button look="quiet" icon="add" onClick={() => setCopies(true)}>
            {text('emailCopies')}
          </Button>
        </div>
      )}
      <TextInput
        name="subject"
        label={text('emailSubject')}
        required
        value={mail.subject}
        readonly={readonly}
        error={shown.subject ?? null}
        maxLength={500}
        onInput={(words) => change('subject', words)}
      />
      <TextArea
        name="body"
        label={text('emailBody')}
        value={mail.body}
        readonly={readonly}
        error={shown.body ?? null}
        maxLength={20_000}
        onInput={(words) => change('body', words)}
      />
      <AttachmentList {...attached} readonly={readonly} />
    </StepFrame>
  );
}

/** Whom it comes from, and who gets the answers. */
function Senders({ content }: { content: Email }) {
  const status = useLive({ kind: 'status' });
  const mine = status?.user?.email ?? null;
  const rows = [
    { label: text('emailFrom'), value: content.from },
    { label: text('emailReplies'), value: mine },
    { label: text('emailImportance'), value: importanceWords(content.importance) },
  ].filter(({ value }) => value !== null);
  if (rows.length === 0) return null;
  return (
    <dl class="step-facts">
      {rows.map(({ label, value }) => (
        <div key={label} class="step-fact">
          <dt>{label}</dt>
          <dd class="step-text">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function importanceWords(importance: Email['importance']): string | null {
  if (importance === 'normal') return null;
  return text(importance === 'high' ? 'emailHigh' : 'emailLow');
}

/** What was typed, else what the author proposes. */
function mailOf(content: Email, draft: Values | null): Mail {
  const part = (name: MailPart) => {
    const kept = draft?.[`$${name}`];
    return typeof kept === 'string' ? kept : content[name];
  };
  return { to: part('to'), cc: part('cc'), bcc: part('bcc'), subject: part('subject'), body: part('body') };
}

function faultsOf(mail: Mail): Faults {
  const faults: Faults = {};
  for (const part of RECIPIENTS) {
    const [wrong] = wrongAddresses(mail[part]);
    if (wrong !== undefined) faults[part] = text('emailWrongAddress', wrong);
    else if (splitAddresses(mail[part]).length > MOST_RECIPIENTS)
      faults[part] = text('emailTooMany', String(MOST_RECIPIENTS));
  }
  if (splitAddresses(mail.to).length === 0) faults.to = text('emailNobody');
  if (mail.subject.trim() === '') faults.subject = text('emailNoSubject');
  return faults;
}

function enteredText({ to, cc, bcc, subject, body }: Mail): string {
  const lines = [
    `${text('emailTo')}: ${to}`,
    cc && `${text('emailCc')}: ${cc}`,
    bcc && `${text('emailBcc')}: ${bcc}`,
    `${text('emailSubject')}: ${subject}`,
    `\n${body}`,
  ];
  return lines.filter(Boolean).join('\n');
}
