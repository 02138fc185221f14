import { type Phrase, ProtocolError, phrase } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { Db } from '../store/store.ts';

/**
 * Throws `step-unfit` unless an active user is named that there is, or a role, or a user who is a member of the
 * role (behaviour 7.2).
 */
export async function requirePerformer(db: Db, { user, role }: Performer): Promise<void> {
  const expected = phrase('a-performer');
  const refuse = (got: Phrase): never => {
    throw new ProtocolError('step-unfit', { expected, got });
  };
  if (user === null && role === null) refuse(phrase('neither'));
  if (role !== null) {
    const found = await db.selectFrom('role').select('id').where('id', '=', role).executeTakeFirst();
    if (!found) refuse(phrase('no-role', { role }));
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
  if (!found?.active) refuse(phrase(found ? 'not-active' : 'unknown-user', { user }));
  if (role !== null && found?.role !== role) refuse(phrase('no-member', { user: found?.name ?? user, role }));
}
