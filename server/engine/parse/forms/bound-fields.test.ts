/** Fields of forms that belong to fields of records in the CRM (behaviour 1.6). */
import { describe, expect, it } from 'vitest';
import { readForm } from './read-form.ts';

const form = (...components: object[]) => ({ id: 'f', type: 'default', components });
const bound = (field: string, more: object = {}) => ({
  ...{ type: 'textfield', key: 'k', label: 'The field', properties: { 'throughline:field': field } },
  ...more,
});

describe('a field of a record', () => {
  it.each([
    ...['textfield', 'textarea', 'number', 'checkbox'].map((type) => ({ type })),
    { type: 'datetime', subtype: 'date' },
    { type: 'select', values: [{ value: 'a', label: 'A' }] },
    { type: 'textfield', properties: { 'throughline:field': 'lead.budget', 'throughline:lookup': 'lead' } },
  ])('[M16] may be %o', (more) => {
    const { items, problems } = readForm(form(bound('lead.budget', more)));
    expect(problems).toEqual([]);
    expect(items[0]).toMatchObject({ bound: { source: 'lead', field: 'budget' } });
  });

  it('leaves the title of a lookup alone', () => {
    const properties = { 'throughline:field': 'lead.owner', 'throughline:lookup': 'user' };
    const { items } = readForm(form(bound('', { properties })));
    expect(items[1]).toMatchObject({ type: 'lookup-title' });
    expect(items[1]).not.toHaveProperty('bound');
  });

  it.each([
    ['no field', bound('lead'), 'as lead.budget'],
    ['a blank in it', bound('lead.the budget'), 'as lead.budget'],
    ['several values', bound('lead.tags', { type: 'taglist', values: [{ value: 'a' }] }), 'a single value'],
    ['a text', bound('lead.tags', { type: 'text', text: 'x' }), 'a single value'],
    [
      'the same field twice',
      [bound('lead.budget'), bound('lead.budget', { key: 'other' })],
      'for each field of a record',
    ],
    [
      'a place in a list',
      { type: 'dynamiclist', path: 'rows', label: 'The field', components: [bound('lead.budget')] },
      'a field of a record',
    ],
  ])('is refused with %s', (_, components, problem) => {
    expect(readForm(form(...[components].flat())).problems).toMatchObject([
      { problem: expect.stringContaining(problem) },
    ]);
  });
});
