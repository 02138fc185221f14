import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listPattern, shapeOf } from '../../picker/address.ts';
import { sites } from '../index.ts';
import { isQuick } from './cost.ts';

describe('a pattern is quick', () => {
  it.each([
    ['that parts what it repeats', '^/odoo/(?:[\\w.-]+/)*(?<id>\\d+)$'],
    [
      'that looks ahead for each parameter',
      '^/\\?(?=(?:[^#]*&)?a=1)(?=(?:[^#]*&)?b=2)(?:[^#]*&)?id=(?<id>\\d+)',
    ],
    ['that leaves one circle for another', '^.*&.*id=(?<id>\\d+)'],
    [
      'that leaves a circle for where one is already',
      '^.*[?&]module=(?<type>\\w+).*[?&]record=(?<id>[\\w-]+)',
    ],
    ['with a number of characters', '^/(?<id>[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12})'],
    ['that repeats what begins alike and is not', '^(?:/new|/next)*/(?<id>\\d+)'],
    ['that can begin anywhere', 'lead:(?<id>\\d+)'],
    ['with letters of any language', '^/[^/é]+/(?<id>[à-ü]+|\\u00e9)$'],
  ])('%s', (_, source) => expect(isQuick(source)).toBe(true));

  it('if it ships', () => {
    const patterns = sites.flatMap(({ records, lists, saves }) => [...records, ...lists, ...saves]);
    expect(patterns.filter(({ url }) => !isQuick(url))).toEqual([]);
  });

  it.each([
    [['https://a.example/d/7/Oak%20%26%20Co/edit', 'https://a.example/d/8/Elm/edit']],
    [['https://a.example/i.php?m=Leads&a=Detail&r=u7-x', 'https://a.example/i.php?m=Leads&a=Detail&r=u8-y']],
    [
      [
        'https://a.example/x#id=7&model=crm.lead&view=form',
        'https://a.example/x#id=8&model=crm.lead&view=form',
      ],
    ],
    [
      [
        'https://a.example/m.aspx?etn=lead&id=%7B7a%7D&z=form',
        'https://a.example/m.aspx?etn=lead&id=%7B8b%7D&z=form',
      ],
    ],
  ])('if the picker makes it of %s', (urls) => {
    const shape = shapeOf(urls);
    expect(shape && isQuick(shape.url)).toBe(true);
    expect(isQuick(listPattern(urls[0] ?? '', urls[1] ?? ''))).toBe(true);
  });
});

describe('a pattern can take long', () => {
  it.each([
    ['that repeats what is repeated', '^(?:a+)+(?<id>x)'],
    ['that repeats what can be empty', '^(?:a*)*(?<id>x)'],
    ['that repeats what can be read in two ways', '^(?:a|a)*(?<id>x)'],
    ['that repeats words with or without a space', '^(?:\\w+\\s?)*$'],
    ['that repeats in what it looks ahead for', '^(?=(?:.*a)+)(?<id>b)'],
    ['that leaves a circle for another, and that for a third', '^.*a.*b.*(?<id>c)'],
    ['that does so from wherever it begins', 'a.*b.*(?<id>c)'],
    ['that does so again behind something else', `^${'a+a+b'.repeat(3)}(?<id>x)`],
    ['that leaves a circle early or late, many times', '^(?:a*a{0,9}b){12}(?<id>x)'],
    ['that repeats once more what can be empty', '^(?:(?:a?)+b){30}(?<id>x)'],
    ['that repeats more often than anybody counts', '^(?:a*){10000}(?<id>x)'],
    ['that repeats nothing, often', `^${'(?:'.repeat(9)}${'){9999}'.repeat(9)}(?<id>x)`],
    ['with flags of its own', '^(?i:a|A)*(?<id>x)'],
    ['with brackets as deep as no address', `^${'('.repeat(90_000)}(?<id>x)${')'.repeat(90_000)}`],
    ['that leaves out one of many', '^(?:a?){30}a{30}(?<id>x)'],
    ['that is empty in many ways', `^${'(?:|)'.repeat(60)}(?<id>x)`],
    ['with more characters than anybody writes', '^(?<id>a{9999})'],
    ['that looks behind', '^(?<id>a)(?<=a)'],
    ['that looks back', '^(?<id>a+)\\1'],
    ['that is none', '^(?<id>a'],
  ])('%s', (_, source) => expect(isQuick(source)).toBe(false));

  it('or it ends with every address, however it was made', () => {
    const chars = fc.constantFrom('a', 'b', '.', '[ab]', '[^b]', '/', '\\w');
    const sign = fc.constantFrom('', '', '', '*', '+', '?', '{0,3}', '*?');
    const { pattern } = fc.letrec<{ pattern: string; row: string; one: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        tie('row'),
        fc.tuple(tie('row'), tie('row')).map((two) => two.join('|')),
      ),
      row: fc.array(tie('one'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      one: fc.oneof(
        { maxDepth: 4 },
        fc.tuple(chars, sign).map((two) => two.join('')),
        fc
          .tuple(fc.constantFrom('(?:', '(?:', '(?:', '(?=', '(?!'), tie('pattern'), sign)
          .map(([begin, inside, times]) => `${begin}${inside})${begin === '(?:' ? times : ''}`),
      ),
    }));
    const text = fc.array(fc.constantFrom('a', 'b', '/', 'aa', 'ab'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pattern, text, (source, parts) => {
        fc.pre(isQuick(`^${source}$`));
        new RegExp(`^${source}$`).exec(`${parts.join('').repeat(80)}!`);
      }),
      { numRuns: 600 },
    );
  });
});
