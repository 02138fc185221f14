/** Errors in the language of the person who reads them (issue 4, *Languages*). */
import { browser } from 'wxt/browser';
import { locale } from '../locale.ts';
import { type Detail, ERRORS, isPhraseName, PHRASES, placesOf, type WireError } from '../protocol/index.ts';

/** What an error is called among the texts: `task-closed` is `errorTaskClosed`, the words `a-reason` are `phraseAReason`. */
export function textKey(kind: 'error' | 'phrase' | 'caseFinding', name: string): string {
  const words = name.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return [kind, ...words].join('');
}

/**
 * The sentence of an error. What there are no words for, because a newer server knows more, is said as it came.
 *
 * ```ts
 * errorText(wireError('task-taken', { by: 'Maria' })) // “Erwartet wurde eine Aufgabe, die niemand übernommen hat, …”
 * ```
 */
export function errorText({ code, message, details }: WireError): string {
  return sentence(textKey('error', code), ERRORS[code].text, details) ?? message;
}

/** A text filled in, given its English in the table; null: there are no words for it, or for a part of it. */
export function sentence(
  key: string,
  english: string,
  details: Readonly<Record<string, Detail>> | undefined,
): string | null {
  const places = placesOf(english);
  // Kept by an older version of the extension, or made where nothing was known.
  if (places.length > 0 && details === undefined) return null;
  const parts = places.map((place) => said(details?.[place]));
  return parts.every((part) => part !== null) ? lookUp(key, parts) || null : null;
}

/** A part of a sentence; null: there are no words for it. */
function said(detail: Detail | undefined): string | null {
  if (detail === undefined) return lookUp(textKey('phrase', 'nothing'));
  if (typeof detail === 'string') return detail;
  if (typeof detail === 'number') return new Intl.NumberFormat(locale()).format(detail);
  if ('moment' in detail) return moment(detail.moment);
  if (!isPhraseName(detail.phrase)) return null;
  const places = placesOf(PHRASES[detail.phrase]);
  return lookUp(
    textKey('phrase', detail.phrase),
    places.map((place) => said(detail.with?.[place]) ?? ''),
  );
}

function moment(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

function lookUp(key: string, substitutions: string[] = []): string {
  // The keys are those of the table, which a test compares; WXT's types want them spelled out.
  const i18n = browser.i18n as unknown as { getMessage(key: string, substitutions: string[]): string };
  return i18n.getMessage(key, substitutions);
}
