import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import type { Db } from '../store/store.ts';

const SETTING = 'identity.keys';

const Keys = z.object({
  /** The private signing keys, newest first. */
  signing: z.array(z.looseObject({ kty: z.literal('EC'), kid: z.string(), alg: z.literal('ES256') })).min(1),
  /** What the provider's cookies are signed with, newest first. */
  cookies: z.array(z.string().min(32)).min(1),
});
export type Keys = z.infer<typeof Keys>;

/**
 * The embedded provider's own keys, made on first use. Servers that share a database share them: when two
 * start at once, both use those of the first.
 */
export async function loadKeys(db: Db): Promise<Keys> {
  const stored = await read(db);
  if (stored !== null) return stored;
  const value = JSON.stringify(await makeKeys());
  await db
    .insertInto('setting')
    .values({ key: SETTING, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await read(db);
  if (kept === null) throw new Error(`Expected the setting ${SETTING} to be stored, got nothing back.`);
  return kept;
}

async function read(db: Db): Promise<Keys | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', SETTING).executeTakeFirst();
  return row === undefined ? null : Keys.parse(row.value);
}

async function makeKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  const jwk = {
    ...(await exportJWK(privateKey)),
    kty: 'EC' as const,
    kid,
    alg: 'ES256' as const,
    use: 'sig',
  };
  return { signing: [jwk], cookies: [randomBytes(32).toString('base64url')] };
}
