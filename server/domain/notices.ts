/**
 * Mails about approvals (behaviour 1.8): to whoever has to decide, and about what was decided. They never hold
 * anything up: one that cannot be sent is tried again for some days and then given up.
 */
import { type Address, readAddress, splitAddresses } from '../../lib/email/addresses.ts';
import type { Decision, Submission } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import { type Mail, MailError } from '../mail/mailer.ts';
import type { Db } from '../store/store.ts';
import type { TextKey } from '../texts/texts.ts';
import type { Change } from './change.ts';
import type { Errands } from './errands.ts';
import { type About, due, inWordsOf, type MailReader, matter, UNKNOWN } from './notice-words.ts';
import { readAudience } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readTasks } from './tasks.ts';

type Notice = Pick<Mail, 'to' | 'subject' | 'text' | 'id'>;

const GIVEN_UP_MS = 3 * 24 * 60 * 60_000;

/** Has whoever decides from now on asked, where the author wants that; who made it theirs needs no mail. */
export function askForDecision(
  { errands, actor, at }: Change,
  { id, content }: Pick<PageRow, 'id' | 'content'>,
  performer: Performer,
): void {
  if (content.kind !== 'approval' || !content.notices.approver) return;
  if (performer.user !== null && performer.user === actor?.id) return;
  errands.push({ name: 'notice', payload: { task: id, at: at.toISOString(), decided: null } });
}

/** Has those told what was decided whom the author names. */
export function tellDecision(
  { errands, actor, at }: Change,
  { id, content }: PageRow,
  submission: Submission,
): void {
  if (submission.kind !== 'approval' || content.kind !== 'approval' || content.notices.result === null)
    return;
  const { decision, comment } = submission;
  const decided = { decision, comment, by: actor?.name ?? '' };
  errands.push({ name: 'notice', payload: { task: id, at: at.toISOString(), decided } });
}

/** Sends the mails of one notice that have not been sent yet; who must try again throws. */
export async function sendNotice(
  around: Surroundings,
  { task: id, at, decided }: Errands['notice'],
): Promise<void> {
  const { db } = around.store;
  const [task] = await readTasks(db, [id]);
  if (!around.mailer?.ready || task?.content.kind !== 'approval') return;
  const about = { ...task, content: task.content };
  const notices = decided === null ? await askers(db, about) : await results(db, about, decided);
  for (const notice of notices) await sendOnce(around, notice, new Date(at));
}

/** One mail to everybody who can decide: nobody learns the addresses of the others. */
async function askers(db: Db, task: About): Promise<Notice[]> {
  // Somebody was faster than the mail.
  if (task.ended_at !== null) return [];
  // What one of the role has taken is theirs to decide.
  const { performer_user: user, performer_role: role } = task;
  const audience = await readAudience(db, user === null ? { user, role } : { user, role: null });
  if (audience.length === 0) return [];
  const people = await db
    .selectFrom('account')
    .select(['id', 'name', 'email', 'language', 'time_zone as timeZone'])
    .where('id', 'in', audience)
    .where('active', '=', true)
    .execute();
  return people.flatMap(({ id, name, email, ...reader }) => {
    const address = readAddress(email ?? '')?.address;
    if (address === undefined) return [];
    const said = inWordsOf(task, reader);
    const { purpose } = said.task.content;
    const text = lines([
      purpose ?? said.texts.text('mailApprove'),
      '',
      ...matter(said),
      ...due(said, task.due),
    ]);
    return [{ to: [{ name, address }], subject: said.task.title, text, id: `${task.id}.asked.${id}` }];
  });
}

/** One mail to each: they may not read the same language. */
async function results(
  db: Db,
  task: About,
  { decision, by, comment }: NonNullable<Errands['notice']['decided']>,
): Promise<Notice[]> {
  const to = splitAddresses(task.content.notices.result ?? '').flatMap((one) => readAddress(one) ?? []);
  const readers = await readersOf(db, to);
  return to.map((address, index) => {
    const said = inWordsOf(task, readers.get(address.address.toLowerCase()) ?? UNKNOWN);
    const [about, who] = RESULT_WORDS[decision];
    const text = lines([
      said.texts.text(who, by),
      ...(comment === null ? [] : [comment]),
      '',
      ...matter(said),
    ]);
    const subject = said.texts.text(about, said.task.title);
    return { to: [address], subject, text, id: `${task.id}.decided.${index}` };
  });
}

const RESULT_WORDS = {
  approved: ['mailApproved', 'mailApprovedBy'],
  rejected: ['mailRejected', 'mailRejectedBy'],
} as const satisfies Record<Decision, [TextKey, TextKey]>;

/** How those read whose accounts have these addresses; an address that several accounts have tells nothing. */
async function readersOf(db: Db, to: readonly Address[]): Promise<Map<string, MailReader>> {
  if (to.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(({ fn }) => [fn<string>('lower', ['email']).as('email'), 'language', 'time_zone as timeZone'])
    .where('active', '=', true)
    .where(
      ({ fn }) => fn('lower', ['email']),
      'in',
      to.map(({ address }) => address.toLowerCase()),
    )
    .execute();
  const known = Map.groupBy(rows, ({ email }) => email);
  return new Map(
    [...known].flatMap(([email, [first, ...more]]) => (first && more.length === 0 ? [[email, first]] : [])),
  );
}

const lines = (all: readonly string[]) => all.join('\n');

/** Notes what has been sent, so that an errand that is carried out again sends it to nobody twice. */
async function sendOnce(
  { store: { db }, mailer, now }: Surroundings,
  notice: Notice,
  since: Date,
): Promise<void> {
  const key = `notice:${notice.id}`;
  const known = await db.selectFrom('action_once').select('key').where('key', '=', key).executeTakeFirst();
  if (known) return;
  try {
    await mailer?.send({
      ...{ from: null, replyTo: null, cc: [], bcc: [], importance: 'normal' },
      ...notice,
    });
  } catch (fault) {
    const passes = fault instanceof MailError && fault.reason === 'unreachable';
    if (passes && now().getTime() - since.getTime() < GIVEN_UP_MS) throw fault;
  }
  await db
    .insertInto('action_once')
    .values({ key, state: 'done', outputs: null, at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
