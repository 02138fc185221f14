/** Secret addresses under which calendar programs, which cannot sign in, read somebody's activities. */
import { createHash, randomBytes } from 'node:crypto';
import { findAccountBy, refusal } from '../../identity/accounts.ts';
import type { Db } from '../../store/store.ts';

/** By it a secret is known to scanners that look for secrets in the wrong place. */
const PREFIX = 'tlc_';

/** Makes the address of an account, in place of the one before. Only this answer carries its secret. */
export async function makeCalendarAddress(db: Db, account: string, now: Date): Promise<string> {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  const fresh = { secret_hash: hashOf(secret), created_at: now };
  await db
    .insertInto('calendar_address')
    .values({ account, ...fresh })
    .onConflict((conflict) => conflict.column('account').doUpdateSet(fresh))
    .execute();
  return secret;
}

/** Ends the address of an account; false when it has none. */
export async function revokeCalendarAddress(db: Db, account: string): Promise<boolean> {
  const gone = await db.deleteFrom('calendar_address').where('account', '=', account).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/**
 * The account that this secret is of; null when there is none any more, or when it is switched off or its
 * sign-ins were ended after the address was made.
 */
export async function findCalendarOwner(db: Db, secret: string): Promise<string | null> {
  const row = await db
    .selectFrom('calendar_address')
    .select(['account', 'created_at'])
    .where('secret_hash', '=', hashOf(secret))
    .executeTakeFirst();
  if (!row) return null;
  const account = await findAccountBy(db, 'id', row.account);
  return refusal(account, Math.floor(row.created_at.getTime() / 1000)) === null ? row.account : null;
}

/** A secret is random enough that no salt or slow hash is needed. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
