import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVault, KEY_FILE, loadSecretKey, parseSecretKey } from './credentials.ts';

const SECRET = 'correct horse battery staple';

describe('a vault', () => {
  const vault = createVault(randomBytes(32));

  it('opens what it sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, system) => {
        expect(vault.open(system, vault.seal(system, secret))).toBe(secret);
      }),
    );
  });

  it('never seals the same way twice, and leaves nothing readable', () => {
    const [one, other] = [vault.seal('desk', SECRET), vault.seal('desk', SECRET)];
    expect(one.equals(other)).toBe(false);
    expect(one.includes(Buffer.from(SECRET))).toBe(false);
  });

  it('does not open the secret of another system', () => {
    const sealed = vault.seal('desk', SECRET);
    expect(() => vault.open('shop', sealed)).toThrow(/^Expected the secret of shop to open/);
  });

  it('does not open with another key', () => {
    const sealed = vault.seal('desk', SECRET);
    const other = createVault(randomBytes(32));
    expect(() => other.open('desk', sealed)).toThrow(expect.objectContaining({ code: 'secret-unreadable' }));
  });

  it('does not open what was changed in any byte, or cut short', () => {
    const sealed = vault.seal('desk', SECRET);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => vault.open('desk', changed)).toThrow(
        expect.objectContaining({ code: 'secret-unreadable' }),
      );
      expect(() => vault.open('desk', sealed.subarray(0, index))).toThrow(/Expected the secret/);
    }
  });

  it('tells nothing of the secret when it does not open', () => {
    try {
      vault.open('shop', vault.seal('desk', SECRET));
      expect.unreachable();
    } catch (error) {
      expect(`${error} ${(error as Error).stack}`).not.toContain(SECRET);
    }
  });
});

describe('the key of a server', () => {
  let dataFolder: string;
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'secret-key-'));
  });
  afterEach(() => rm(dataFolder, { recursive: true }));

  it('is the setting, when there is one', async () => {
    const key = randomBytes(32);
    expect(await loadSecretKey({ secretKey: key.toString('base64'), dataFolder })).toEqual(key);
    expect(await readdir(dataFolder)).toEqual([]);
  });

  it('is made once without it, in a file for its owner only', async () => {
    const inside = join(dataFolder, 'new');
    const key = await loadSecretKey({ dataFolder: inside });
    expect(key).toHaveLength(32);
    expect((await stat(join(inside, KEY_FILE))).mode & 0o777).toBe(0o600);
    expect(await loadSecretKey({ dataFolder: inside })).toEqual(key);
  });

  it('is one and the same for servers that start together', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecretKey({ dataFolder })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(dataFolder)).toEqual([KEY_FILE]);
  });

  it.each(['', 'short', Buffer.alloc(31).toString('base64'), 'x'.repeat(43), '!'.repeat(44)])(
    'is not %j, and the text does not repeat it',
    (text) => {
      expect(() => parseSecretKey(text)).toThrow(/^Expected THROUGHLINE_SECRET_KEY to be 32 bytes/);
      if (text) expect(() => parseSecretKey(text)).not.toThrow(text);
    },
  );

  it('is not replaced when its file is damaged', async () => {
    await writeFile(join(dataFolder, KEY_FILE), 'nonsense');
    await expect(loadSecretKey({ dataFolder })).rejects.toThrow(/^Expected .*secret\.key to hold a key/);
    expect(await readFile(join(dataFolder, KEY_FILE), 'utf8')).toBe('nonsense');
  });
});
