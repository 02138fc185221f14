/**
 * Files that people attach to the e-mails of their steps (behaviour 1.7). They are uploaded one by one and wait with the
 * task: its page says what is there, and all of it goes when the task ends.
 */
import {
  ATTACHMENTS,
  type Attachment,
  type PageContent,
  ProtocolError,
  phrase,
} from '../../lib/protocol/index.ts';
import { unfit } from '../engine/unfit.ts';
import type { Db, Tx } from '../store/store.ts';
import { attachmentName } from './attachment-name.ts';
import { Outbox } from './channels.ts';
import { lockInstance } from './instance-lock.ts';
import { readAudience, readUser } from './people.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readTasks, readWorkableTask, requireOpen, toPage } from './tasks.ts';

/** A file as it goes out. */
export interface AttachedFile {
  name: string;
  bytes: Buffer;
}

type Draft = Extract<PageContent, { kind: 'send-email' }>;

const NAME = phrase('the-attachments');
const megabytes = (bytes: number) => Math.ceil(bytes / 100_000) / 10;

/** What is attached to an open e-mail of this user. */
export async function listAttachments(
  { store: { db } }: Surroundings,
  actor: string,
  task: string,
): Promise<Attachment[]> {
  return draftOf(await readWorkableTask(db, await readUser(db, actor), task)).attachments ?? [];
}

/** Attaches a file; the same id again changes nothing. Gives what is attached now. */
export function attach(
  around: Surroundings,
  actor: string,
  task: string,
  file: AttachedFile & { id: string },
): Promise<Attachment[]> {
  const { id, bytes } = file;
  return amend(around, actor, task, async (tx, known) => {
    if (known.some((one) => one.id === id)) return known;
    const all = [...known, { id, name: attachmentName(file.name), size: bytes.length }];
    if (all.length > ATTACHMENTS.files)
      throw unfit('attachments', NAME, phrase('files-at-most', { limit: ATTACHMENTS.files }), all.length);
    const size = all.reduce((sum, one) => sum + one.size, 0);
    if (size > ATTACHMENTS.bytes)
      throw unfit(
        'attachments',
        NAME,
        phrase('megabytes-at-most', { limit: megabytes(ATTACHMENTS.bytes) }),
        phrase('megabytes', { size: megabytes(size) }),
      );
    await tx.insertInto('task_attachment').values({ task, id, bytes }).execute();
    return all;
  });
}

/** Takes a file away; one that is not there is gone already. Gives what is attached now. */
export function detach(around: Surroundings, actor: string, task: string, id: string): Promise<Attachment[]> {
  return amend(around, actor, task, async (tx, known) => {
    await tx.deleteFrom('task_attachment').where('task', '=', task).where('id', '=', id).execute();
    return known.filter((one) => one.id !== id);
  });
}

/** The files that are to be sent, in their order; throws `submission-unfit` when one is not there. */
export async function readAttached(
  db: Db,
  { id: task, content }: PageRow,
  ids: readonly string[],
): Promise<AttachedFile[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('task_attachment')
    .select(['id', 'bytes'])
    .where('task', '=', task)
    .where('id', 'in', ids)
    .execute();
  const listed = content.kind === 'send-email' ? (content.attachments ?? []) : [];
  return [...new Set(ids)].map((id) => {
    const [row, about] = [rows.find((one) => one.id === id), listed.find((one) => one.id === id)];
    if (row && about) return { name: about.name, bytes: row.bytes };
    throw unfit('attachments', NAME, phrase('attached-files'), phrase('a-removed-file'));
  });
}

/** Changes what is attached, one change after the other, and tells everybody who may have the page open. */
function amend(
  around: Surroundings,
  actor: string,
  id: string,
  change: (tx: Tx, known: Attachment[]) => Promise<Attachment[]>,
): Promise<Attachment[]> {
  return around.store.db.transaction().execute(async (tx) => {
    const user = await readUser(tx, actor);
    const { instance } = await readWorkableTask(tx, user, id);
    await lockInstance(around, tx, instance);
    const task = await readWorkableTask(tx, user, id);
    const draft = draftOf(task);
    const known = draft.attachments ?? [];
    const attachments = await change(tx, known);
    if (attachments.length === known.length) return known;
    const content = JSON.stringify({ ...draft, attachments });
    await tx.updateTable('task').set({ content }).where('id', '=', id).execute();
    const outbox = new Outbox();
    const performers = await readAudience(tx, { user: task.performer_user, role: task.performer_role });
    for (const row of await readTasks(tx, [id]))
      outbox.add([...new Set([...performers, actor])], { type: 'page.replaced', page: toPage(row) });
    await outbox.publish(tx);
    return attachments;
  });
}

function draftOf(task: PageRow): Draft {
  requireOpen(task);
  if (task.content.kind === 'send-email') return task.content;
  throw new ProtocolError('step-unfit', {
    expected: phrase('sends-email'),
    got: phrase('of-kind', { kind: task.content.kind }),
  });
}
