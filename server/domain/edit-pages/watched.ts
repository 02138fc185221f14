/** Open steps on the page of a record of a CRM, as the server keeps them (behaviour 1.4). */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { LinkedRecord, PageContent, RecordRef, TaskPage } from '../../../lib/protocol/index.ts';
import type { RecordWatch } from '../../engine/model.ts';
import type { Db } from '../../store/store.ts';
import type { Outbox } from '../channels.ts';
import { readAudience } from '../people.ts';
import { readTasks, toPage, toTask } from '../tasks.ts';

export type EditPage = Extract<PageContent, { kind: 'open-edit-page' }>;

/** One such step with what it waits for. */
export interface WatchedTask {
  id: string;
  instance: string;
  step: string;
  content: EditPage;
  watch: RecordWatch;
  /** A mark of the record as it was when the step began; null: it has not been read yet. */
  seen: string | null;
  record: LinkedRecord | null;
}

/** The open step at this place; null: it is over, or is about no record. */
export async function readWatched(
  db: Db,
  { instance, step }: { instance: string; step: string },
): Promise<WatchedTask | null> {
  const { rows } = await selection(sql`instance = ${instance} and step = ${step}`).execute(db);
  return rows[0] ?? null;
}

/** The open step of this task; null as above. */
export async function readWatchedTask(db: Db, id: string): Promise<WatchedTask | null> {
  const { rows } = await selection(sql`id = ${id}`).execute(db);
  return rows[0] ?? null;
}

/** Where the open steps on a record are. */
export async function placesOn(
  db: Db,
  { system, type, id }: RecordRef,
): Promise<{ instance: string; step: string }[]> {
  const { rows } = await sql<{ instance: string; step: string }>`
    select instance, step from task where watch is not null and ended_at is null
      and content -> 'target' ->> 'system' = ${system} and content -> 'target' ->> 'type' = ${type}
      and content -> 'target' ->> 'id' = ${id}
    order by instance, step`.execute(db);
  return rows;
}

function selection(condition: RawBuilder<SqlBool>) {
  return sql<WatchedTask>`select id, instance, step, content, watch, seen, record from task
    where watch is not null and ended_at is null and ${condition}`;
}

/** What of it can change while it waits. */
export type PageChange = Partial<Pick<WatchedTask, 'content' | 'seen' | 'record'>>;

/**
 * Writes down what has become known of the record, and tells whoever may have the page open. Gives the page as it
 * is now; null when the step has ended meanwhile.
 */
export async function amendPage(
  db: Db,
  task: WatchedTask,
  change: PageChange,
  outbox: Outbox,
): Promise<TaskPage | null> {
  const { content = task.content, seen = task.seen, record = task.record } = change;
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const moved = !isSame(record, task.record);
  const changed = moved || !isSame(content, task.content);
  if (changed || seen !== task.seen)
    await db
      .updateTable('task')
      .set({ content: JSON.stringify(content), seen, record: record && JSON.stringify(record) })
      .where('id', '=', task.id)
      .where('ended_at', 'is', null)
      .execute();
  if (moved && record !== null) await connect(db, task, record);
  const [row] = await readTasks(db, [task.id]);
  if (!row || row.ended_at !== null) return null;
  const page = toPage(row);
  if (changed) {
    const audience = await readAudience(db, { user: row.performer_user, role: row.performer_role });
    if (moved) outbox.add(audience, { type: 'task.upserted', task: toTask(row) });
    outbox.add(audience, { type: 'page.replaced', page });
  }
  return page;
}

/** The instance is found on the record, and the record with the instance; the step's activity is in its history. */
async function connect(db: Db, { id: task, instance }: WatchedTask, record: LinkedRecord): Promise<void> {
  const { title, url, system, type, id } = record;
  await db
    .insertInto('instance_record')
    .values({ instance, ...record, how: 'task' })
    .onConflict((conflict) =>
      conflict.columns(['instance', 'system', 'type', 'id']).doUpdateSet({ title, url }),
    )
    .execute();
  await sql`insert into activity_record (activity, system, type, id, title, url)
    select activity, ${system}, ${type}, ${id}, ${title}, ${url} from task where id = ${task} and activity is not null
    on conflict (activity, system, type, id) do update set title = excluded.title, url = excluded.url`.execute(
    db,
  );
}
