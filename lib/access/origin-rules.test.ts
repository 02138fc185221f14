import { describe, expect, it } from 'vitest';
import { fitsOne, isBarred, isOriginPattern } from './origin-rules.ts';

describe('an address in a policy', () => {
  it.each([
    'https://crm.example',
    'https://crm.example/',
    'https://crm.example/*',
    'http://crm.example:8080',
    'https://*.crm.example',
    'http://[::1]:3000',
    'https://bücher.example',
    ' https://crm.example ',
  ])('is one: %s', (words) => expect(isOriginPattern(words)).toBe(true));

  it.each([
    '',
    'crm.example',
    '*://crm.example',
    'https://*',
    'https://*/*',
    'https://crm.*',
    'https://crm.example/leads',
    'https://crm.example?a=1',
    'https://anna@crm.example',
    'https://crm.example:99999',
    'ftp://crm.example',
    'https://crm.example https://other.example',
  ])('is none: %s', (words) => expect(isOriginPattern(words)).toBe(false));

  it.each([
    ['https://crm.example', 'https://crm.example', true],
    ['https://CRM.example/*', 'https://crm.example', true],
    ['https://crm.example', 'http://crm.example', false],
    ['https://crm.example', 'https://eu.crm.example', false],
    // Without a port every port is meant, as in the patterns of browsers.
    ['https://crm.example', 'https://crm.example:8443', true],
    ['https://crm.example:8443', 'https://crm.example:8443', true],
    ['https://crm.example:8443', 'https://crm.example', false],
    ['https://crm.example:443', 'https://crm.example', true],
    ['https://*.crm.example', 'https://crm.example', true],
    ['https://*.crm.example', 'https://eu.crm.example', true],
    ['https://*.crm.example', 'https://evilcrm.example', false],
    ['https://*.crm.example', 'https://crm.example.evil.example', false],
    ['https://bücher.example', 'https://xn--bcher-kva.example', true],
    ['nonsense', 'https://crm.example', false],
  ])('%s names %s: %s', (pattern, origin, fits) => expect(fitsOne([pattern], origin)).toBe(fits));
});

describe('an administrator', () => {
  const origin = 'https://crm.example';

  it('who has said nothing bars nothing', () => {
    expect(isBarred({ only: null, never: [] }, origin)).toBe(false);
  });

  it('who names what is allowed bars all else; an empty list bars everything', () => {
    expect(isBarred({ only: [origin], never: [] }, origin)).toBe(false);
    expect(isBarred({ only: ['https://other.example'], never: [] }, origin)).toBe(true);
    expect(isBarred({ only: [], never: [] }, origin)).toBe(true);
  });

  it('who names what is not allowed means it, though it is allowed too', () => {
    expect(isBarred({ only: [origin], never: ['https://*.example'] }, origin)).toBe(true);
  });
});
