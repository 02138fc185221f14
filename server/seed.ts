/** The people of the demonstration. */
import type { Permission } from '../lib/protocol/index.ts';
import { ADMINISTRATORS } from './domain/people.ts';
import { hashPassword } from './identity/passwords.ts';
import type { Db } from './store/store.ts';

const ROLES: { id: string; name: string; permissions: Permission[] }[] = [
  { id: 'sales', name: 'Sales', permissions: ['run-processes'] },
  {
    id: 'sales-managers',
    name: 'Sales managers',
    permissions: ['run-processes', 'see-log', 'cancel-instances'],
  },
  { id: 'support', name: 'Support', permissions: ['run-processes'] },
  {
    id: ADMINISTRATORS,
    name: 'Administrators',
    permissions: ['run-processes', 'see-log', 'cancel-instances', 'manage-definitions'],
  },
];

const PEOPLE: { id: string; name: string; roles: string[]; manager: string | null }[] = [
  { id: 'maria', name: 'Maria Moreno', roles: ['sales-managers', 'sales'], manager: null },
  { id: 'alice', name: 'Alice Adams', roles: ['sales'], manager: 'maria' },
  { id: 'bob', name: 'Bob Brown', roles: ['sales'], manager: 'maria' },
  { id: 'sam', name: 'Sam Singh', roles: ['support'], manager: null },
  { id: 'admin', name: 'Ada Admin', roles: [ADMINISTRATORS], manager: null },
];

/** Makes the roles and people where they are missing; what is there already stays as it is. */
export async function seedDemo(db: Db, password: string): Promise<void> {
  const present = await db.selectFrom('account').select('id').execute();
  const missing = PEOPLE.filter((person) => !present.some(({ id }) => id === person.id));
  if (missing.length === 0) return;
  const password_hash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('role')
      .values(ROLES.map(({ id, name }) => ({ id, name })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const grants = ROLES.flatMap(({ id: role, permissions }) =>
      permissions.map((permission) => ({ role, permission })),
    );
    await tx
      .insertInto('permission_grant')
      .values(grants)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const { id, name, roles, manager } of missing) {
      await tx
        .insertInto('account')
        .values({ id, login: id, name, email: `${id}@example.org`, password_hash, manager })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await tx
        .insertInto('account_role')
        .values(roles.map((role) => ({ account: id, role })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}
