import { expect, it } from 'vitest';
import { readPageAddress } from './page-address.ts';

it.each([
  ['crm.example.com/leads/7?x=1#y', 'https://crm.example.com/leads/7?x=1#y'],
  [' localhost:8109/issues ', 'http://localhost:8109/issues'],
  ['http://crm.example', 'http://crm.example/'],
])('reads %s', (typed, url) => expect(readPageAddress(typed)).toBe(url));

it.each(['', 'our crm', 'ftp://crm.example', 'https://me:secret@crm.example', 'javascript:alert(1)'])(
  'refuses %s',
  (typed) => expect(readPageAddress(typed)).toBeNull(),
);
