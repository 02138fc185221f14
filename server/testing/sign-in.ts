/** A sign-in for tests: tokens say whom they speak for, and the account's row says whether they still count. */
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Db } from '../store/store.ts';

/** A token of this user that lives for `seconds`. */
export function tokenOf(userId: string, seconds = 3600): string {
  const now = Date.now();
  return Buffer.from(JSON.stringify({ userId, issued: now, expires: now + seconds * 1000 })).toString(
    'base64url',
  );
}

/** Checks tokens of `tokenOf`. */
export function testAuthenticate(db: Db): Authenticate {
  return async (token) => {
    const { userId, issued, expires } = read(token);
    const account = await db
      .selectFrom('account')
      .select(['active', 'tokens_valid_after'])
      .where('id', '=', userId)
      .executeTakeFirst();
    const expiresAt = new Date(expires);
    if (expires <= Date.now()) throw refused(`one that expired at ${expiresAt.toISOString()}`);
    if (!account?.active) throw refused('one for an account that the server does not know');
    if (account.tokens_valid_after && issued <= account.tokens_valid_after.getTime()) {
      throw refused('one from before the sign-ins of this account were ended');
    }
    return { userId, expiresAt };
  };
}

function read(token: string): { userId: string; issued: number; expires: number } {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw refused('something that is no access token');
  }
}

const refused = (problem: string) => new ProtocolError('not-signed-in', { problem });
