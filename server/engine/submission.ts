/** Checks what a person submits against the page they were shown. Nothing is changed before this passes. */
import { readAddress } from '../../lib/email/addresses.ts';
import type { Today } from '../../lib/forms/faults.ts';
import {
  type Choice,
  type Detail,
  type MailPart,
  type PageContent,
  phrase,
  type Submission,
} from '../../lib/protocol/index.ts';
import { SENT } from './fixed-outcomes.ts';
import { own } from './invariant.ts';
import { SAVED, type Value, type Values } from './model.ts';
import { completing } from './planned-outcomes.ts';
import { submittedPage, variablesOf } from './submitted-page.ts';
import { shown, unfit } from './unfit.ts';

/** A submission that fits, in the words of the engine's `complete` command. */
export interface SubmissionReading {
  outcome: string | string[];
  variables: Values;
}

type ContentOf<Kind extends PageContent['kind']> = Extract<PageContent, { kind: Kind }>;
type SubmissionOf<Kind extends Submission['kind']> = Extract<Submission, { kind: Kind }>;

/**
 * The outcome and the variables of a submission. Throws `ProtocolError('submission-unfit')` with the key of
 * the field that does not fit; `answers`, `button`, `result`, `comment` and `kind` name the parts that are no fields.
 *
 * ```ts
 * readSubmission(content, { kind: 'user-dialog', answers: ['yes'] }, now) // { outcome: 'yes', variables: {} }
 * ```
 */
export function readSubmission(content: PageContent, submission: Submission, now: Date): SubmissionReading {
  if (content.kind === 'user-dialog' && submission.kind === 'user-dialog') return dialog(content, submission);
  if (content.kind === 'auto-generated-page' && submission.kind === 'auto-generated-page')
    return page(content, submission, now);
  if (content.kind === 'pre-configured-page' && submission.kind === 'pre-configured-page')
    return page(content, submission, now);
  if (content.kind === 'perform-task' && submission.kind === 'perform-task')
    return activity(content, submission);
  if (content.kind === 'approval' && submission.kind === 'approval') return approval(content, submission);
  if (content.kind === 'open-edit-page' && submission.kind === 'open-edit-page')
    return recordPage(content, submission);
  if (content.kind === 'send-email' && submission.kind === 'send-email') return mail(content, submission);
  throw unfit('kind', phrase('the-kind'), phrase('entries-of-kind', { kind: content.kind }), submission.kind);
}

function dialog(
  content: ContentOf<'user-dialog'>,
  { answers }: SubmissionOf<'user-dialog'>,
): SubmissionReading {
  const label = phrase('the-answer');
  for (const answer of answers) expectChoice('answers', label, content.answers, answer);
  const chosen = content.answers.map(({ code }) => code).filter((code) => answers.includes(code));
  if (chosen.length < answers.length)
    throw unfit('answers', label, phrase('every-answer-once'), phrase('one-twice'));
  if (content.required && chosen.length === 0)
    throw unfit(
      'answers',
      label,
      phrase(content.multiple ? 'an-answer-at-least' : 'one-answer'),
      phrase('none'),
    );
  if (content.multiple) return { outcome: chosen, variables: {} };
  if (chosen.length > 1) throw unfit('answers', label, phrase('one-answer'), chosen.length);
  return { outcome: chosen[0] ?? '', variables: {} };
}

function page(
  content: ContentOf<'auto-generated-page'> | ContentOf<'pre-configured-page'>,
  { button: code, values }: SubmissionOf<'auto-generated-page'> | SubmissionOf<'pre-configured-page'>,
  now: Date,
): SubmissionReading {
  expectChoice('button', phrase('the-button'), completing(content.buttons), code);
  const seen = submittedPage(content, values);
  const button = seen.buttons.find((shownButton) => shownButton.code === code);
  if (button === undefined || button.enabled === false)
    throw unfit('button', phrase('the-button'), phrase('a-pressable-button'), code);
  const written = variablesOf(content, seen, values, button.validates, earliestToday(now));
  const outputs = content.kind === 'pre-configured-page' ? content.outputs : {};
  const variables = Object.entries(written).map(([key, value]) => [own(outputs, key) ?? key, value]);
  return { outcome: code, variables: Object.fromEntries(variables) };
}

/** Somewhere on earth it is still that day: what is past there is past for everybody. */
function earliestToday(now: Date): Today {
  const [hour, at] = [3_600_000, now.getTime()];
  return { day: new Date(at - 12 * hour).toISOString().slice(0, 10), begins: at - 36 * hour };
}

function activity(
  content: ContentOf<'perform-task'>,
  { result }: SubmissionOf<'perform-task'>,
): SubmissionReading {
  expectChoice('result', phrase('the-result'), content.results, result);
  return { outcome: result, variables: {} };
}

/** Rejecting says why; approving only where the author wants it (behaviour 1.8). */
function approval(
  content: ContentOf<'approval'>,
  { decision, comment }: SubmissionOf<'approval'>,
): SubmissionReading {
  const { key, required } = content.comment;
  const said = comment?.trim() || null;
  if (said === null && (required || decision === 'rejected'))
    throw unfit(
      'comment',
      phrase('the-comment'),
      phrase(decision === 'rejected' ? 'a-reason' : 'a-text'),
      phrase('nothing'),
    );
  return { outcome: decision, variables: key === null ? {} : { [key]: said } };
}

/** Said by the person, where nobody else can read the record. */
function recordPage(
  { results }: ContentOf<'open-edit-page'>,
  { result }: SubmissionOf<'open-edit-page'>,
): SubmissionReading {
  if (results.length === 0 && result === null) return { outcome: SAVED, variables: {} };
  expectChoice('result', phrase('the-result'), results, result ?? '');
  return { outcome: result ?? '', variables: {} };
}

/** What is sent has somebody to go to and something to be called; a process can go on with its parts. */
function mail({ outputs }: ContentOf<'send-email'>, sent: SubmissionOf<'send-email'>): SubmissionReading {
  for (const part of ['to', 'cc', 'bcc'] as const) {
    const wrong = sent[part].find((address) => readAddress(address) === null);
    if (wrong !== undefined)
      throw unfit(part, phrase('a-recipient'), phrase('an-email-address'), shown(wrong));
  }
  if (sent.to.length === 0)
    throw unfit('to', phrase('the-recipients'), phrase('one-at-least'), phrase('none'));
  if (sent.subject.trim() === '')
    throw unfit('subject', phrase('the-subject'), phrase('a-text'), phrase('nothing'));
  const parts: Record<MailPart, Value> = {
    ...{ to: sent.to.join(', '), cc: sent.cc.join(', '), bcc: sent.bcc.join(', ') },
    ...{ subject: sent.subject, body: sent.body },
  };
  const wanted = Object.entries(outputs) as [MailPart, string][];
  return {
    outcome: SENT.code,
    variables: Object.fromEntries(wanted.map(([part, variable]) => [variable, parts[part]])),
  };
}

function expectChoice(field: string, name: Detail, choices: Choice[], code: string): void {
  if (choices.some((choice) => choice.code === code)) return;
  const names = choices.map((choice) => choice.code).join(', ');
  throw unfit(field, name, phrase('one-of', { names }), shown(code));
}
