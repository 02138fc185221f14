import { browser } from 'wxt/browser';
import { locale } from '../lib/locale.ts';
import type messages from '../public/_locales/en/messages.json';

export { locale };

export type MessageKey = keyof typeof messages;

/** Keys of which there is a form for one and a form for several: `queuedOne` and `queuedOther`. */
export type CountKey = {
  [Key in MessageKey]: Key extends `${infer Stem}Other` ? Stem : never;
}[MessageKey];

type LookUp = (name: string, substitutions: string[]) => string;

/**
 * A text for the person, from the locale files.
 *
 * ```ts
 * text('refusalTitle', 'Call back') // "Not accepted: Call back"
 * ```
 */
export function text(key: MessageKey, ...substitutions: string[]): string {
  // WXT types the keys too, but only after it has prepared its types; ours are always up to date.
  const i18n = browser.i18n as unknown as { getMessage: LookUp };
  return i18n.getMessage(key, substitutions);
}

/**
 * A text with a number in it, in the right grammatical form; what else is in it follows the number.
 *
 * ```ts
 * counted('queued', 3) // "3 entries wait to be sent"
 * ```
 */
export function counted(stem: CountKey, count: number, ...more: string[]): string {
  const form = plural().select(count) === 'one' ? 'One' : 'Other';
  return text(`${stem}${form}` as MessageKey, numeral(count), ...more);
}

/** A number as the person writes it, to be filled into a text. */
export function numeral(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

let rules: Intl.PluralRules | null = null;
function plural(): Intl.PluralRules {
  rules ??= new Intl.PluralRules(locale());
  return rules;
}
