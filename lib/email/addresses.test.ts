import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, splitAddresses, wrongAddresses } from './addresses.ts';

describe('an address', () => {
  it.each([
    ['ada@example.org', { name: '', address: 'ada@example.org' }],
    [' ada.l+crm@mail.example.org ', { name: '', address: 'ada.l+crm@mail.example.org' }],
    ['Ada Lovelace <ada@example.org>', { name: 'Ada Lovelace', address: 'ada@example.org' }],
    ['"Lovelace, Ada" <ada@example.org>', { name: 'Lovelace, Ada', address: 'ada@example.org' }],
    ['<ada@example.org>', { name: '', address: 'ada@example.org' }],
    ['grüße@bücher.example', { name: '', address: 'grüße@bücher.example' }],
  ])('%s is one', (text, address) => {
    expect(readAddress(text)).toEqual(address);
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@example..org',
    'ada@example.org.',
    'ada @example.org',
    'ada@example.org bob@example.org',
    'ada@example.org\r\nBcc: eve@example.org',
    'Ada\r\nBcc: eve@example.org <ada@example.org>',
    'Ada <ada@example.org> <eve@example.org>',
    'Ada <ada@example.org',
    'ada\u0000@example.org',
    'ada@exam\u007fple.org',
  ])('%j is none', (text) => {
    expect(readAddress(text)).toBeNull();
  });

  /** Any letter, and often one that means something in a header. `unit: 'binary'` takes seconds to be made. */
  const letter = fc.oneof(
    fc.constantFrom(...'\r\n\t\0\u007f ,;:<>"@.'),
    fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)),
  );

  it('never holds what would end a header or begin another address', () => {
    fc.assert(
      fc.property(fc.string({ unit: letter }), (text) => {
        const read = readAddress(`${text}<${text}@example.org>`) ?? readAddress(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        expect(`${read?.name}${read?.address}`).not.toMatch(/[\u0000-\u001f\u007f]/u);
        expect(read?.address ?? '').not.toMatch(/[,;<>"\s]/u);
      }),
      { examples: [['\0@\0']] },
    );
  });
});

describe('a list of addresses', () => {
  it('is divided by commas, semicolons and lines, but not inside of a name in quotes', () => {
    expect(splitAddresses('a@b.c, "Lovelace, Ada" <ada@b.c>;\n d@e.f,,')).toEqual([
      'a@b.c',
      '"Lovelace, Ada" <ada@b.c>',
      'd@e.f',
    ]);
    expect(splitAddresses(' , ;\n')).toEqual([]);
  });

  it('says which parts are wrong', () => {
    expect(wrongAddresses('a@b.c, Bob, eve@')).toEqual(['Bob', 'eve@']);
    expect(wrongAddresses('')).toEqual([]);
  });
});
