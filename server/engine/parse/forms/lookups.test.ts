/** Lookups in forms: custom properties of ours on fields that form editors know. */
import { describe, expect, it } from 'vitest';
import { readForm } from './read-form.ts';

const form = (...components: object[]) => ({ id: 'f', type: 'default', components });
const field = { key: 'k', label: 'The field' };

describe('a lookup', () => {
  const lookup = (properties: object, more: object = {}) => ({
    ...field,
    type: 'textfield',
    properties,
    ...more,
  });

  it('is a text field or select that its author has marked so, with a title beside it', () => {
    const { items, problems } = readForm(
      form(lookup({ 'throughline:lookup': 'odoo:res.partner' }, { conditional: { hide: '=x = 1' } })),
    );
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      {
        ...{ type: 'lookup', key: 'k', titleKey: 'kTitle', dynamic: { hidden: '=x = 1' } },
        records: { system: 'odoo', type: 'res.partner', field: null },
      },
      { type: 'lookup-title', key: 'kTitle', label: 'The field', dynamic: { hidden: '=x = 1' } },
    ]);
  });

  it('searches the CRM of the record, the field and into the variable that are named', () => {
    const own = { lookup: 'res.partner', 'lookup-field': 'ref', 'lookup-title': 'partner_name' };
    const properties = Object.fromEntries(
      Object.entries(own).map(([name, value]) => [`throughline:${name}`, value]),
    );
    expect(readForm(form(lookup(properties, { type: 'select' }))).items).toMatchObject([
      { titleKey: 'partner_name', records: { system: null, type: 'res.partner', field: 'ref' } },
      { type: 'lookup-title', key: 'partner_name' },
    ]);
  });

  it('may open a window, with the columns that are named', () => {
    const own = { lookup: 'lead', 'lookup-view': 'window', 'lookup-columns': 'city, status' };
    const properties = Object.fromEntries(
      Object.entries(own).map(([name, value]) => [`throughline:${name}`, value]),
    );
    const { items, problems } = readForm(form(lookup(properties)));
    expect(problems).toEqual([]);
    expect(items[0]).toMatchObject({ window: true, records: { columns: ['city', 'status'] } });
    expect(items[1]).not.toHaveProperty('window');
  });

  it.each([
    [
      'a view that there is not',
      lookup({ 'throughline:lookup': 'a', 'throughline:lookup-view': 'tree' }),
      'drop-down or window',
    ],
    [
      'columns that are no fields',
      lookup({ 'throughline:lookup': 'a', 'throughline:lookup-columns': 'a, ' }),
      'one to six fields',
    ],
    ['an empty place', lookup({ 'throughline:lookup': ' ' }), 'system:type'],
    [
      'a field with a blank',
      lookup({ 'throughline:lookup': 'a', 'throughline:lookup-field': 'a b' }),
      'a field',
    ],
    [
      'a title that is no variable',
      lookup({ 'throughline:lookup': 'a', 'throughline:lookup-title': '1' }),
      'variable',
    ],
    [
      'a number that looks up',
      lookup({ 'throughline:lookup': 'a' }, { type: 'number' }),
      'a text field or select',
    ],
    ['a search without a lookup', lookup({ 'throughline:lookup-field': 'a' }), 'with throughline:lookup'],
    [
      'a key that the title would have',
      [lookup({ 'throughline:lookup': 'a' }), { ...field, type: 'number', key: 'kTitle' }],
      'once',
    ],
  ])('is refused with %s', (_, components, problem) => {
    expect(readForm(form(...[components].flat())).problems).toMatchObject([
      { field: 'The field', problem: expect.stringContaining(problem) },
    ]);
  });
});
