import { z } from 'zod';
import type { Db } from '../store/store.ts';

const SETTING = 'adapters.key';
const ALGORITHM = 'Ed25519';

const StoredKey = z.object({ private: z.string(), public: z.string() });

/** What adapters are signed with. */
export interface AdapterKey {
  /** The public key as it travels, in Base64. */
  readonly shown: string;
  sign(text: string): Promise<string>;
}

/**
 * The key of this installation, made on first use. Servers that share a database share it: when two make one at once, both
 * use that of the first.
 */
export async function loadAdapterKey(db: Db): Promise<AdapterKey> {
  const stored = (await read(db)) ?? (await make(db));
  const secret = await crypto.subtle.importKey(
    'pkcs8',
    Buffer.from(stored.private, 'base64'),
    ALGORITHM,
    false,
    ['sign'],
  );
  return {
    shown: stored.public,
    sign: async (text) =>
      Buffer.from(await crypto.subtle.sign(ALGORITHM, secret, new TextEncoder().encode(text))).toString(
        'base64',
      ),
  };
}

async function read(db: Db): Promise<z.infer<typeof StoredKey> | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', SETTING).executeTakeFirst();
  return row === undefined ? null : StoredKey.parse(row.value);
}

async function make(db: Db): Promise<z.infer<typeof StoredKey>> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const [hidden, shown] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('raw', pair.publicKey),
  ]);
  const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64');
  await db
    .insertInto('setting')
    .values({ key: SETTING, value: JSON.stringify({ private: base64(hidden), public: base64(shown) }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await read(db);
  if (kept === null) throw new Error(`Expected the setting ${SETTING} to be stored, got nothing back.`);
  return kept;
}
