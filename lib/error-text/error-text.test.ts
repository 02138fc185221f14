import { describe, expect, test, vi } from 'vitest';
import de from '../../public/_locales/de/messages.json' with { type: 'json' };
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import { ERRORS, type ErrorCode, PHRASES, phrase, placesOf, wireError } from '../protocol/index.ts';
import { textsOf } from '../texts/texts.ts';
import { errorText, textKey } from './error-text.ts';

const languages = { en: textsOf(en), de: textsOf(de) };
let spoken: keyof typeof languages = 'en';
vi.mock('wxt/browser', () => ({
  browser: {
    i18n: {
      getMessage: (key: string, substitutions: string[]) => languages[spoken](key, substitutions),
      getUILanguage: () => (spoken === 'en' ? 'en-GB' : 'de-DE'),
    },
  },
}));

const inGerman = (error: Parameters<typeof errorText>[0]) => {
  spoken = 'de';
  try {
    return errorText(error);
  } finally {
    spoken = 'en';
  }
};

type Entry = { message: string; placeholders?: Record<string, { content: string }> };
const sentences = [
  ...Object.entries(ERRORS).map(([code, { text }]) => [textKey('error', code), text] as const),
  ...Object.entries(PHRASES).map(([name, text]) => [textKey('phrase', name), text] as const),
];

describe('every error that can travel', () => {
  test.each(sentences)('%s has its words among the texts, in English the very same', (key, text) => {
    const entry = (en as Record<string, Entry>)[key];
    expect(entry?.message).toBe(text.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}$`));
  });

  test.each(sentences)('%s is filled in in the order of its places, in every language', (key, text) => {
    const expected = placesOf(text).map((name, index) => [name.toLowerCase(), `$${index + 1}`]);
    for (const texts of [en, de] as Record<string, Entry>[]) {
      const placeholders = Object.entries(texts[key]?.placeholders ?? {});
      expect(placeholders.map(([name, { content }]) => [name.toLowerCase(), content])).toEqual(expected);
    }
  });

  test('no text is there for an error that there is not', () => {
    const known = new Set(sentences.map(([key]) => key));
    const stray = Object.keys(en).filter((key) => /^(error|phrase)[A-Z]/.test(key) && !known.has(key));
    expect(stray).toEqual(['errorDetails']);
  });

  test.each(Object.keys(ERRORS) as ErrorCode[])('%s says to a German what it says in English', (code) => {
    const names = placesOf(ERRORS[code].text);
    const error = wireError(code, Object.fromEntries(names.map((name) => [name, `‹${name}›`])));
    expect(errorText(error)).toBe(error.message);
    expect(inGerman(error)).not.toBe(error.message);
    for (const name of names) expect(inGerman(error)).toContain(`‹${name}›`);
  });
});

describe('the parts of an error', () => {
  test('words are translated with it, and what they are filled in with stays', () => {
    const error = wireError('submission-unfit', {
      field: phrase('quoted', { text: 'Straße' }),
      expected: phrase('characters-at-most', { limit: 1200 }),
      got: '"Am Wasserturm 1"',
    });
    expect(error.message).toContain('Expected at most 1200 characters for "Straße", got "Am Wasserturm 1".');
    expect(inGerman(error)).toContain(
      'Erwartet für „Straße“: höchstens 1.200 Zeichen. Angegeben: "Am Wasserturm 1".',
    );
  });

  test('moments are said as the person reads dates', () => {
    const at = { moment: '2026-03-02T12:00:00Z' };
    const error = wireError('task-closed', { reason: phrase('completed'), by: 'Maria', at });
    expect(error.message).toContain('got one that was completed by Maria at 2026-03-02T12:00:00Z.');
    expect(inGerman(error)).toMatch(/diese wurde abgeschlossen: Maria, 02\.03\.2026, \d\d:\d\d\./);
    expect(errorText(error)).toMatch(/completed by Maria at 2 Mar 2026, \d\d:\d\d\./);
  });

  test('what nothing is known of is said to be nothing', () => {
    expect(inGerman(wireError('not-signed-in'))).toContain('vorgefunden wurde: nichts');
    expect(inGerman(wireError('parameter-unfit', { parameter: 'amount' }))).toContain('Angegeben: nichts');
  });

  test('words of a newer server are said as it said them', () => {
    const error = { ...wireError('step-unfit', { expected: phrase('a-role'), got: phrase('none') }) };
    const newer = { ...error, details: { ...error.details, got: { phrase: 'of-tomorrow' } } };
    expect(inGerman(newer)).toBe(error.message);
  });

  test('an error without its parts, as it was kept before there were any, is said as it came', () => {
    const { details: _, ...kept } = wireError('task-taken', { by: 'Maria' });
    expect(inGerman(kept)).toBe(kept.message);
  });
});
