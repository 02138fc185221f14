/** Activities are made by hand and changed; of a step's activity only what is not the step's own (behaviour 7.2). */
import { sql } from 'kysely';
import { type ActivityFields, ProtocolError, phrase, type User } from '../../../lib/protocol/index.ts';
import type { Performer } from '../../engine/model.ts';
import type { Tx } from '../../store/store.ts';
import { changeTask, type Occasion, type TaskChange } from '../hand-over.ts';
import { requirePerformer } from '../performers.ts';
import type { PageRow } from '../tasks.ts';
import { readCategories } from './categories.ts';
import { movedWith } from './period.ts';
import { type ActivityRow, readActivities } from './read.ts';
import { lockActivity, unfit } from './requirements.ts';
import { toViewer } from './viewer.ts';

/** Makes an activity under an id of the client's; the follow-up of another one has its author (behaviour 7.3). */
export async function createActivity(
  { around, tx, user }: Occasion,
  id: string,
  fields: ActivityFields,
  follows: string | null,
): Promise<void> {
  const { title, start, due } = fields;
  if (title === undefined) throw unfit('title', phrase('a-title'), phrase('nothing'));
  if (start === undefined) throw unfit('start', phrase('a-start'), phrase('nothing'));
  if (due === undefined) throw unfit('due', phrase('an-end'), phrase('nothing'));
  requireOrder(new Date(start), new Date(due));
  const performer = performerOf(fields, { user: user.id, role: null });
  await requirePerformer(tx, performer);
  const categories = await readCategories(tx);
  const category = fields.category ?? categories[0]?.name ?? '';
  requireCategory(categories, category);
  const made = await tx
    .insertInto('activity')
    .values({
      ...{ id, task: null, title, category, description: fields.description ?? null },
      ...{ owner: performer.user, role: performer.role },
      author: follows === null ? user.id : await authorOf(tx, user, follows),
      ...{ start: new Date(start), due: new Date(due), created_at: around.now(), ended_at: null },
      ...{ status: fields.status ?? 'not-started', result: null, details: fields.details ?? null },
      ...{ priority: fields.priority ?? 'medium', show_in_calendar: fields.showInCalendar ?? true },
      ...remindersOf(NO_REMINDERS, new Date(start), fields),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw unfit('activity', phrase('an-unused-id'), id);
  await writeLists(tx, id, fields);
}

/** Who made an activity that this user may see. */
async function authorOf(tx: Tx, user: User, activity: string): Promise<string> {
  const [found] = await readActivities(tx, await toViewer(tx, user), [activity]);
  // It may be gone by the time that its follow-up arrives, which then stands for itself.
  return found?.author?.id ?? user.id;
}

/** Changes an activity that the user may change; throws `activity-unknown`, `activity-closed` and `not-allowed`. */
export async function changeActivity(occasion: Occasion, id: string, fields: ActivityFields): Promise<void> {
  const { tx } = occasion;
  const { row, task } = await lockActivity(occasion, id);
  const reopens = fields.status !== undefined;
  if (row.ended_at !== null && !reopens)
    throw new ProtocolError('activity-closed', {
      ...{ status: phrase(row.status), at: { moment: row.ended_at.toISOString() } },
    });
  const start = fields.start === undefined ? row.start : new Date(fields.start);
  const due = fields.due === undefined ? keptDue(row, start) : new Date(fields.due);
  requireOrder(start, due ?? start);
  await tx
    .updateTable('activity')
    .set({
      ...(fields.priority && { priority: fields.priority }),
      ...(fields.showInCalendar !== undefined && { show_in_calendar: fields.showInCalendar }),
      ...(fields.details !== undefined && { details: fields.details }),
      ...(reopens && { status: fields.status, ended_at: null, result: null }),
      ...remindersOf(row, start, fields),
    })
    .where('id', '=', id)
    .execute();
  await writeLists(tx, id, fields);
  const performer = performerOf(fields, { user: row.owner, role: row.role });
  if (task === null) await changeManual(tx, row, { ...fields, performer, start, due: due ?? start });
  else await changeStep(occasion, task, row, { ...fields, performer, start, due });
}

type Worked = ActivityFields & { performer: Performer };

async function changeManual(
  tx: Tx,
  row: ActivityRow,
  { performer, start, due, ...fields }: Omit<Worked, 'start' | 'due'> & { start: Date; due: Date },
): Promise<void> {
  const { category = row.category, title = row.title, description = row.description } = fields;
  if (category !== row.category) requireCategory(await readCategories(tx), category);
  if (performer.user !== row.owner || performer.role !== row.role) await requirePerformer(tx, performer);
  const { user: owner, role } = performer;
  await tx
    .updateTable('activity')
    .set({ title, category, description, start, due, owner, role })
    .where('id', '=', row.id)
    .execute();
}

/** What stands with the task moves with the task. */
async function changeStep(
  occasion: Occasion,
  task: PageRow,
  row: ActivityRow,
  {
    performer,
    start,
    due,
    title = row.title,
    ...fields
  }: Omit<Worked, 'start' | 'due'> & { start: Date; due: Date | null },
): Promise<void> {
  for (const field of ['category', 'description'] as const) {
    const wanted = fields[field];
    if (wanted !== undefined && wanted !== row[field])
      throw unfit(field, phrase('as-the-step-says'), wanted ?? phrase('nothing'));
  }
  const change: TaskChange = { performer: null, plan: null };
  if (performer.user !== row.owner || performer.role !== row.role) {
    await requirePerformer(occasion.tx, performer);
    change.performer = performer;
  }
  const reminders = remindersOf(row, start, fields);
  const moves = start.getTime() !== row.start.getTime() || due?.getTime() !== row.due?.getTime();
  if (moves || title !== row.title)
    change.plan = {
      ...{ title, start, due },
      activity: {
        ...{
          id: row.id,
          fresh: false,
          remindAt: reminders.remind_at,
          remindAuthorAt: reminders.remind_author_at,
        },
        showInCalendar: fields.showInCalendar ?? row.show_in_calendar,
      },
    };
  await changeTask(occasion, task, change);
}

/** Who is named; of whom nothing is said stays. */
function performerOf({ owner, role }: ActivityFields, now: Performer): Performer {
  if (owner === undefined && role === undefined) return now;
  // Another role has other members, and a role alone waits for any of them.
  const kept = role === undefined || role === now.role ? now.user : null;
  return { user: owner === undefined ? kept : owner, role: role === undefined ? now.role : role };
}

/** An end that is not said moves with the start. */
function keptDue({ start: before, due }: ActivityRow, start: Date): Date | null {
  return due === null ? null : new Date(due.getTime() + start.getTime() - before.getTime());
}

type Reminding = Pick<ActivityRow, 'remind_at' | 'remind_author_at' | 'start'>;
const NO_REMINDERS: Reminding = { remind_at: null, remind_author_at: null, start: new Date(0) };

/** A reminder of which nothing is said stays so long before the start. */
function remindersOf(
  before: Reminding,
  start: Date,
  { remindAt, remindAuthorAt }: Pick<ActivityFields, 'remindAt' | 'remindAuthorAt'>,
): Pick<Reminding, 'remind_at' | 'remind_author_at'> {
  const moment = (said: string | null | undefined, kept: Date | null) => {
    if (said === undefined) return movedWith(kept, before.start, start);
    return said === null ? null : new Date(said);
  };
  return {
    remind_at: moment(remindAt, before.remind_at),
    remind_author_at: moment(remindAuthorAt, before.remind_author_at),
  };
}

function requireOrder(start: Date, due: Date): void {
  if (due < start) throw unfit('due', phrase('an-end-after-start'), { moment: due.toISOString() });
}

function requireCategory(categories: readonly { name: string }[], category: string): void {
  if (categories.some(({ name }) => name === category)) return;
  const names = categories.map(({ name }) => name).join(', ');
  throw unfit('category', phrase('one-of', { names }), category);
}

/** Participants and connected records, where they are given. */
async function writeLists(
  tx: Tx,
  activity: string,
  { participants, connected }: ActivityFields,
): Promise<void> {
  if (participants !== undefined) {
    const accounts = [...new Set(participants)];
    await tx.deleteFrom('activity_participant').where('activity', '=', activity).execute();
    const { rows } = await sql<{ account: string }>`
      insert into activity_participant (activity, account)
      select ${activity}, id from account where id = any(${accounts}::text[]) returning account`.execute(tx);
    const missing = accounts.find((account) => !rows.some((row) => row.account === account));
    if (missing !== undefined) throw unfit('participants', phrase('known-people'), missing);
  }
  if (connected === undefined) return;
  await tx.deleteFrom('activity_record').where('activity', '=', activity).execute();
  if (connected.length === 0) return;
  await tx
    .insertInto('activity_record')
    .values(connected.map((record) => ({ activity, ...record })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
