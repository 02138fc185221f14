import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv } from './stream-csv.ts';

describe('M29 [export] a row of CSV', () => {
  test.each([
    ['nothing', [null, ''], ',\r\n'],
    ['numbers', [1, -2.5, 0], '1,-2.5,0\r\n'],
    ['plain text', ['Order 7', 'ä'], 'Order 7,ä\r\n'],
    ['what separates cells and rows', ['a,b', 'c"d', 'e\nf', 'g\rh'], '"a,b","c""d","e\nf","g\rh"\r\n'],
    ['spaces at the ends', [' a', 'b '], '" a","b "\r\n'],
    ['formulas', ['=1+1', '+1', '-1', '@sum', '\t=1'], `'=1+1,'+1,'-1,'@sum,'\t=1\r\n`],
    ['formulas in wide characters', ['＝1'], `'＝1\r\n`],
    ['formulas behind a quote', ['="a,b"'], `"'=""a,b"""\r\n`],
    ['what only looks like one further on', ['1=1'], '1=1\r\n'],
  ])('%s', (_title, row, text) => {
    expect(toCsv(row)).toBe(text);
  });

  test('is read back as it was, but for the apostrophes before formulas; no cell begins a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (row) => {
        const cells = [...toCsv(row).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n$)/g)].map(
          ([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')),
        );
        expect(cells.map((cell, n) => (cell === `'${row[n]}` ? row[n] : cell))).toEqual(row);
        for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});
