import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}
type Texts = Record<string, Entry>;

const folder = join(import.meta.dirname, '../public/_locales');
const read = (language: string): Texts =>
  JSON.parse(readFileSync(join(folder, language, 'messages.json'), 'utf8'));
const english = read('en');
const translations = readdirSync(folder).filter((language) => language !== 'en');

describe('the translations', () => {
  it('are there: German is complete, as a proof that any language can be', () => {
    expect(translations).toContain('de');
  });

  it.each(translations)('%s has every text, and no other', (language) => {
    const there = Object.keys(read(language)).sort();
    expect(there).toEqual(Object.keys(english).sort());
  });

  it.each(translations)('%s fills in the same at every text', (language) => {
    const texts = read(language);
    const filledIn = (entry: Entry | undefined) => ({
      named: [...new Set(entry?.message.match(/\$\w+\$/g))].sort(),
      from: Object.entries(entry?.placeholders ?? {})
        .map(([name, { content }]) => `${name} ${content}`)
        .sort(),
    });
    const wrong = Object.keys(english).filter(
      (key) => JSON.stringify(filledIn(english[key])) !== JSON.stringify(filledIn(texts[key])),
    );
    expect(wrong).toEqual([]);
  });

  it.each(translations)('%s says what language it is', (language) => {
    expect(read(language).languageTag?.message).toBe(language);
  });

  it.each(translations)('%s translates: a text that reads the same does so for a reason', (language) => {
    const same = Object.entries(read(language)).filter(
      ([key, { message }]) => message === english[key]?.message && /[a-z]{3,} [a-z]{3,}/i.test(message),
    );
    expect(same.map(([key]) => key)).toEqual([]);
  });
});
