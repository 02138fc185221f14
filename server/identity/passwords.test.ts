import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('passwords', () => {
  it('accepts the password that was hashed and no other', async () => {
    const hash = await hashPassword('correct horse');
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    expect(await verifyPassword('correct horsf', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('hashes the same password differently each time', async () => {
    expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  });

  it('accepts an accented letter however the keyboard composes it', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it.each([
    ['no hash', null],
    ['an empty one', ''],
    ['a plain password', 'x'],
    ['a short key', 'scrypt$2$8$1$AA$AA'],
  ])('refuses every password for an account with %s', async (_, hash) => {
    expect(await verifyPassword('x', hash)).toBe(false);
  });
});
