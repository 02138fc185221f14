/**
 * E-mails that people send as a step (behaviour 1.7). A mail leaves before its step is completed, so that a failure
 * comes back to the person with all they entered; it is noted first, so that a command that is sent again, or
 * carried out again after a crash, sends no second one.
 */
import { readAddress } from '../../lib/email/addresses.ts';
import { type Command, ProtocolError, type Submission, type User } from '../../lib/protocol/index.ts';
import { readSubmission } from '../engine/submission.ts';
import { MailError } from '../mail/mailer.ts';
import type { Db } from '../store/store.ts';
import { type AttachedFile, readAttached } from './attachments.ts';
import { isAnswered } from './command-answer.ts';
import { readUser } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readWorkableTask, requireOpen } from './tasks.ts';

type Letter = Extract<Submission, { kind: 'send-email' }>;
type Sending = Extract<Command, { type: 'task.complete' }> & { submission: Letter };

/** What is sent with a letter beside what the person wrote. */
interface Envelope {
  id: string;
  attachments: AttachedFile[];
}

/** Longer than a mail server is waited for: who has begun so long ago, and is not done, has died. */
const ABANDONED_MS = 90_000;

/** Whether the command sends a mail. */
export function sendsLetter(command: Command): command is Sending {
  return command.type === 'task.complete' && command.submission.kind === 'send-email';
}

/**
 * Sends the mail of a command, once. Throws what completing the step would throw, and a `ProtocolError` where the
 * mail is not taken: nothing has changed then.
 */
export async function sendLetter(
  around: Surroundings,
  actor: string,
  id: string,
  { task: taskId, submission }: Sending,
): Promise<void> {
  const { db } = around.store;
  if (await isAnswered(db, actor, id)) return;
  const user = await readUser(db, actor);
  const task = await readWorkableTask(db, user, taskId);
  requireOpen(task);
  readSubmission(task.content, submission, around.now());
  const key = `letter:${task.id}`;
  if (!(await begin(db, key, around.now()))) return;
  try {
    const attachments = await readAttached(db, task, submission.attachments ?? []);
    await send(around, user, task, { ...submission, id, attachments });
  } catch (fault) {
    await db.deleteFrom('action_once').where('key', '=', key).execute();
    throw fault instanceof MailError ? refusalOf(fault) : fault;
  }
  await db.updateTable('action_once').set({ state: 'done' }).where('key', '=', key).execute();
}

/** Whether it is ours to send; false: it is sent already. Throws while somebody else is sending it. */
async function begin(db: Db, key: string, at: Date): Promise<boolean> {
  const begun = await db
    .insertInto('action_once')
    .values({ key, state: 'begun', outputs: null, at })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ at })
        .where('action_once.state', '=', 'begun')
        .where('action_once.at', '<', new Date(at.getTime() - ABANDONED_MS)),
    )
    .returning('key')
    .executeTakeFirst();
  if (begun) return true;
  const known = await db.selectFrom('action_once').select('state').where('key', '=', key).executeTakeFirst();
  if (known?.state === 'done') return false;
  throw new ProtocolError('mail-underway');
}

function send(
  { mailer }: Surroundings,
  user: User,
  { content }: PageRow,
  { to, cc, bcc, subject, body, attachments, id }: Omit<Letter, 'attachments'> & Envelope,
): Promise<void> {
  if (!mailer?.ready || content.kind !== 'send-email')
    throw new MailError('no-server', 'no mail server is set');
  const addresses = (list: readonly string[]) => list.flatMap((text) => readAddress(text) ?? []);
  return mailer.send({
    from: readAddress(content.from ?? ''),
    // Answers go to the person, whoever the mail comes from.
    replyTo: user.email === null ? null : { name: user.name, address: user.email },
    ...{ to: addresses(to), cc: addresses(cc), bcc: addresses(bcc) },
    ...{ subject, text: body, importance: content.importance, attachments, id },
  });
}

function refusalOf({ reason, message }: MailError): ProtocolError {
  if (reason === 'no-server') return new ProtocolError('mail-unset');
  const problem = message.replace(/\s+/g, ' ').replace(/\.$/, '').slice(0, 300);
  return new ProtocolError(reason === 'refused' ? 'mail-refused' : 'mail-unreachable', { problem });
}
