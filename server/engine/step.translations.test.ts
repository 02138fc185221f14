/** Texts of steps in other languages (behaviour 1.1). */
import { describe, expect, it } from 'vitest';
import type { Values } from './model.ts';
import { defined, process } from './testing/process.ts';
import { Scenario } from './testing/scenario.ts';

const asking = (properties: Record<string, string>) =>
  process()
    .start('in')
    .task('ask', {
      name: 'Ask',
      properties: {
        kind: 'user-dialog',
        result: 'answer',
        'answer:yes': 'Yes',
        'answer:no': 'No',
        ...properties,
      },
    })
    .end('out')
    .path('in', 'ask', 'out');

const translationsOf = async (properties: Record<string, string>, variables: Values = {}) =>
  new Scenario(await defined(asking(properties)), variables).tasks[0]?.translations;

describe('behaviour 1.1: texts in the language of the performer', () => {
  it('are made with the variables, each at its place; what is not translated is not there', async () => {
    const translations = await translationsOf(
      {
        ...{ title: 'Call ${who}', question: 'Is ${who} in?', hint: 'Be calm' },
        ...{ 'de:title': '${who} anrufen', 'de:question': 'Ist ${who} da?', 'de:answer:no': 'Nein' },
        'fr:answer:yes': 'Oui',
      },
      { who: 'Ada' },
    );
    expect(translations).toEqual({
      de: [
        { at: '/title', from: 'Call Ada', to: 'Ada anrufen' },
        { at: '/content/question', from: 'Is Ada in?', to: 'Ist Ada da?' },
        { at: '/content/answers/1/label', from: 'No', to: 'Nein' },
      ],
      fr: [{ at: '/content/answers/0/label', from: 'Yes', to: 'Oui' }],
    });
  });

  it('the title can be translated where it is the name of the element, and the question follows it', async () => {
    expect(await translationsOf({ 'de:title': 'Fragen' })).toEqual({
      de: [
        { at: '/title', from: 'Ask', to: 'Fragen' },
        { at: '/content/question', from: 'Ask', to: 'Fragen' },
      ],
    });
  });

  it('one that cannot be made does not keep the step from opening', async () => {
    const properties = { title: 'Call', 'de:title': '${rows[0].name}' };
    const scenario = new Scenario(await defined(asking(properties)), { rows: 'none' });
    expect(scenario.open).toEqual(['ask']);
    expect(scenario.tasks[0]?.translations).toEqual({});
  });

  it('those of a form stand among the custom properties of its fields', async () => {
    const built = process()
      .start('in')
      .task('fill', { name: 'Fill in', formRef: 'form', properties: { kind: 'auto-generated-page' } })
      .end('out')
      .path('in', 'fill', 'out');
    const form = {
      type: 'default',
      components: [
        {
          ...{ type: 'select', id: 'a', key: 'size', label: 'Size' },
          values: [{ label: 'Small', value: 's' }],
          properties: { 'throughline:de:label': 'Größe', 'throughline:de:value:s': 'Klein', other: 'kept' },
        },
      ],
    };
    const task = new Scenario(await defined(built, { 'form.form': form })).tasks[0];
    expect(task?.translations.de?.map(({ from, to }) => [from, to])).toEqual([
      ['Size', 'Größe'],
      ['Small', 'Klein'],
    ]);
  });
});
