/** The people and tasks that a change has to do with, read in one statement. */
import { sql } from 'kysely';
import type { Person } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { Change } from './change.ts';

/** An open task that closes or changes hands. */
export interface TouchedTask extends Performer {
  id: string;
  step: string;
  element: string;
}

/** Who plays a part in a change. */
export interface Cast {
  people: Map<string, Person & { active: boolean }>;
  /** Roles that exist, with the ids of their active members. */
  roles: Map<string, { id: string; name: string; members: string[] }>;
  touched: Map<string, TouchedTask>;
}

interface CastRow {
  people: (Person & { active: boolean })[];
  roles: { id: string; name: string; members: string[] }[];
  touched: TouchedTask[];
}

/** Reads it; without a task in the change there is nothing to read. */
export async function readCast(change: Change): Promise<Cast> {
  const performers = [
    ...[...change.opened.values()].map((draft) => draft.task.performer),
    ...change.reassigned.values(),
  ];
  const touched = [...change.closing.keys(), ...change.reassigned.keys()];
  if (performers.length === 0 && touched.length === 0) return toCast({ people: [], roles: [], touched: [] });
  const users = performers.flatMap(({ user }) => user ?? []);
  const roles = performers.flatMap(({ role }) => role ?? []);
  const { rows } = await sql<CastRow>`
    with touched as (
      select id, step, element, performer_user as "user", performer_role as role from task
      where instance = ${change.subject.id} and step = any(${touched}::text[]) and ended_at is null
    )
    select
      (select coalesce(json_agg(touched), '[]') from touched) as touched,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'active', active)), '[]')
        from account where id = any(${users}::text[] || array(select "user" from touched))) as people,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'members', array(
          select account from account_role join account on account.id = account_role.account
          where account_role.role = role.id and account.active))), '[]')
        from role where id = any(${roles}::text[] || array(select role from touched))) as roles`.execute(
    change.tx,
  );
  return toCast(rows[0] ?? { people: [], roles: [], touched: [] });
}

function toCast({ people, roles, touched }: CastRow): Cast {
  return {
    people: new Map(people.map((person) => [person.id, person])),
    roles: new Map(roles.map((role) => [role.id, role])),
    touched: new Map(touched.map((task) => [task.step, task])),
  };
}

/** Ids of the active users among whom a task is: its user, and the members of its role. Each once. */
export function audienceOf({ people, roles }: Cast, { user, role }: Performer): string[] {
  const named = user !== null && people.get(user)?.active ? [user] : [];
  const members = role === null ? [] : (roles.get(role)?.members ?? []);
  return [...new Set([...named, ...members])];
}

/** Why nobody could ever perform a task; null when somebody can. */
export function performerProblem({ people, roles }: Cast, { user, role }: Performer): string | null {
  if (user !== null) {
    const found = people.get(user);
    if (found?.active) return null;
    if (role === null) {
      const got = found ? `${user}, who is not active` : `${user}, whom nobody is`;
      return `Expected an active user as performer, got ${got}. Assign the step to somebody else, or add the user and retry.`;
    }
  }
  if (role === null)
    return 'Expected a user or a role as performer, got neither. Assign the step to somebody.';
  if (roles.has(role)) return null;
  return `Expected a role that exists as performer, got ${role}. Assign the step to somebody else, or add the role and retry.`;
}
