import { describe, expect, it } from 'vitest';
import { CaseStepKind } from '../../../../../lib/cases/definition.ts';
import { CHOICES, GROUPS, SETTINGS } from './parameter-words.ts';
import { hasProperty, parametersOf } from './parameters.ts';

const everything = CaseStepKind.options.flatMap((kind) => parametersOf(kind));

describe('the settings of steps', () => {
  it('all have words, and so do their choices and groups; none has words for nothing', () => {
    const unique = (names: readonly string[]) => [...new Set(names)].sort();
    expect(unique(everything.map(({ name }) => name))).toEqual(Object.keys(SETTINGS).sort());
    expect(unique(everything.flatMap(({ values }) => values))).toEqual(Object.keys(CHOICES).sort());
    expect(unique(everything.map(({ group }) => group))).toEqual(Object.keys(GROUPS).sort());
  });

  it('are those of the kind', () => {
    expect(parametersOf('user-dialog').map(({ name }) => name)).toContain('question');
    expect(parametersOf('perform-task').map(({ name }) => name)).not.toContain('create-activity');
    expect(parametersOf('process')).toEqual([]);
    expect(parametersOf('approval').find(({ name }) => name === 'delegation')).toMatchObject({
      ...{ type: 'choice', values: ['', 'true', 'false'] },
    });
  });

  it('do not say what the case says itself', () => {
    const names = everything.map(({ name }) => name);
    for (const name of ['kind', 'result', 'background', 'performer-manager'])
      expect(names).not.toContain(name);
  });

  it('are kept by another kind that has them too', () => {
    expect(hasProperty('approval', 'hint')).toBe(true);
    expect(hasProperty('approval', 'result:done')).toBe(false);
    expect(hasProperty('open-edit-page', 'result:done')).toBe(true);
    expect(hasProperty('process', 'hint')).toBe(false);
  });
});
