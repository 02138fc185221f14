import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, splitAddresses } from './addresses.ts';
import { addRecipient, lastRecipient } from './recipients.ts';

describe('a list of recipients', () => {
  it.each([
    ['', ''],
    ['mey', 'mey'],
    ['ada@example.org, mey', 'mey'],
    ['ada@example.org; ', ''],
    ['"Meyer, Ben" <ben@example.org>', '"Meyer, Ben" <ben@example.org>'],
    ['a@example.org,\n"Mey', '"Mey'],
  ])('of %j is looked through for %j', (list, last) => {
    expect(lastRecipient(list)).toBe(last);
  });

  it.each([
    ['mey', 'Jana Meyer <j@example.org>, '],
    ['ada@example.org,mey', 'ada@example.org, Jana Meyer <j@example.org>, '],
    ['ada@example.org, ', 'ada@example.org, Jana Meyer <j@example.org>, '],
  ])('of %j takes somebody over in place of the last words', (list, after) => {
    expect(addRecipient(list, 'Jana Meyer', 'j@example.org')).toBe(after);
  });

  it('stays a list of addresses, whatever people are called', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (names) => {
        const list = names.reduce((text, name) => addRecipient(text, name, 'x@example.org'), '');
        const parts = splitAddresses(list);
        expect(parts).toHaveLength(names.length);
        for (const part of parts) expect(readAddress(part)?.address).toBe('x@example.org');
      }),
    );
  });
});
