import { expect, it } from 'vitest';
import { originOf, originPattern } from './origins.ts';

it('asks for an origin without its port, which Firefox would not take', () => {
  expect(originPattern('https://crm.example:8443')).toBe('https://crm.example/*');
  expect(originPattern('http://127.0.0.1:7401')).toBe('http://127.0.0.1/*');
});

it.each([
  ['https://crm.example:8443/a/b?c#d', 'https://crm.example:8443'],
  ['http://crm.example/', 'http://crm.example'],
  ['about:blank', null],
  ['file:///etc/passwd', null],
  ['chrome-extension://abc/overlay.html', null],
  ['nonsense', null],
  [undefined, null],
])('finds the origin of %s', (url, origin) => {
  expect(originOf(url)).toBe(origin);
});
