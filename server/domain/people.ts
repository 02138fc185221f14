import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { type Permission, type Person, ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';

/** Members of this role may end other people's sign-ins. */
export const ADMINISTRATORS = 'administrators';

/** A user with roles and permissions; throws `not-signed-in` when the account is gone or inactive. */
export async function readUser(db: Db, id: string): Promise<User> {
  const user = await db
    .selectFrom('account')
    .select((account) => [
      'id',
      'name',
      'email',
      jsonArrayFrom(
        account
          .selectFrom('account_role')
          .innerJoin('role', 'role.id', 'account_role.role')
          .select(['role.id', 'role.name'])
          .whereRef('account_role.account', '=', 'account.id')
          .orderBy('role.id'),
      ).as('roles'),
      jsonArrayFrom(
        account
          .selectFrom('account_role')
          .innerJoin('permission_grant', 'permission_grant.role', 'account_role.role')
          .select('permission')
          .distinct()
          .whereRef('account_role.account', '=', 'account.id')
          .orderBy('permission'),
      ).as('grants'),
    ])
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!user) throw new ProtocolError('not-signed-in', { problem: phrase('account-gone') });
  const { grants, ...rest } = user;
  return { ...rest, permissions: grants.map((grant) => grant.permission) };
}

/** Throws `not-allowed` unless the user has the permission. */
export function requirePermission(user: User, permission: Permission): void {
  if (!user.permissions.includes(permission))
    throw new ProtocolError('not-allowed', {
      permission: phrase(`permission-${permission}`),
      who: user.name,
    });
}

/** Throws `not-allowed` unless the user is an administrator. */
export function requireAdministrator(user: User): void {
  if (user.roles.some((role) => role.id === ADMINISTRATORS)) return;
  throw new ProtocolError('not-allowed', { permission: phrase('of-administrator'), who: user.name });
}

/** The person with this id, by name; null when there is none. */
export async function readPerson(db: Db, id: string | null): Promise<Person | null> {
  if (id === null) return null;
  const found = await db.selectFrom('account').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
  return found ?? null;
}

/**
 * Ids of the active users among whom a task is: its user, who stands in for them, and the members of its role.
 * Each once.
 */
export async function readAudience(db: Db, { user, role }: Performer): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from account where active and (id = ${user}
    or id in (select deputy from absence where account = ${user} and absence.active)
    or id in (select account from account_role where role = ${role}))`.execute(db);
  return rows.map(({ id }) => id);
}

/** Ids: of a user, of a role, or of both. */
export interface Performer {
  user: string | null;
  role: string | null;
}
