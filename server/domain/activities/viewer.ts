/** Whose activities somebody may see and change. */
import { type RawBuilder, sql } from 'kysely';
import type { User } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { readUser } from '../people.ts';

/** A person who looks at activities. */
export interface Viewer {
  user: User;
  roles: string[];
  /** Ids of those who are away and whose deputy they are. */
  away: string[];
  /** Ids of those whose manager they are, at any distance. */
  people: string[];
}

export async function readViewer(db: Db, userId: string): Promise<Viewer> {
  return toViewer(db, await readUser(db, userId));
}

export async function toViewer(db: Db, user: User): Promise<Viewer> {
  const { rows } = await sql<{ away: string[]; people: string[] }>`
    with recursive managed as (
      select id from account where manager = ${user.id}
      union select account.id from account join managed on account.manager = managed.id
    )
    select array(select account from absence where deputy = ${user.id} and active) as away,
      array(select id from managed) as people`.execute(db);
  const { away = [], people = [] } = rows[0] ?? {};
  return { user, roles: user.roles.map(({ id }) => id), away, people };
}

/** The columns that the conditions here look at. */
interface Columns {
  id: RawBuilder<unknown>;
  owner: RawBuilder<unknown>;
  role: RawBuilder<unknown>;
  author: RawBuilder<unknown>;
}

/**
 * A condition: the viewer may see the activity. Who has *see the log* sees all, a manager those of their people,
 * everybody those that they own, made or take part in, of their roles and of those for whom they stand in.
 */
export function isVisible({ user, roles, away, people }: Viewer, columns: Columns): RawBuilder<boolean> {
  if (user.permissions.includes('see-log')) return sql`true`;
  const { id, owner, role, author } = columns;
  return sql`(${owner} = any(${[user.id, ...away, ...people]}::text[]) or ${role} = any(${roles}::text[])
    or ${author} = ${user.id} or ${id} in (select activity from activity_participant where account = ${user.id}))`;
}

/** A condition: it is one of the viewer's own, which they do, can take, stand in for or take part in. */
export function isOwn({ user, roles, away }: Viewer, { id, owner, role }: Columns): RawBuilder<boolean> {
  return sql`(${owner} = any(${[user.id, ...away]}::text[])
    or (${owner} is null and ${role} = any(${roles}::text[]))
    or ${id} in (select activity from activity_participant where account = ${user.id}))`;
}

/** A condition: one of these people does it or takes part in it. */
export function isOf(accounts: readonly string[], { id, owner }: Columns): RawBuilder<boolean> {
  return sql`(${owner} = any(${[...accounts]}::text[])
    or ${id} in (select activity from activity_participant where account = any(${[...accounts]}::text[])))`;
}

/** Whether the viewer may change an activity: who does it, could take it, stands in, or looks after processes. */
export function mayChange(
  { user, roles, away }: Viewer,
  {
    owner,
    role,
    author,
    manual,
  }: { owner: string | null; role: string | null; author: string | null; manual: boolean },
): boolean {
  if (user.permissions.includes('manage-definitions')) return true;
  if (owner !== null && (owner === user.id || away.includes(owner))) return true;
  return (role !== null && roles.includes(role)) || (manual && author === user.id);
}
