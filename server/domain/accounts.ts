import { sql } from 'kysely';
import { ProtocolError, type User } from '../../lib/protocol/index.ts';
import { revokeAccessToken } from '../identity/access-tokens.ts';
import { endSignIns } from '../identity/accounts.ts';
import type { Db } from '../store/store.ts';
import { NOTIFICATIONS, type Notification } from './channels.ts';
import { requireAdministrator } from './people.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Ends every sign-in of an account: tokens issued until now are refused, and every server closes its links
 * that live on one. Administrators only; throws `account-unknown`.
 */
export async function revokeSignIns(around: Surroundings, user: User, account: string): Promise<void> {
  requireAdministrator(user);
  const { db } = around.store;
  const found = await db.selectFrom('account').select('id').where('id', '=', account).executeTakeFirst();
  if (!found) throw new ProtocolError('account-unknown', { id: account });
  await endSignIns(db, account);
  await tellRevoked(db, account);
}

/** Ends an access token of an account and the links that live on it; false when it has none of that id. */
export async function revokeToken(
  { store: { db } }: Surroundings,
  account: string,
  id: string,
): Promise<boolean> {
  const revoked = await revokeAccessToken(db, account, id);
  if (revoked) await tellRevoked(db, account);
  return revoked;
}

/** Every server looks again whether the tokens still count that links of this account live on. */
async function tellRevoked(db: Db, account: string): Promise<void> {
  const notice = JSON.stringify({ revoked: account } satisfies Notification);
  await sql`select pg_notify(${NOTIFICATIONS}, ${notice})`.execute(db);
}
