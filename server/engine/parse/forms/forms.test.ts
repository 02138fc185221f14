import { describe, expect, it } from 'vitest';
import { PageItem } from '../../../../lib/protocol/index.ts';
import { plainText } from './plain-text.ts';
import { readForm } from './read-form.ts';

const form = (...components: object[]) => ({ id: 'f', type: 'default', components });
const field = { key: 'k', label: 'The field' };
const VALUES = [{ label: 'A', value: 'a' }, { value: 'b' }];

describe('forms', () => {
  it.each<[string, object, object]>([
    ['text', { type: 'text', text: '# Hi\n**you**' }, { type: 'text', text: 'Hi\nyou' }],
    ['separator', { type: 'separator' }, { type: 'separator' }],
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

  it('a spacer leaves no item', () => {
    expect(readForm(form({ type: 'spacer', height: 60 }))).toEqual({ items: [], buttons: [], problems: [] });
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
    ['a type that is not rendered', { ...field, type: 'dynamiclist' }, 'of type dynamiclist'],
    ['a type that every object has', { ...field, type: 'constructor' }, 'of type constructor'],
    ['FEEL in the label', { ...field, type: 'textfield', label: '=name' }, 'FEEL expression =name'],
    ['FEEL in the text', { type: 'text', text: 'Hi {{name}}' }, 'FEEL expression'],
    ['FEEL as read-only', { ...field, type: 'textfield', readonly: '=x' }, 'FEEL expression'],
    ['a condition', { ...field, type: 'textfield', conditional: { hide: '=x' } }, 'without "conditional"'],
    ['options from elsewhere', { ...field, type: 'select', valuesKey: 'options' }, 'without "valuesKey"'],
    ['no options', { ...field, type: 'select', values: [] }, 'at least one option'],
    [
      'the same option twice',
      { ...field, type: 'radio', values: [{ value: 'a' }, { value: 'a' }] },
      '"a" twice',
    ],
    ['an empty option', { ...field, type: 'radio', values: [{ value: '' }] }, 'empty'],
    ['no key', { type: 'textfield', label: 'The field' }, 'a key of letters'],
    ['a path as key', { ...field, key: 'a.b', type: 'textfield' }, 'got "a.b"'],
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
      'unknown value at "validate.maxLength"',
    ],
    [
      'a button that resets',
      { type: 'button', label: 'Reset', id: 'r', action: 'reset' },
      'got "Reset" with reset',
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

  it.each([null, undefined, 1, 'x', [], {}, { components: 1 }, { components: [null] }, { components: [{}] }])(
    '%j is no form',
    (document) => expect(readForm(document).problems).toHaveLength(1),
  );
});

describe('markdown', () => {
  it.each([
    ['plain text', 'plain text'],
    ['## Title', 'Title'],
    ['**bold**, *it*, __b__, _i_, `code`', 'bold, it, b, i, code'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2*3*4'],
    ['[guide](https://example.org "t")', 'guide (https://example.org)'],
    ['![logo](x.png) here', 'logo here'],
    ['* one\n+ two\n- three', '- one\n- two\n- three'],
    ['> quoted', 'quoted'],
    ['a\n\n---\n\n\nb', 'a\n\nb'],
    ['<b>x</b> <script>y</script> 1 < 2', 'x y 1 < 2'],
  ])('%j becomes %j', (markdown, text) => expect(plainText(markdown)).toBe(text));
});
