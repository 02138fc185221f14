import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAcceptLanguage, textsIn } from './texts.ts';

interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const root = join(import.meta.dirname, '..');
const read = (name: string): Record<string, Entry> =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));
const english = read('en.json');
const others = readdirSync(import.meta.dirname).filter((name) => /^(?!en)\w+\.json$/.test(name));
const partsOf = ({ message, placeholders = {} }: Entry) => ({
  inside: [...new Set(message.match(/\$\w+\$/g))].sort(),
  from: Object.entries(placeholders).map(([name, { content }]) => `${name} ${content}`),
});

describe('the texts of the server', () => {
  it('are there in German', () => {
    expect(others).toContain('de.json');
  });

  it.each(others)('are the same ones in %s, filled in with the same', (name) => {
    const texts = read(name);
    expect(Object.keys(texts)).toEqual(Object.keys(english));
    for (const [key, entry] of Object.entries(english))
      expect([key, partsOf(texts[key] ?? { message: '' })]).toEqual([key, partsOf(entry)]);
    expect(texts.languageTag?.message).toBe(name.replace('.json', ''));
    expect(textsIn([name.replace('.json', '')]).language).toBe(name.replace('.json', ''));
  });

  it.each(others)('are translated in %s', (name) => {
    const same = Object.entries(read(name)).filter(
      ([key, { message }]) => message === english[key]?.message && /[a-z]{3,} [a-z]{3,}/i.test(message),
    );
    expect(same).toEqual([]);
  });

  it('are all used', () => {
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const unused = Object.keys(english).filter(
      (key) => key !== 'languageTag' && !sources.includes(`'${key.replace(/(One|Other)$/, '')}`),
    );
    expect(unused).toEqual([]);
  });
});

describe('the language of a person', () => {
  it.each([
    [['de-AT'], 'de', 'de-AT'],
    [['nl', 'de'], 'de', 'de'],
    [['DE'], 'de', 'DE'],
    [['nl'], 'en', 'en'],
    [['en-GB', 'de'], 'en', 'en-GB'],
    [['__proto__', 'de_??', 'de-'], 'en', 'en'],
    [[], 'en', 'en'],
  ])('%j is answered in %s, with the dates of %s', (wanted, language, locale) => {
    expect(textsIn(wanted)).toMatchObject({ language, locale, direction: 'ltr' });
  });

  it('is read from what browsers ask for, by how much they want it', () => {
    expect(readAcceptLanguage('en;q=0.5, de-CH, fr;q=0, *;q=0.1, <b>')).toEqual(['de-CH', 'en']);
    expect(readAcceptLanguage(undefined)).toEqual([]);
  });

  it('counts in its own way', () => {
    expect(textsIn(['de']).counted('signInWait', 1)).toContain('1 Sekunde und');
    expect(textsIn(['en']).counted('signInWait', 30)).toContain('30 seconds,');
  });
});
