import { randomUUID } from 'node:crypto';
import { type Phrase, phrase } from '../../lib/protocol/index.ts';
import { resetChannels } from '../domain/channels.ts';
import type { Db } from '../store/store.ts';

/** What the identity part reads of an account. */
export interface Account {
  id: string;
  login: string;
  name: string;
  email: string | null;
  active: boolean;
  passwordHash: string | null;
  tokensValidAfter: Date | null;
}

/** The account with this id or login, or null. */
export async function findAccountBy(db: Db, column: 'id' | 'login', value: string): Promise<Account | null> {
  const row = await db
    .selectFrom('account')
    .select(['id', 'login', 'name', 'email', 'active', 'password_hash', 'tokens_valid_after'])
    .where(column, '=', value)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { password_hash: passwordHash, tokens_valid_after: tokensValidAfter, ...rest } = row;
  return { ...rest, passwordHash, tokensValidAfter };
}

/** Names for the note on the login page of a demonstration. */
export async function listLogins(db: Db): Promise<Array<{ login: string; name: string }>> {
  return db
    .selectFrom('account')
    .select(['login', 'name'])
    .where('active', '=', true)
    .where('password_hash', 'is not', null)
    .orderBy('login')
    .limit(20)
    .execute();
}

/**
 * Why something issued at `issuedAt` (seconds since 1970, as tokens carry it) no longer counts for this
 * account; null: it does. Tokens know only whole seconds, so one issued in the very second of a revocation is
 * taken for older: rather one sign-in too many than one token too many.
 */
export function refusal(account: Account | null, issuedAt: number): Phrase | null {
  if (account === null) return phrase('account-unknown');
  if (!account.active) return phrase('account-off');
  const { tokensValidAfter } = account;
  if (tokensValidAfter !== null && issuedAt * 1000 < tokensValidAfter.getTime()) {
    return phrase('sign-ins-ended');
  }
  return null;
}

/** Milliseconds until what is issued to this account counts: some only in the second of a revocation. */
export function msUntilCounted({ tokensValidAfter }: Account, now: number): number {
  if (tokensValidAfter === null) return 0;
  const counted = Math.ceil(tokensValidAfter.getTime() / 1000) * 1000;
  return Math.max(0, counted - now);
}

/** Ends every sign-in of an account, in all browsers: its tokens, sessions and grants count no more. */
export async function endSignIns(db: Db, account: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('account')
      .set({ tokens_valid_after: new Date() })
      .where('id', '=', account)
      .execute();
    await tx
      .deleteFrom('oidc_payload')
      .where((where) =>
        where.eb(where.ref('payload', '->>').key('accountId' as never), '=', account as never),
      )
      .execute();
  });
}

/** Makes an account for a person whom an external provider vouches for. Two at once make one. */
export async function createAccount(
  db: Db,
  person: { login: string; name: string; email: string | null },
): Promise<Account | null> {
  await db
    .insertInto('account')
    .values({ id: randomUUID(), ...person })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .execute();
  return findAccountBy(db, 'login', person.login);
}

/** Makes `roles` the roles of an account; names that are no role's id or name are left out. */
export async function replaceRoles(db: Db, account: string, roles: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('role').select(['id', 'name']).execute();
    const wanted = known
      .filter(({ id, name }) => roles.includes(id) || roles.includes(name))
      .map(({ id }) => id);
    const now = await tx.selectFrom('account_role').select('role').where('account', '=', account).execute();
    const held = now.map(({ role }) => role);
    const gone = held.filter((role) => !wanted.includes(role));
    const added = wanted.filter((role) => !held.includes(role));
    if (gone.length > 0) {
      await tx.deleteFrom('account_role').where('account', '=', account).where('role', 'in', gone).execute();
    }
    if (added.length > 0) {
      await tx
        .insertInto('account_role')
        .values(added.map((role) => ({ account, role })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    // Other roles are other tasks: the person's clients begin again with a snapshot.
    if (gone.length + added.length > 0) await resetChannels(tx, [account]);
  });
}
