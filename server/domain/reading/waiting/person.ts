/** A place that waits for a person: who, and what keeps everybody from doing it. */
import { sql } from 'kysely';
import type { LinkedRecord, PageContent, WaitReason } from '../../../../lib/protocol/index.ts';
import type { Performer } from '../../../engine/model.ts';
import type { Db } from '../../../store/store.ts';
import { toPerson } from '../history.ts';

type PersonReason = Extract<WaitReason, { type: 'person' }>;

/** The open task of a step. */
export interface WaitingTask {
  id: string;
  step: string;
  content: PageContent;
  performer_user: string | null;
  performer_role: string | null;
  due: Date | null;
  record: LinkedRecord | null;
  /** What was found when the performer's access to the record was looked at. */
  obstacle: 'record-closed' | 'record-gone' | null;
}

/** The open tasks of an instance by their steps. */
export async function readWaitingTasks(db: Db, instance: string): Promise<Map<string, WaitingTask>> {
  const rows = await db
    .selectFrom('task')
    .select(['id', 'step', 'content', 'performer_user', 'performer_role', 'due', 'record', 'obstacle'])
    .where('instance', '=', instance)
    .where('ended_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.step, row]));
}

/** Who is waited for. The task's row is newer than what the process says: it may have been reassigned. */
export async function personReason(
  db: Db,
  performer: Performer,
  task: WaitingTask | null,
): Promise<PersonReason> {
  const user = task ? task.performer_user : performer.user;
  const role = task ? task.performer_role : performer.role;
  const facts = await readFacts(db, user, role);
  return {
    type: 'person',
    task: task?.id ?? '-',
    user: toPerson(user, facts.user_name),
    role: toPerson(role, facts.role_name),
    due: task?.due?.toISOString() ?? null,
    obstacle: obstacleOf(user, role, facts) ?? task?.obstacle ?? null,
    record: task?.record ?? null,
  };
}

interface Facts {
  user_name: string | null;
  user_active: boolean;
  role_name: string | null;
  members: number;
}

async function readFacts(db: Db, user: string | null, role: string | null): Promise<Facts> {
  const { rows } = await sql<Facts>`
    select (select name from account where id = ${user}) as user_name,
      coalesce((select active from account where id = ${user}), false) as user_active,
      (select name from role where id = ${role}) as role_name,
      (select count(*)::int from account_role join account on account.id = account_role.account
        where account_role.role = ${role} and account.active) as members`.execute(db);
  return rows[0] ?? { user_name: null, user_active: false, role_name: null, members: 0 };
}

/** Either of user and role is enough: only when both fail nobody can do it. */
function obstacleOf(user: string | null, role: string | null, facts: Facts): PersonReason['obstacle'] {
  if (user !== null && facts.user_active) return null;
  if (role !== null && facts.members > 0) return null;
  return role === null ? 'user-inactive' : 'role-empty';
}
