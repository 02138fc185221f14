import { describe, expect, it } from 'vitest';
import { anyOf, readDomain } from './odoo-domain.ts';

const NAMES = new Map<string, unknown>([
  ['user.id', 7],
  ['company_ids', [1, 3]],
]);

describe('the domain of a record rule', () => {
  it.each([
    ['[]', []],
    ['[(1, "=", 1)]', [[1, '=', 1]]],
    ["[('company_id', 'in', company_ids + [False])]", [['company_id', 'in', [1, 3, false]]]],
    [
      "['|', ('user_id','=',user.id), ('user_id','=',False),]",
      ['|', ['user_id', '=', 7], ['user_id', '=', false]],
    ],
    [
      "[\n  # those of nobody\n  ('a.b', '>=', -1.5), ('c', '!=', None)]",
      [
        ['a.b', '>=', -1.5],
        ['c', '!=', false],
      ],
    ],
    [
      "[('a', 'in', ('x',)), ('b', '=', ('y'))]",
      [
        ['a', 'in', ['x']],
        ['b', '=', 'y'],
      ],
    ],
  ])('%s is read', (text, domain) => {
    expect(readDomain(text, NAMES)).toEqual(domain);
  });

  it.each([
    "[('partner_id', '=', user.partner_id.id)]",
    "[('id', 'in', [x.id for x in user.teams])]",
    "[('a', '=', 1)",
    "[('a' '=' 1)]",
    "[('a', '=', 1)] + user.id",
    "[('a', '=', 'it\\'s')]",
    '[1 2]',
    'user.id',
    '',
  ])('%s is not understood', (text) => {
    expect(readDomain(text, NAMES)).toBeNull();
  });

  it('can be one of several', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => [name, '=', 1]);
    expect(anyOf([[a, b], ['!', c], []])).toEqual(['|', '|', '&', a, b, '!', c, [1, '=', 1]]);
  });
});
