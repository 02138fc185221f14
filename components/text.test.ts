import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const root = join(import.meta.dirname, '..');
const messages: Record<string, Entry> = JSON.parse(
  readFileSync(join(root, 'public/_locales/en/messages.json'), 'utf8'),
);
const sources = ['components', 'entrypoints', 'lib']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))
  .concat('wxt.config.ts')
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');
const keys = Object.keys(messages);
const counted = new Set([...sources.matchAll(/counted\(\s*'(\w+)'/g)].map(([, stem = '']) => stem));

describe('the texts', () => {
  it('all exist that the sources ask for', () => {
    const asked = [...sources.matchAll(/(?:\btext|getMessage)\(\s*'(\w+)'/g)].map(([, key = '']) => key);
    const forms = [...counted].flatMap((stem) => [`${stem}One`, `${stem}Other`]);
    expect([...asked, ...forms].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('are all used', () => {
    const used = (key: string) =>
      sources.includes(`'${key}'`) ||
      sources.includes(`__MSG_${key}__`) ||
      counted.has(key.replace(/(One|Other)$/, ''));
    // Those of errors and of the findings of cases are compared with their tables by the tests of lib/error-text.
    const others = keys.filter((key) => !/^(error|phrase|caseFinding)[A-Z]/.test(key));
    expect(others.filter((key) => !used(key))).toEqual([]);
  });

  it('declare every placeholder that they contain, and no other', () => {
    const wrong = keys.filter((key) => {
      const { message, placeholders = {} } = messages[key] ?? { message: '' };
      const inside = [...message.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name.toLowerCase()).sort();
      return JSON.stringify([...new Set(inside)]) !== JSON.stringify(Object.keys(placeholders).sort());
    });
    expect(wrong).toEqual([]);
  });

  it('say what is expected instead of calling an entry invalid', () => {
    expect(keys.filter((key) => /\binvalid\b|\boops\b/i.test(messages[key]?.message ?? ''))).toEqual([]);
  });

  it('keep to the words of the project', () => {
    const synonyms = /\b(to-?do|job|workflow|ticket|assignee)s?\b/i;
    expect(keys.filter((key) => synonyms.test(messages[key]?.message ?? ''))).toEqual([]);
  });
});
