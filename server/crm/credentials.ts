/** Passwords and keys of CRMs: encrypted as they lie in the database, in clear only in a connector's memory. */
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CrmError } from './errors.ts';

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts and decrypts the secret of a system. */
export interface Vault {
  /** The secret as it may be stored, of use for this system only. */
  seal(system: string, secret: string): Buffer;
  /** Throws `secret-unreadable` for another key, another system or a changed text. */
  open(system: string, sealed: Buffer): string;
}

/** A vault with a key of 32 bytes. */
export function createVault(key: Buffer): Vault {
  if (key.length !== KEY_BYTES) {
    throw new Error(`Expected a key of ${KEY_BYTES} bytes, got ${key.length}.`);
  }
  // The id of the system is authenticated too: a secret copied to the row of another system does not open there.
  const context = (system: string) => Buffer.from(`throughline system_connection ${FORMAT} ${system}`);
  return {
    seal(system, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(context(system));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
    },
    open(system, sealed) {
      try {
        return decrypt(key, context(system), sealed);
      } catch {
        throw new CrmError(
          'secret-unreadable',
          `Expected the secret of ${system} to open with the server's key, got one made with another key or for another system. Start the server with the THROUGHLINE_SECRET_KEY (or the key file) that it was saved with, or enter the secret again.`,
        );
      }
    },
  };
}

function decrypt(key: Buffer, context: Buffer, sealed: Buffer): string {
  if (sealed[0] !== FORMAT) throw new Error('another format');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(context);
  decipher.setAuthTag(tag);
  const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}

/** Reads the setting `THROUGHLINE_SECRET_KEY`; throws a text that does not repeat it. */
export function parseSecretKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
    throw new Error(
      `Expected THROUGHLINE_SECRET_KEY to be ${KEY_BYTES} bytes in base64, got ${text.length} characters that are not. Make one with: openssl rand -base64 32`,
    );
  }
  return key;
}

/** The name of the key file in the data folder. */
export const KEY_FILE = 'secret.key';

/**
 * The key of this server: the setting or, without it, a file in the data folder that only its owner may read, made
 * when it is missing. Servers that share a database need the same key: give them the setting.
 */
export async function loadSecretKey(options: { secretKey?: string; dataFolder: string }): Promise<Buffer> {
  if (options.secretKey !== undefined) return parseSecretKey(options.secretKey);
  await mkdir(options.dataFolder, { recursive: true });
  const file = join(options.dataFolder, KEY_FILE);
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return parseKeyFile(file, found ?? (await makeKeyFile(file)));
}

/** Of two servers that start together one makes the file, whole from the first moment, and both read it. */
async function makeKeyFile(file: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, 'utf8');
}

function parseKeyFile(file: string, text: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === KEY_BYTES) return key;
  throw new Error(
    `Expected ${file} to hold a key of ${KEY_BYTES} bytes in base64, got ${key.length} bytes. Put the file back from a backup, or remove it and enter the secrets of all connections again.`,
  );
}
