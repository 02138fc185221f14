/** The people and tasks that a change has to do with, read in one statement. */
import { sql } from 'kysely';
import type { Person } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { TaskTable } from '../store/schema.ts';
import type { Change } from './change.ts';

/** An open task that closes, changes hands or is put off. */
export interface TouchedTask extends Performer {
  id: string;
  step: string;
  element: string;
  start: string;
  due: string | null;
  /** What kept its performer from its record. */
  obstacle: TaskTable['obstacle'];
  /** Its activity; null: it has none. `author`: only one who is reminded, too. */
  activity: { id: string; reminds: boolean; author: string | null; participants: string[] } | null;
}

/** A person in a change. */
export interface CastMember extends Person {
  active: boolean;
  manager: string | null;
  /** Who stands in for them at present. */
  deputy: string | null;
}

/** Who plays a part in a change. */
export interface Cast {
  people: Map<string, CastMember>;
  /** Roles that exist, with the ids of their active members. */
  roles: Map<string, { id: string; name: string; members: string[] }>;
  touched: Map<string, TouchedTask>;
}

interface CastRow {
  people: CastMember[];
  roles: { id: string; name: string; members: string[] }[];
  touched: TouchedTask[];
}

/** Reads it; without a task in the change there is nothing to read. */
export async function readCast(change: Change): Promise<Cast> {
  const drafts = [...change.opened.values()];
  const performers = [...drafts.map(({ performer }) => performer), ...change.reassigned.values()];
  const touched = [...change.closing.keys(), ...change.reassigned.keys(), ...change.replanned.keys()];
  if (performers.length === 0 && touched.length === 0) return toCast({ people: [], roles: [], touched: [] });
  const users = performers.flatMap(({ user }) => user ?? []);
  const managed = drafts.flatMap(({ managerOf }) => managerOf ?? []);
  const roles = performers.flatMap(({ role }) => role ?? []);
  const { rows } = await sql<CastRow>`
    with touched as (
      select task.id, step, element, performer_user as "user", performer_role as role, task.start, task.due, task.obstacle,
        (select json_build_object('id', activity.id,
            'reminds', activity.remind_at is not null or activity.remind_author_at is not null,
            'author', (select id from account where id = activity.author and activity.remind_author_at is not null),
            'participants', array(select account from activity_participant where activity_participant.activity = activity.id))
          from activity where activity.id = task.activity) as activity
      from task where instance = ${change.subject.id} and step = any(${touched}::text[]) and task.ended_at is null
    )
    select
      (select coalesce(json_agg(touched), '[]') from touched) as touched,
      (select coalesce(json_agg(json_build_object('id', account.id, 'name', account.name, 'active', account.active,
          'manager', account.manager, 'deputy', deputy.id)), '[]')
        from account left join absence on absence.account = account.id and absence.active
        left join account as deputy on deputy.id = absence.deputy and deputy.active
        where account.id = any(${users}::text[] || ${managed}::text[] || array(select "user" from touched)
          || array(select manager from account where id = any(${managed}::text[])))) as people,
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

/**
 * Ids of the active users among whom a task is: its user, who stands in for them, and the members of its role.
 * Each once.
 */
export function audienceOf({ people, roles }: Cast, { user, role }: Performer): string[] {
  const member = user === null ? undefined : people.get(user);
  const named = [member?.active ? member.id : null, member?.deputy ?? null].flatMap((id) => id ?? []);
  const members = role === null ? [] : (roles.get(role)?.members ?? []);
  return [...new Set([...named, ...members])];
}

/** Whoever is reminded: of these the members of the role only while none of them has taken it; and the author. */
export function remindedOf(cast: Cast, { user, role, activity }: TouchedTask): string[] {
  const doing = audienceOf(cast, { user, role: user === null ? role : null });
  return [...new Set([...doing, ...(activity?.author ? [activity.author] : [])])];
}

/** Tasks for somebody's manager get them as performer. */
export function findManagers(change: Change, { people }: Cast): void {
  for (const draft of change.opened.values()) {
    if (draft.managerOf === null) continue;
    draft.performer = { ...draft.performer, user: people.get(draft.managerOf)?.manager ?? null };
  }
}

/** Why nobody could ever perform a task; null when somebody can. */
export function performerProblem(
  { people, roles }: Cast,
  { user, role }: Performer,
  managerOf: string | null = null,
): string | null {
  if (user !== null) {
    const found = people.get(user);
    if (found?.active) return null;
    if (role === null) {
      const got = found ? `${user}, who is not active` : `${user}, whom nobody is`;
      return `Expected an active user as performer, got ${got}. Assign the step to somebody else, or add the user and retry.`;
    }
  }
  if (role === null && managerOf !== null) {
    const name = people.get(managerOf)?.name ?? managerOf;
    return `Expected the manager of ${name} as performer, got nobody: no manager is known. Assign the step to somebody, or enter the manager and retry.`;
  }
  if (role === null)
    return 'Expected a user or a role as performer, got neither. Assign the step to somebody.';
  if (roles.has(role)) return null;
  return `Expected a role that exists as performer, got ${role}. Assign the step to somebody else, or add the role and retry.`;
}
