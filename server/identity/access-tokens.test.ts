import { beforeAll, describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { seedDemo } from '../seed.ts';
import { useDatabase } from '../testing/database.ts';
import {
  acceptAccessTokens,
  createAccessToken,
  listAccessTokens,
  revokeAccessToken,
} from './access-tokens.ts';
import { endSignIns } from './accounts.ts';

const database = useDatabase();
const NOW = new Date('2026-03-01T12:00:00Z');
const later = (days: number) => new Date(NOW.getTime() + days * 24 * 60 * 60 * 1000);
const signedIn = async (token: string) => ({ userId: `signed in by ${token}`, expiresAt: NOW });
const at = (now: Date) => acceptAccessTokens(database.store.db, signedIn, () => now);
const make = () => createAccessToken(database.store.db, 'alice', { name: 'pipeline', days: 30 }, NOW);

beforeAll(() => seedDemo(database.store.db, 'secret'));

async function problemOf(attempt: Promise<unknown>): Promise<string> {
  const thrown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(ProtocolError);
  expect((thrown as ProtocolError).wire.code).toBe('not-signed-in');
  return (thrown as ProtocolError).message;
}

describe('an access token', () => {
  it('speaks for whoever made it until it expires', async () => {
    const { token } = await make();
    expect(await at(later(29))(token)).toEqual({ userId: 'alice', expiresAt: later(30) });
    expect(await problemOf(at(later(30))(token))).toContain('one that expired');
  });

  it('is kept as a hash only, and its use is noted', async () => {
    const { id, token } = await make();
    await at(later(1))(token);
    const rows = await database.store.db.selectFrom('access_token').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const shown = await listAccessTokens(database.store.db, 'alice');
    expect(shown.find((one) => one.id === id)).toMatchObject({ lastUsedAt: later(1).toISOString() });
  });

  it('ends when it is revoked, by its owner only', async () => {
    const { id, token } = await make();
    expect(await revokeAccessToken(database.store.db, 'bob', id)).toBe(false);
    expect(await at(NOW)(token)).toMatchObject({ userId: 'alice' });
    expect(await revokeAccessToken(database.store.db, 'alice', id)).toBe(true);
    expect(await problemOf(at(NOW)(token))).toContain('revoked');
  });

  it('ends with all sign-ins of the account', async () => {
    const { token } = await make();
    await endSignIns(database.store.db, 'alice');
    expect(await problemOf(at(NOW)(token))).toContain('sign-ins of this account were ended');
  });

  it('does not take the place of a sign-in', async () => {
    expect(await at(NOW)('ey.some.jwt')).toMatchObject({ userId: 'signed in by ey.some.jwt' });
    expect(await problemOf(at(NOW)('tlt_guess'))).toContain('never made');
  });
});
