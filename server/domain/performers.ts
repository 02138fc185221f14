import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { Db } from '../store/store.ts';

/**
 * Throws `step-unfit` unless an active user is named that there is, or a role, or a user who is a member of the
 * role (behaviour 7.2).
 */
export async function requirePerformer(db: Db, { user, role }: Performer): Promise<void> {
  const expected = 'an active user or a role to assign it to';
  const refuse = (got: string): never => {
    throw new ProtocolError('step-unfit', { expected, got });
  };
  if (user === null && role === null) refuse('neither');
  if (role !== null) {
    const found = await db.selectFrom('role').select('id').where('id', '=', role).executeTakeFirst();
    if (!found) refuse(`${role}, which is no role`);
  }
  if (user === null) return;
  const found = await db
    .selectFrom('account')
    .leftJoin('account_role', (join) =>
      join.onRef('account_role.account', '=', 'account.id').on('account_role.role', '=', role),
    )
    .select(['active', 'name', 'account_role.role'])
    .where('id', '=', user)
    .executeTakeFirst();
  if (!found?.active) refuse(`${user}, who is ${found ? 'not active' : 'unknown'}`);
  if (role !== null && found?.role !== role) refuse(`${found?.name}, who is no member of the role ${role}`);
}
