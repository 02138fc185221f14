import { describe, expect, test, vi } from 'vitest';
import de from '../../public/_locales/de/messages.json' with { type: 'json' };
import en from '../../public/_locales/en/messages.json' with { type: 'json' };
import { CASE_FINDINGS, type CaseFindingCode } from '../cases/findings.ts';
import { readCaseDocument } from '../cases/read-case.ts';
import { sampleCase, stage } from '../cases/testing/sample-case.ts';
import { toldFinding } from '../cases/told-finding.ts';
import { phrase, placesOf } from '../protocol/index.ts';
import { textsOf } from '../texts/texts.ts';
import { textKey } from './error-text.ts';
import { findingText } from './finding-text.ts';

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

const inGerman = (finding: Parameters<typeof findingText>[0]) => {
  spoken = 'de';
  try {
    return findingText(finding);
  } finally {
    spoken = 'en';
  }
};

type Entry = { message: string; placeholders?: Record<string, { content: string }> };
const CODES = Object.keys(CASE_FINDINGS) as CaseFindingCode[];
const sentences = CODES.flatMap((code) => {
  const { problem, remedy } = CASE_FINDINGS[code];
  const key = textKey('caseFinding', code);
  return [[key, problem] as const, [`${key}Remedy`, remedy] as const];
});

describe('every finding of a case', () => {
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

  test('no text is there for a finding that there is not', () => {
    const known = new Set(sentences.map(([key]) => key));
    expect(Object.keys(en).filter((key) => /^caseFinding[A-Z]/.test(key) && !known.has(key))).toEqual([]);
  });

  test.each(CODES)('%s says to a German what it says in English', (code) => {
    const { problem, remedy } = CASE_FINDINGS[code];
    const names = placesOf(`${problem} ${remedy}`);
    const details = Object.fromEntries(names.map((name) => [name, `‹${name}›`]));
    const told = toldFinding(null, { code, stage: null, step: null, details });
    expect(findingText(told)).toEqual({ problem: told.problem, remedy: told.remedy });
    const german = inGerman(told);
    expect(german.problem).not.toBe(told.problem);
    expect(german.remedy).not.toBe(told.remedy);
    for (const name of names) expect(`${german.problem} ${german.remedy}`).toContain(`‹${name}›`);
  });
});

describe('what a finding is filled in with', () => {
  const findingsOf = (more: Record<string, unknown>) => {
    const reading = readCaseDocument({ ...sampleCase(), ...more });
    return reading.ok ? [] : reading.findings.map((found) => toldFinding(reading.definition, found));
  };

  test('are words that are translated too', () => {
    const [found] = findingsOf({ stages: [] });
    expect(found).toMatchObject({
      problem: 'Expected a list of at least 1 entries at stages, got one with 0.',
      details: { expected: phrase('entries-at-least', { limit: 1 }) },
    });
    expect(found && inGerman(found).problem).toBe(
      'Erwartet an stages: eine Liste mit mindestens 1 Einträgen. Angegeben: eine mit 0.',
    );
  });

  test('is said as it came where it is of no case, or of a newer server', () => {
    const [found] = findingsOf({ stages: [stage('one')] });
    if (!found) throw new Error('Expected a finding, got none.');
    const { code: _, details: __, ...ofProcess } = found;
    expect(inGerman(found).problem).toBe('Erwartet wurde eine Stufe, die den Fall beendet, es gibt keine.');
    for (const one of [ofProcess, { ...found, code: 'of-tomorrow' }])
      expect(inGerman(one)).toEqual({ problem: found.problem, remedy: found.remedy });
  });
});
