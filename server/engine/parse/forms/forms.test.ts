import { describe, expect, it } from 'vitest';
import { PageItem } from '../../../../lib/protocol/index.ts';
import { REFUSED_TYPES } from './check-component.ts';
import { readForm } from './read-form.ts';

const form = (...components: object[]) => ({ id: 'f', type: 'default', components });
const field = { key: 'k', label: 'The field' };
const VALUES = [{ label: 'A', value: 'a' }, { value: 'b' }];

/** The types of schema version 19 (`form-json-schema`, `type.json`), in its order. */
const SCHEMA_TYPES = [
  ...['textfield', 'number', 'datetime', 'textarea', 'checkbox', 'radio', 'select', 'checklist', 'taglist'],
  ...['image', 'text', 'html', 'button', 'spacer', 'group', 'dynamiclist', 'separator', 'table', 'iframe'],
  ...['expression', 'filepicker', 'documentPreview'],
];

describe('the types of Camunda Forms', () => {
  const COMPLETE = {
    ...{ key: 'k', label: 'L', values: VALUES, path: 'p', expression: '=1' },
    columns: [{ key: 'a', label: 'A' }],
  };

  it.each(SCHEMA_TYPES)('%s is rendered, or refused for a written reason', (type) => {
    const { items, buttons, problems } = readForm(form({ ...COMPLETE, type }));
    const reason = REFUSED_TYPES[type]?.reason;
    if (reason === undefined) {
      expect(problems).toEqual([]);
      expect(items.length + buttons.length).toBe(1);
    } else {
      expect(problems).toMatchObject([{ problem: expect.stringContaining(reason) }]);
    }
  });

  it('are refused in three cases only', () => {
    expect(Object.keys(REFUSED_TYPES)).toEqual(['iframe', 'filepicker', 'documentPreview']);
  });
});

describe('forms', () => {
  it.each<[string, object, object]>([
    ['text', { type: 'text', text: '# Hi\n**you**' }, { type: 'text', text: '# Hi\n**you**' }],
    [
      'html',
      { type: 'html', content: '<p>Hi {{name}}</p>' },
      { type: 'html', text: '', dynamic: { text: '<p>Hi {{name}}</p>' } },
    ],
    ['separator', { type: 'separator' }, { type: 'separator' }],
    ['spacer', { type: 'spacer', height: 40 }, { type: 'spacer', height: 40 }],
    [
      'image',
      { type: 'image', source: '=logo', alt: 'Logo' },
      { type: 'image', source: '', alt: 'Logo', dynamic: { source: '=logo' } },
    ],
    [
      'table',
      {
        type: 'table',
        label: 'Lines',
        dataSource: '=lines',
        columns: [{ key: 'a', label: 'A' }],
        rowCount: 5,
      },
      { type: 'table', columns: [{ key: 'a', label: 'A' }], pageSize: 5, dynamic: { rows: '=lines' } },
    ],
    [
      'table with columns of its own',
      { type: 'table', dataSource: 'lines', columnsExpression: '=columns' },
      { type: 'table', dynamic: { rows: '=lines', columns: '=columns' } },
    ],
    [
      'group',
      { type: 'group', id: 'g', label: 'Address', showOutline: true },
      { type: 'group', id: 'g', label: 'Address', outlined: true },
    ],
    [
      'page',
      { type: 'group', id: 'g', properties: { 'throughline:page': 'true' } },
      { type: 'group', page: true },
    ],
    [
      'group that can be minimised',
      { type: 'group', id: 'g', properties: { 'throughline:minimised': 'false' } },
      { type: 'group', minimised: false },
    ],
    [
      'list',
      { type: 'dynamiclist', id: 'l', path: 'lines', allowAddRemove: false, defaultRepetitions: 2 },
      { type: 'dynamiclist', id: 'l', list: 'lines', growing: false, rows: [{}, {}] },
    ],
    [
      'tag list',
      { ...field, type: 'taglist', valuesKey: 'countries' },
      { type: 'taglist', choices: [], value: [], dynamic: { choices: '=countries' } },
    ],
    [
      'expression',
      { key: 'k', type: 'expression', expression: '=a + b' },
      { type: 'expression', key: 'k', dynamic: { value: '=a + b' } },
    ],
    ['reset button', { type: 'button', label: 'Empty', action: 'reset' }, { type: 'reset', label: 'Empty' }],
    [
      'textfield',
      {
        ...field,
        type: 'textfield',
        validate: { required: true, minLength: 1, maxLength: 9, pattern: '^a' },
      },
      { type: 'textfield', required: true, minLength: 1, maxLength: 9, pattern: '^a', inputType: 'text' },
    ],
    [
      'textfield with FEEL',
      {
        ...field,
        type: 'textfield',
        label: '{{name}} says',
        readonly: '=locked',
        conditional: { hide: '=not(asked)' },
        appearance: { prefixAdorner: '=currency' },
        validate: {
          minLength: '=least',
          maxLength: '20',
          pattern: 'a',
          patternErrorMessage: 'Begin with a.',
        },
      },
      {
        type: 'textfield',
        label: 'k',
        prefix: '',
        maxLength: 20,
        patternError: 'Begin with a.',
        dynamic: {
          label: '{{name}} says',
          readonly: '=locked',
          hidden: '=not(asked)',
          prefix: '=currency',
          minLength: '=least',
        },
      },
    ],
    [
      'e-mail',
      { ...field, type: 'textfield', validate: { validationType: 'email' } },
      { type: 'textfield', inputType: 'email' },
    ],
    [
      'telephone',
      { ...field, type: 'textfield', validate: { validationType: 'phone' } },
      { type: 'textfield', inputType: 'tel' },
    ],
    [
      'textarea',
      { ...field, type: 'textarea', description: 'Why', defaultValue: 'x' },
      { type: 'textarea', description: 'Why', value: 'x' },
    ],
    [
      'number',
      { ...field, type: 'number', decimalDigits: 2, validate: { min: 0, max: 5 }, defaultValue: '3' },
      { type: 'number', decimals: 2, min: 0, max: 5, value: 3 },
    ],
    [
      'number with steps, as text',
      { ...field, type: 'number', increment: '0.5', serializeToString: true, validate: { max: '=most' } },
      { type: 'number', step: 0.5, asText: true, max: null, dynamic: { max: '=most' } },
    ],
    [
      'date',
      { key: 'k', type: 'datetime', subtype: 'date', dateLabel: 'When' },
      { type: 'date', label: 'When' },
    ],
    ['time', { key: 'k', type: 'datetime', subtype: 'time', timeLabel: 'At' }, { type: 'time', label: 'At' }],
    [
      'datetime',
      { key: 'k', type: 'datetime', subtype: 'datetime', dateLabel: 'When' },
      { type: 'datetime', label: 'When' },
    ],
    ['checkbox', { ...field, type: 'checkbox', defaultValue: true }, { type: 'checkbox', value: true }],
    [
      'radio',
      { ...field, type: 'radio', values: VALUES },
      {
        type: 'radio',
        choices: [
          { code: 'a', label: 'A' },
          { code: 'b', label: 'b' },
        ],
      },
    ],
    [
      'select',
      { ...field, type: 'select', values: VALUES, defaultValue: 'b' },
      { type: 'select', value: 'b' },
    ],
    [
      'checklist',
      { ...field, type: 'checklist', values: VALUES, disabled: true },
      { type: 'checklist', value: [], readonly: true },
    ],
  ])('a %s becomes an item', (_, component, item) => {
    const { items, problems } = readForm(form(component));
    expect(problems).toEqual([]);
    expect(items).toMatchObject([item]);
    expect(PageItem.safeParse(items[0]).success).toBe(true);
  });

  it('submit buttons become buttons, the first one primary', () => {
    const { buttons } = readForm(
      form(
        { type: 'button', label: 'Save', key: 'save', action: 'submit' },
        { type: 'button', label: 'Send', id: 'Field_1' },
      ),
    );
    expect(buttons).toEqual([
      { code: 'save', label: 'Save', style: 'primary', validates: true },
      { code: 'Field_1', label: 'Send', style: 'secondary', validates: true },
    ]);
  });

  it.each<[string, object, string]>([
    ['a type that is not rendered', { ...field, type: 'chart' }, 'of type chart'],
    ['a type that every object has', { ...field, type: 'constructor' }, 'of type constructor'],
    ['broken FEEL in the label', { ...field, type: 'textfield', label: '=name +' }, 'FEEL that can be read'],
    ['braces that stay open', { type: 'text', text: '{{#if a}}b' }, 'braces that fit'],
    ['broken FEEL in braces', { type: 'text', text: 'Hi {{name +}}' }, 'FEEL that can be read'],
    ['a condition without =', { ...field, type: 'textfield', conditional: { hide: 'x' } }, 'begins with ='],
    ['a list that does not repeat', { type: 'dynamiclist', path: 'l', isRepeating: false }, 'repeats'],
    ['a list without a path', { type: 'dynamiclist', label: 'Lines' }, 'a path of letters'],
    ['a table without columns', { type: 'table', label: 'T', dataSource: '=x' }, 'columns of the table'],
    ['an expression without one', { key: 'k', type: 'expression' }, 'an expression'],
    ['an unknown property of ours', { type: 'group', properties: { 'throughline:pages': 'true' } }, 'known'],
    ['a page that is no group', { type: 'text', properties: { 'throughline:page': 'true' } }, 'on a group'],
    ['no options', { ...field, type: 'select', values: [] }, 'at least one option'],
    [
      'the same option twice',
      { ...field, type: 'radio', values: [{ value: 'a' }, { value: 'a' }] },
      '"a" twice',
    ],
    ['an empty option', { ...field, type: 'radio', values: [{ value: '' }] }, 'empty'],
    ['no key', { type: 'textfield', label: 'The field' }, 'a key of letters'],
    ['a path that is too long', { ...field, key: 'a.b.c', type: 'textfield' }, 'got "a.b.c"'],
    [
      'several values in a part of a variable',
      { ...field, key: 'a.b', type: 'checklist', values: VALUES },
      'holds a single value',
    ],
    [
      'a default that does not fit',
      { ...field, type: 'select', values: VALUES, defaultValue: 'c' },
      'a default value that fits',
    ],
    [
      'a default of another type',
      { ...field, type: 'number', defaultValue: 'many' },
      'a default value that fits',
    ],
    ['a broken pattern', { ...field, type: 'textfield', validate: { pattern: '(' } }, 'a regular expression'],
    [
      'a length that is none',
      { ...field, type: 'textfield', validate: { maxLength: 'ten' } },
      'a number or FEEL as "maxLength"',
    ],
    [
      'FEEL as the increment',
      { ...field, type: 'number', increment: '=size' },
      'a number as "increment" of the field "The field", got =size',
    ],
    ['an increment that is none', { ...field, type: 'number', increment: 'some' }, 'a number as "increment"'],
    [
      'a button that does something else',
      { type: 'button', label: 'Go', id: 'r', action: 'open' },
      'got "Go" with open',
    ],
    [
      'a text that is too long',
      { ...field, type: 'textfield', description: 'x'.repeat(4001) },
      'shorter texts',
    ],
  ])('%s is refused with the name of the field', (_, component, problem) => {
    const { problems } = readForm(form(component));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      problem: expect.stringContaining(problem),
      remedy: expect.stringMatching(/^[A-Z].+\.$/),
    });
  });

  it('the same key twice is refused', () => {
    expect(
      readForm(form({ ...field, type: 'textfield' }, { ...field, type: 'number' })).problems,
    ).toMatchObject([{ field: 'The field', problem: expect.stringContaining('"k" again') }]);
  });

  it('groups give their path, lists and rows to what stands in them', () => {
    const { items, problems } = readForm(
      form(
        {
          ...{ type: 'group', id: 'g', path: 'address', conditional: { hide: '=none' } },
          components: [
            { type: 'textfield', key: 'street', layout: { row: 'r', columns: 10 } },
            { type: 'textfield', key: 'number', layout: { row: 'r', columns: 6 } },
            { type: 'button', key: 'go', label: 'Go', conditional: { hide: '=late' } },
          ],
        },
        { type: 'dynamiclist', id: 'l', path: 'lines', components: [{ type: 'number', key: 'price' }] },
      ),
    );
    expect(problems).toEqual([]);
    expect(items).toMatchObject([
      { type: 'group', id: 'g' },
      { key: 'address.street', in: 'g', row: 'r', width: 10 },
      { key: 'address.number', in: 'g', row: 'r', width: 6 },
      { type: 'dynamiclist', list: 'lines' },
      { key: 'price', in: 'l' },
    ]);
  });

  it('a button in a group is hidden with it', () => {
    const button = { type: 'button', key: 'go', label: 'Go', conditional: { hide: '=late' } };
    const group = { type: 'group', id: 'g', conditional: { hide: '=none' }, components: [button] };
    expect(readForm(form(group)).buttons).toMatchObject([{ dynamic: { hidden: '=(none) or (late)' } }]);
  });

  it.each<[string, object[], string]>([
    [
      'several values in a row',
      [{ type: 'dynamiclist', path: 'l', components: [{ ...field, type: 'taglist', values: VALUES }] }],
      'single values in the rows',
    ],
    [
      'a list in a list',
      [{ type: 'dynamiclist', id: 'a', path: 'l', components: [{ type: 'dynamiclist', path: 'm' }] }],
      'single values in the rows',
    ],
    [
      'a field outside of the pages',
      [
        { type: 'group', id: 'g', properties: { 'throughline:page': 'true' } },
        { ...field, type: 'textfield' },
      ],
      'on one of the pages',
    ],
    [
      'a page in a group',
      [
        {
          ...{ type: 'group', id: 'g', properties: { 'throughline:page': 'true' } },
          components: [{ type: 'group', id: 'h', properties: { 'throughline:page': 'true' } }],
        },
      ],
      'pages at the top',
    ],
    [
      'a variable with a value and with parts',
      [
        { key: 'a', type: 'textfield' },
        { key: 'a.b', type: 'textfield' },
      ],
      '"a.b" again',
    ],
  ])('%s is refused', (_, components, problem) => {
    expect(readForm(form(...components)).problems).toMatchObject([
      { problem: expect.stringContaining(problem) },
    ]);
  });

  it('groups in groups without end are refused', () => {
    let inner: object = { ...field, type: 'textfield' };
    for (let depth = 0; depth < 40; depth += 1)
      inner = { type: 'group', id: `g${depth}`, components: [inner] };
    expect(readForm(form(inner)).problems).toMatchObject([
      { problem: expect.stringContaining('at most 20') },
    ]);
  });

  it.each([null, undefined, 1, 'x', [], {}, { components: 1 }, { components: [null] }, { components: [{}] }])(
    '%j is no form',
    (document) => expect(readForm(document).problems).toHaveLength(1),
  );
});
