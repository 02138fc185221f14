import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHROME_ID, FIREFOX_HASH, isExtensionOrigin, redirectUris } from './client.ts';

const config = readFileSync(new URL('../../wxt.config.ts', import.meta.url), 'utf8');
const found = (pattern: RegExp) => pattern.exec(config)?.[1] ?? '';

describe('the extension as a client', () => {
  it('has the Chrome id that follows from the key in the manifest', () => {
    const key = Buffer.from(found(/'(MII[^']+)'/), 'base64');
    const digits = createHash('sha256').update(key).digest('hex').slice(0, 32);
    const id = [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
    expect(CHROME_ID).toBe(id);
  });

  it('has the Firefox address that follows from the id in the manifest', () => {
    const id = found(/GECKO_ID = '([^']+)'/);
    expect(FIREFOX_HASH).toBe(createHash('sha1').update(id).digest('hex'));
  });

  it('returns to the addresses of both browsers, to its own page and to those that were added', () => {
    expect(redirectUris('https://a.example', ['https://x.example/cb'])).toEqual([
      `https://${CHROME_ID}.chromiumapp.org/cb`,
      `https://${FIREFOX_HASH}.extensions.allizom.org/cb`,
      `http://127.0.0.1/mozoauth2/${FIREFOX_HASH}`,
      'https://a.example/signed-in',
      'https://x.example/cb',
    ]);
  });

  it.each([
    [`chrome-extension://${CHROME_ID}`, true],
    ['moz-extension://11111111-2222-4333-8444-555555555555', true],
    ['chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', false],
    [`chrome-extension://${CHROME_ID}.evil.example`, false],
    ['moz-extension://11111111-2222-4333-8444-555555555555.evil', false],
    ['https://crm.example', false],
    ['null', false],
    ['', false],
  ])('takes the origin %s for the extension: %s', (origin, expected) => {
    expect(isExtensionOrigin(origin)).toBe(expected);
  });

  it('also takes the origin of a build whose redirect address was added', () => {
    const other = 'b'.repeat(32);
    expect(isExtensionOrigin(`chrome-extension://${other}`, [`https://${other}.chromiumapp.org/cb`])).toBe(
      true,
    );
  });
});
