/** What the documents promise and what the code does are held together here. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTION_PROPERTIES, ACTIONS } from './parse/actions.ts';
import { RENDERED_TYPES } from './parse/forms/read-item.ts';
import {
  ELEMENT_PROPERTIES,
  LOOP_PROPERTIES,
  LOOP_VARIABLES,
  PROCESS_PROPERTIES,
  propertiesOfKind,
  RECORD_EVENT_PROPERTIES,
  SCHEDULE_PROPERTIES,
  START_VARIABLES,
  SUPPORTED_KINDS,
} from './parse/profile.ts';
import { SUPPORTED } from './parse/subset.ts';

const HERE = new URL('.', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, HERE), 'utf8');
const files = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const ids = (text: string) => new Set(text.match(/\[ENG-\d+\]/g));

describe('docs/process-semantics.md', () => {
  const rules = ids(read('../../docs/process-semantics.md'));
  const tested = ids(
    files
      .filter((name) => name.endsWith('.test.ts') && !name.startsWith('semantics'))
      .map(read)
      .join('\n'),
  );

  it('names every rule once, with a number that no other rule has', () => {
    const table = [...read('../../docs/process-semantics.md').matchAll(/^\| (\[ENG-\d+\]) \|/gm)];
    const named = table.map(([, id]) => id);
    expect(named).toEqual([...new Set(named)]);
    expect([...rules].filter((id) => !named.includes(id))).toEqual([]);
  });

  it('has a test for every rule, and no test has a rule that is not there', () => {
    expect([...rules].filter((id) => !tested.has(id))).toEqual([]);
    expect([...tested].filter((id) => !rules.has(id))).toEqual([]);
  });
});

describe('docs/authoring.md', () => {
  const guide = read('../../docs/authoring.md');
  const written = (name: string) => (name.endsWith(':') ? `${name}<code>` : name);

  it('names every property, start variable and form field', () => {
    const tables = [
      PROCESS_PROPERTIES,
      ELEMENT_PROPERTIES,
      LOOP_PROPERTIES,
      SCHEDULE_PROPERTIES,
      RECORD_EVENT_PROPERTIES,
      ACTION_PROPERTIES,
      ...SUPPORTED_KINDS.map(propertiesOfKind),
    ];
    const names = tables.flatMap(Object.keys).map((name) => `\`throughline:${written(name)}\``);
    const variables = [...START_VARIABLES, ...LOOP_VARIABLES].map((name) => `\`${name}\``);
    const fields = RENDERED_TYPES.map((name) => `\`${name}\``);
    expect([...names, ...variables, ...fields].filter((name) => !guide.includes(name))).toEqual([]);
  });

  it('names every setting and output of every system action', () => {
    for (const [name, { settings, outputs }] of Object.entries(ACTIONS)) {
      const row = guide.split('\n').find((line) => line.startsWith(`| \`throughline:${name}\` |`)) ?? '';
      const missing = [...Object.keys(settings).map(written), ...outputs].filter(
        (word) => !row.includes(`\`${word}\``),
      );
      expect([name, missing]).toEqual([name, []]);
    }
  });

  it('names every element that is executed', () => {
    const words = [...SUPPORTED].map((type) =>
      type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    );
    const said = guide.toLowerCase().replaceAll('-', ' ');
    expect(words.filter((word) => !said.includes(word))).toEqual([]);
  });
});

describe('docs/element-templates/throughline.json', () => {
  interface Template {
    properties: { type: string; value?: string; binding: { type: string; name: string } }[];
  }
  const templates = JSON.parse(read('../../docs/element-templates/throughline.json')) as Template[];

  it('offers every property of every kind that is executed, and no other', () => {
    const kinds = templates.map(({ properties }) => {
      const names = properties
        .map(({ binding }) => binding.name)
        .filter((name) => name.startsWith('throughline:'));
      const kind = properties.find(({ binding }) => binding.name === 'throughline:kind')?.value ?? '';
      // Three answers, buttons or results stand for any number of them.
      return [
        kind,
        new Set(names.map((name) => name.slice('throughline:'.length).replace(/:.*/, ':'))),
      ] as const;
    });
    const expected = SUPPORTED_KINDS.map((kind) => {
      const all = { ...ELEMENT_PROPERTIES, ...propertiesOfKind(kind) };
      // Style and validation are per button and written by hand.
      return [kind as string, new Set(Object.keys(all).filter((name) => !/^button-/.test(name)))] as const;
    });
    expect(new Map(kinds)).toEqual(new Map(expected));
  });
});

describe('docs/element-templates/process.json', () => {
  it('offers every property of processes, of every element and of loops, but for those with a code', () => {
    const templates = JSON.parse(read('../../docs/element-templates/process.json')) as {
      properties: { binding: { name: string } }[];
    }[];
    const offered = templates.flatMap(({ properties }) => properties.map(({ binding }) => binding.name));
    const tables = { ...PROCESS_PROPERTIES, ...ELEMENT_PROPERTIES, ...LOOP_PROPERTIES };
    const names = Object.keys(tables).filter((name) => !name.endsWith(':'));
    expect(offered.toSorted()).toEqual(names.map((name) => `throughline:${name}`).toSorted());
  });
});

describe('the interpreter', () => {
  it('has no clock, no chance and no way out: it imports nothing that does input or output', () => {
    const pure = files.filter((name) => !/test|^testing|^parse|^embedded|^camunda/.test(name));
    expect(pure.length).toBeGreaterThan(20);
    for (const name of pure) {
      const source = read(name);
      expect([
        name,
        source.match(
          /Date\.now|new Date\(\)|Math\.random|\bprocess\.(?:env|argv|exit|cwd|stdout|stderr|nextTick|hrtime)\b|console\.|setTimeout|fetch\(/g,
        ),
      ]).toEqual([name, null]);
      const imports = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '');
      const foreign = imports.filter((from) => !from.startsWith('.') && from !== 'zod' && from !== 'jsep');
      expect([name, foreign]).toEqual([name, []]);
    }
  });
});
