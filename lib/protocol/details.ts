/** What the sentences of errors are filled in with, as it travels. */
import * as z from 'zod/mini';
import { PHRASES, type PhraseName } from './phrases.ts';

/** The names of the places that a text is filled in at: `{by}` gives `by`. */
export type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Places<Rest>
  : never;

/** A moment, to be said in the person's time zone; ISO 8601. */
export const Moment = z.strictObject({ moment: z.string() });
export type Moment = z.infer<typeof Moment>;

const Plain = z.union([z.string(), z.number(), Moment]);
type Plain = z.infer<typeof Plain>;

/** Words by their name, and what they are filled in with. */
export const Phrase = z.strictObject({
  phrase: z.string(),
  with: z.optional(z.record(z.string(), Plain)),
});
export type Phrase = z.infer<typeof Phrase>;

/** What a sentence is filled in with: a name, a number, a moment, or words that are translated too. */
export const Detail = z.union([Plain, Phrase]);
export type Detail = z.infer<typeof Detail>;

type Filling<Name extends PhraseName> = [Places<(typeof PHRASES)[Name]>] extends [never]
  ? []
  : [details: Record<Places<(typeof PHRASES)[Name]>, Plain>];

/**
 * Words for a part of an error.
 *
 * ```ts
 * phrase('characters-at-most', { limit: 20 })
 * ```
 */
export function phrase<Name extends PhraseName>(name: Name, ...[details]: Filling<Name>): Phrase {
  return details === undefined ? { phrase: name } : { phrase: name, with: details };
}

/** Whether there are words of this name: a newer server may know more. */
export function isPhraseName(name: string): name is PhraseName {
  return Object.hasOwn(PHRASES, name);
}

/** The places of a text, in their order. */
export function placesOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name = '']) => name))];
}

/** Fills in a text in English. */
export function filled(text: string, details: Record<string, Detail>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => inEnglish(details[name]));
}

function inEnglish(detail: Detail | undefined): string {
  if (detail === undefined) return PHRASES.nothing;
  if (typeof detail !== 'object') return String(detail);
  if ('moment' in detail) return detail.moment;
  return isPhraseName(detail.phrase) ? filled(PHRASES[detail.phrase], detail.with ?? {}) : detail.phrase;
}
