import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../server/engine/parse/actions.ts';
import { ACTION_HELP, OUTPUTS, PROPERTIES, SETTINGS } from './element-templates/labels.ts';
import { templateFiles } from './element-templates.ts';

const files = Object.entries(templateFiles());

describe('the element templates of system actions and events', () => {
  it.each(files)('%s is what the tables of the engine say', (name, templates) => {
    const written = readFileSync(new URL(`../docs/element-templates/${name}`, import.meta.url), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(templates)));
  });

  it('have one for every system action, with its topic, settings and outputs', () => {
    const actions = files[0]?.[1] ?? [];
    expect(actions.map(({ id }) => id)).toEqual(Object.keys(ACTIONS).map((name) => `throughline.${name}`));
    for (const { properties } of actions)
      expect(properties.filter(({ type }) => type === 'Hidden').map(({ value }) => value)).toEqual([
        'external',
        expect.stringMatching(/^throughline:/),
      ]);
  });

  it('have words of their own for every field', () => {
    const settings = Object.values(ACTIONS).flatMap((action) => Object.keys(action.settings));
    expect(settings.filter((name) => !name.endsWith(':') && !Object.hasOwn(SETTINGS, name))).toEqual([]);
    const outputs = Object.values(ACTIONS).flatMap((action): readonly string[] => action.outputs);
    expect(outputs.filter((name) => !Object.hasOwn(OUTPUTS, name))).toEqual([]);
    expect(Object.keys(ACTIONS).filter((name) => !Object.hasOwn(ACTION_HELP, name))).toEqual([]);
    const names = files
      .flatMap(([, templates]) => templates)
      .filter(({ properties }) => properties[0]?.type !== 'Hidden')
      .flatMap(({ properties }) => properties.map(({ binding }) => binding.name.replace('throughline:', '')));
    expect(names.filter((name) => !Object.hasOwn(PROPERTIES, name))).toEqual([]);
  });
});
