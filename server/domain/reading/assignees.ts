import { sql } from 'kysely';
import type { Assignee } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

const MOST_ASSIGNEES = 50;

/**
 * People, active ones if not asked otherwise, and roles with the number of their active members, whose name
 * contains the text or whose id it is.
 */
export async function findAssignees(db: Db, search: string, inactive = false): Promise<Assignee[]> {
  const { rows: roles } = await sql<{ id: string; name: string; members: number }>`
    select role.id, role.name, (select count(*)::int from account_role
      join account on account.id = account_role.account and account.active
      where account_role.role = role.id) as members
    from role where strpos(lower(role.name), lower(${search})) > 0 or role.id = ${search}
    order by role.name, role.id limit ${MOST_ASSIGNEES}`.execute(db);
  const { rows: people } = await sql<{ id: string; name: string }>`
    select id, name from account where (active or ${inactive}) and (strpos(lower(name), lower(${search})) > 0 or id = ${search})
    order by name, id limit ${MOST_ASSIGNEES}`.execute(db);
  return [
    ...roles.map((role) => ({ type: 'role' as const, ...role })),
    ...people.map((person) => ({ type: 'user' as const, ...person })),
  ];
}

/** Whom to look for: people, roles, or the members of a role. */
export interface PeopleSearch {
  text: string;
  kind?: 'user' | 'role' | undefined;
  memberOf?: string | undefined;
  limit: number;
}

/** The same by a part of the name or the beginning of the id, roles first; names that begin with the text before others. */
export async function searchPeople(
  db: Db,
  { text, kind, memberOf, limit }: PeopleSearch,
): Promise<Assignee[]> {
  const conditions = [
    sql<boolean>`(strpos(lower(name), lower(${text})) > 0 or starts_with(lower(id), lower(${text})))`,
  ];
  if (kind) conditions.push(sql`type = ${kind}`);
  if (memberOf !== undefined)
    conditions.push(sql`type = 'user' and id in (select account from account_role where role = ${memberOf})`);
  const { rows } = await sql<{ type: 'user' | 'role'; id: string; name: string; members: number }>`
    select type, id, name, members from (
      select 'role' as type, role.id, role.name, (select count(*)::int from account_role
        join account on account.id = account_role.account and account.active
        where account_role.role = role.id) as members from role
      union all select 'user', id, name, 0 from account where active
    ) as found
    where ${sql.join(conditions, sql` and `)}
    order by not starts_with(lower(name), lower(${text})), type, name, id limit ${limit}`.execute(db);
  return rows.map(({ type, members, ...found }) =>
    type === 'role' ? { type, members, ...found } : { type, ...found },
  );
}
