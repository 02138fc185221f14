import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endedInstance, sampleInstance } from '../../../lib/testing/log-samples.ts';
import { csvCell, csvHead, csvLines } from './csv.ts';

describe('the CSV file', () => {
  it('has as many values in each line as in its head', () => {
    const head = csvHead().trim().split(',').length;
    const line = csvLines([endedInstance(2, { caption: 'Plain' })]).trim();
    expect(line.split(',')).toHaveLength(head);
    expect(line).toContain(',7200,');
  });

  it('leaves what is not there empty', () => {
    expect(csvLines([sampleInstance({ owner: null, record: null })])).toContain(',person,,,,,');
  });

  it.each([
    ['Meyer & Sons', 'Meyer & Sons'],
    ['Meyer, Sons', '"Meyer, Sons"'],
    ['the "big" one', '"the ""big"" one"'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3,"x"', `"'-2+3,""x"""`],
    ['\tcmd', "'\tcmd"],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('never begins a text as a formula begins, quoted or not', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(csvCell(value).replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  it('gives every text back to a reader of CSV', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const cell = csvCell(value);
        const read = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect([value, `'${value}`]).toContain(read);
      }),
    );
  });
});
