/**
 * Mails about approvals (behaviour 1.8): to whoever has to decide, and about what was decided. They never hold
 * anything up: one that cannot be sent is tried again for some days and then given up.
 */
import { type Address, readAddress, splitAddresses } from '../../lib/email/addresses.ts';
import type { Decision, LinkedRecord, PageContent, Submission, Value } from '../../lib/protocol/index.ts';
import { DECISIONS } from '../engine/fixed-outcomes.ts';
import type { Performer } from '../engine/model.ts';
import { type Mail, MailError } from '../mail/mailer.ts';
import type { Db } from '../store/store.ts';
import type { Change } from './change.ts';
import type { Errands } from './errands.ts';
import { readAudience } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readTasks } from './tasks.ts';

type Approval = Extract<PageContent, { kind: 'approval' }>;
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
  const notices = decided === null ? await askers(db, about) : results(about, decided);
  for (const notice of notices) await sendOnce(around, notice, new Date(at));
}

type About = PageRow & { content: Approval };

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
    .select(['id', 'name', 'email'])
    .where('id', 'in', audience)
    .where('active', '=', true)
    .execute();
  const { purpose } = task.content;
  const text = lines([purpose ?? 'Approval required', '', ...matter(task), ...due(task.due)]);
  return people.flatMap(({ id, name, email }) => {
    const address = readAddress(email ?? '')?.address;
    if (address === undefined) return [];
    return [{ to: [{ name, address }], subject: task.title, text, id: `${task.id}.asked.${id}` }];
  });
}

function results(
  task: About,
  { decision, by, comment }: NonNullable<Errands['notice']['decided']>,
): Notice[] {
  const to = splitAddresses(task.content.notices.result ?? '').flatMap((one): Address[] => {
    const address = readAddress(one);
    return address === null ? [] : [address];
  });
  if (to.length === 0) return [];
  const label = labelOf(decision);
  const said = comment === null ? [] : [comment];
  const text = lines([`${label}: ${by}`, ...said, '', ...matter(task)]);
  return [{ to, subject: `${label}: ${task.title}`, text, id: `${task.id}.decided` }];
}

function labelOf(decision: Decision): string {
  return DECISIONS.find(({ code }) => code === decision)?.label ?? decision;
}

/** What it is about: what there is to decide by, the instance and the record. */
function matter({ content, caption, record }: About): string[] {
  return [
    ...content.facts.map(({ label, value }) => `${label}: ${written(value)}`),
    caption,
    ...linkTo(record),
  ];
}

function linkTo(record: LinkedRecord | null): string[] {
  if (record === null) return [];
  return [record.title ?? `${record.type} ${record.id}`, ...(record.url === null ? [] : [record.url])];
}

function due(at: Date | null): string[] {
  return at === null ? [] : ['', `Due: ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`];
}

function written(value: Value): string {
  if (value === null) return '–';
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
