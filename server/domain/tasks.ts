import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { ProtocolError, phrase, type Task, type TaskPage, type User } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';

/** A task's row together with the names that the protocol's `Task` carries. */
function selectTasks(db: Db) {
  return db
    .selectFrom('task')
    .innerJoin('instance', 'instance.id', 'task.instance')
    .innerJoin('definition', (join) =>
      join
        .onRef('definition.key', '=', 'instance.process')
        .onRef('definition.version', '=', 'instance.version'),
    )
    .leftJoin('account as performer', 'performer.id', 'task.performer_user')
    .leftJoin('role', 'role.id', 'task.performer_role')
    .leftJoin('account as ender', 'ender.id', 'task.ended_by')
    .select([
      'task.id',
      'task.step',
      'task.kind',
      'task.title',
      'task.titles',
      'task.hint',
      'task.performer_user',
      'task.performer_role',
      'task.record',
      'task.start',
      'task.due',
      'task.created_at',
      'task.ended_at',
      'task.ended_reason',
      'task.ended_by',
      'task.activity',
      'instance.id as instance',
      'instance.caption',
      'instance.process',
      'instance.version',
      'instance.revision',
      'definition.name as process_name',
      sql<Record<string, string> | null>`definition.facts->'names'`.as('process_names'),
      'performer.name as performer_name',
      'role.name as role_name',
      'ender.name as ender_name',
    ]);
}

/** One task as `selectTasks` reads it. */
export type TaskRow = Awaited<ReturnType<ReturnType<typeof selectTasks>['executeTakeFirstOrThrow']>>;

/** A task with what its page shows: too much for lists. */
function selectPages(db: Db) {
  return selectTasks(db).select(['task.content', 'task.translations', 'task.obstacle']);
}

/** One task as `selectPages` reads it. */
export type PageRow = Awaited<ReturnType<ReturnType<typeof selectPages>['executeTakeFirstOrThrow']>>;

/** The page of a task as it travels. */
export function toPage(row: PageRow): TaskPage {
  const { hint, content, translations, obstacle } = row;
  return {
    ...{ task: toTask(row), hint, content },
    ...(obstacle === 'record-gone' && { recordGone: true }),
    ...(translations && { translations }),
  };
}

/** The task as it travels. */
export function toTask(row: TaskRow): Task {
  const { performer_user: user, performer_role: role } = row;
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    ...(row.titles && { titles: row.titles }),
    process: {
      ...{ key: row.process, name: row.process_name, version: row.version },
      ...(row.process_names && { names: row.process_names }),
    },
    instance: { id: row.instance, caption: row.caption },
    performer: {
      user: user === null ? null : { id: user, name: row.performer_name ?? user },
      role: role === null ? null : { id: role, name: row.role_name ?? role },
    },
    record: row.record,
    start: row.start.toISOString(),
    due: row.due?.toISOString() ?? null,
    activity: row.activity,
    createdAt: row.created_at.toISOString(),
  };
}

/** A condition on `task`: the user performs it, by name, as a member of the role or for somebody who is away. */
function isMine(user: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(task.performer_user = ${user} or task.performer_role in
    (select role from account_role where account = ${user}) or task.performer_user in
    (select account from absence where deputy = ${user} and active))`;
}

/** The open tasks of a user: theirs and those of their roles, oldest first. */
export async function listTasks(db: Db, user: string): Promise<Task[]> {
  const rows = await selectTasks(db)
    .where('task.ended_at', 'is', null)
    .where(isMine(user))
    .orderBy('task.created_at')
    .orderBy('task.id')
    .execute();
  return rows.map(toTask);
}

/** Whether the user has or had a task in an instance. */
export async function hasTaskIn(db: Db, user: string, instance: string): Promise<boolean> {
  const found = await db
    .selectFrom('task')
    .select('id')
    .where('instance', '=', instance)
    .where(isMine(user))
    .executeTakeFirst();
  return found !== undefined;
}

/** Of an instance all tasks that somebody has or had, and whether they are this user's. */
export function readTasksOfInstance(db: Db, user: string, instance: string) {
  return selectTasks(db)
    .select(isMine(user).as('mine'))
    .where('task.instance', '=', instance)
    .orderBy('task.created_at')
    .execute();
}

/** The tasks with these ids and their pages, in no particular order. */
export async function readTasks(db: Db, ids: readonly string[]): Promise<PageRow[]> {
  if (ids.length === 0) return [];
  return selectPages(db).where('task.id', 'in', ids).execute();
}

/** The pages of those of these steps that still wait for a person. */
export async function readOpenPages(db: Db, instance: string, steps: readonly string[]): Promise<PageRow[]> {
  if (steps.length === 0) return [];
  return selectPages(db)
    .where('task.instance', '=', instance)
    .where('task.step', 'in', steps)
    .where('task.ended_at', 'is', null)
    .execute();
}

/** Those tasks of an instance that are still open. */
export function readOpenTasks(db: Db, instance: string): Promise<TaskRow[]> {
  return selectTasks(db).where('task.instance', '=', instance).where('task.ended_at', 'is', null).execute();
}

/** A task that this user performs, open or not; throws `task-unknown` for any other. */
export async function readMyTask(db: Db, user: string, id: string): Promise<PageRow> {
  const row = await selectPages(db).where('task.id', '=', id).where(isMine(user)).executeTakeFirst();
  if (!row) throw new ProtocolError('task-unknown', { task: id });
  return row;
}

/** A task that this user performs, or any as administrator; throws `task-unknown` for any other. */
export async function readWorkableTask(db: Db, user: User, id: string): Promise<PageRow> {
  let query = selectPages(db).where('task.id', '=', id);
  if (!user.permissions.includes('manage-definitions')) query = query.where(isMine(user.id));
  const row = await query.executeTakeFirst();
  if (!row) throw new ProtocolError('task-unknown', { task: id });
  return row;
}

/** The open task of a step; throws `step-unfit` when the step is none of a person, or has ended. */
export async function readTaskOfStep(db: Db, instance: string, step: string): Promise<PageRow> {
  const row = await selectPages(db)
    .where('task.instance', '=', instance)
    .where('task.step', '=', step)
    .where('task.ended_at', 'is', null)
    .executeTakeFirst();
  if (row) return row;
  throw new ProtocolError('step-unfit', {
    ...{ expected: phrase('waits-for-person'), got: phrase('does-not') },
  });
}

/** Throws `task-closed`, with reason, who and when, unless the task is open. */
export function requireOpen(row: TaskRow): void {
  if (row.ended_at === null) return;
  throw new ProtocolError('task-closed', {
    reason: phrase(row.ended_reason ?? 'completed'),
    by: row.ender_name ?? row.ended_by ?? phrase('the-system'),
    at: { moment: row.ended_at.toISOString() },
  });
}

/** The page of an open task that this user performs. */
export async function readTaskPage(db: Db, user: string, id: string): Promise<TaskPage> {
  const row = await readMyTask(db, user, id);
  requireOpen(row);
  return toPage(row);
}
