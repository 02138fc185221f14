import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../server/engine/parse/actions.ts';
import { elementTemplates } from './element-templates.ts';

interface Template {
  id: string;
  properties: { label: string; value?: string; description?: string; binding: { name: string } }[];
}

const templates = elementTemplates() as Template[];
const of = (id: string) => templates.find((template) => template.id === `throughline.${id}`);

describe('the element templates of system actions', () => {
  it('are those that are committed', () => {
    const file = readFileSync(
      new URL('../docs/element-templates/system-actions.json', import.meta.url),
      'utf8',
    );
    expect(JSON.parse(file), 'node scripts/element-templates.ts').toEqual(templates);
  });

  it.each(Object.entries(ACTIONS))(
    '%s offers every setting and output in words',
    (name, { settings, outputs }) => {
      const offered = of(name)?.properties.map(({ binding }) => binding.name);
      const wanted = [
        ...Object.keys(settings).filter((setting) => !setting.endsWith(':')),
        ...outputs.map((output) => `output:${output}`),
      ];
      expect(offered).toEqual(expect.arrayContaining(wanted.map((one) => `throughline:${one}`)));
      expect(of(name)?.properties.find(({ binding }) => binding.name === 'camunda:topic')?.value).toBe(
        `throughline:${name}`,
      );
      const raw = of(name)?.properties.filter(({ label, binding }) => binding.name.endsWith(`:${label}`));
      expect(raw?.filter(({ label }) => !label.startsWith('camunda:')) ?? []).toEqual([]);
    },
  );
});
