/** Tokens that a person makes for a program of theirs: it acts in their name until they expire or are revoked. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Phrase, ProtocolError, phrase } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';
import { findAccountBy, refusal } from './accounts.ts';
import type { Authenticate } from './authenticate.ts';

/** By it a token is known here, and by scanners that look for secrets in the wrong place. */
const PREFIX = 'tlt_';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Noted at most so often: a pipeline asks many times in a row. */
const USED_EVERY_MS = 60_000;

/** A token as its owner sees it later: never the token itself. */
export interface AccessToken {
  id: string;
  name: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

/** Makes a token that is valid for `days`. Only this answer carries it. */
export async function createAccessToken(
  db: Db,
  account: string,
  { name, days }: { name: string; days: number },
  now: Date,
): Promise<AccessToken & { token: string }> {
  const token = PREFIX + randomBytes(32).toString('base64url');
  const row = await db
    .insertInto('access_token')
    .values({
      ...{ id: randomUUID(), account, name, token_hash: hashOf(token) },
      ...{ created_at: now, expires_at: new Date(now.getTime() + days * DAY_MS) },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ...shown(row), token };
}

/** The tokens of an account, newest first. */
export async function listAccessTokens(db: Db, account: string): Promise<AccessToken[]> {
  const rows = await db
    .selectFrom('access_token')
    .selectAll()
    .where('account', '=', account)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(shown);
}

/** Ends a token; false when this account has none of that id. */
export async function revokeAccessToken(db: Db, account: string, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('access_token')
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Accepts access tokens of people's programs beside those of the sign-in. */
export function acceptAccessTokens(db: Db, signedIn: Authenticate, now: () => Date): Authenticate {
  return async (token) => (isAccessToken(token) ? verify(db, token, now()) : signedIn(token));
}

/** Whether a token is one of a program, not of a sign-in. */
export function isAccessToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

async function verify(db: Db, token: string, now: Date) {
  const row = await db
    .selectFrom('access_token')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
  if (!row) throw notSignedIn(phrase('revoked-token'));
  if (row.expires_at <= now)
    throw notSignedIn(phrase('expired-at', { at: { moment: row.expires_at.toISOString() } }));
  const account = await findAccountBy(db, 'id', row.account);
  const problem = refusal(account, Math.floor(row.created_at.getTime() / 1000));
  if (problem !== null) throw notSignedIn(problem);
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > USED_EVERY_MS)
    await db.updateTable('access_token').set({ last_used_at: now }).where('id', '=', row.id).execute();
  return { userId: row.account, expiresAt: row.expires_at };
}

function shown(row: {
  id: string;
  name: string;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
}): AccessToken {
  return {
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

/** A token is random enough that no salt or slow hash is needed. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

const notSignedIn = (problem: Phrase) => new ProtocolError('not-signed-in', { problem });
