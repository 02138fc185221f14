/**
 * What the server itself says to people: its sign-in pages and its mails. One file for each language, in the format of
 * the extension's `_locales`.
 */
import { directionOf } from '../../lib/texts/direction.ts';
import { textsOf } from '../../lib/texts/texts.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

export type TextKey = keyof typeof en;

/** Keys of which there is a form for one and a form for several. */
type CountKey = { [Key in TextKey]: Key extends `${infer Stem}Other` ? Stem : never }[TextKey];

/** The texts of one language, and how it is written. */
export interface Texts {
  /** As `lang` has it. */
  language: string;
  direction: 'ltr' | 'rtl';
  text(key: TextKey, ...substitutions: string[]): string;
  /** A text with a number in it, in the right grammatical form. */
  counted(stem: CountKey, count: number): string;
  /** The locale for dates and numbers: the person's, where it is of this language. */
  locale: string;
}

const FILES: Record<string, typeof en> = { en, de };

/**
 * The texts in the first of these languages, as people name them (`de-AT`), that there are any in; else English.
 *
 * ```ts
 * textsIn(['nl', 'de-AT']).text('signInTitle') // "Anmelden"
 * ```
 */
export function textsIn(wanted: readonly string[]): Texts {
  const locale = wanted.find((name) => Object.hasOwn(FILES, baseOf(name)) && isLocale(name)) ?? 'en';
  const language = baseOf(locale);
  const lookUp = textsOf(FILES[language] ?? en);
  const text = (key: TextKey, ...substitutions: string[]) => lookUp(key, substitutions);
  return {
    ...{ language, locale, text, direction: directionOf(language) },
    counted: (stem, count) => {
      const form = new Intl.PluralRules(locale).select(count) === 'one' ? 'One' : 'Other';
      return text(`${stem}${form}`, new Intl.NumberFormat(locale).format(count));
    },
  };
}

/** The languages of an `Accept-Language` header, the most wanted first. */
export function readAcceptLanguage(header: string | undefined): string[] {
  const parts = (header ?? '').slice(0, 500).split(',');
  return parts
    .flatMap((part) => {
      const [name = '', ...options] = part.split(';').map((piece) => piece.trim());
      const quality = options.find((option) => option.startsWith('q='))?.slice(2);
      const weight = quality === undefined ? 1 : Number(quality);
      return /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(name) && weight > 0 ? [{ name, weight }] : [];
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ name }) => name);
}

const baseOf = (locale: string) => (locale.split('-')[0] ?? '').toLowerCase();

function isLocale(name: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name).length > 0;
  } catch {
    return false;
  }
}
