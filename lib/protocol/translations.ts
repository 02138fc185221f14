import * as z from 'zod/mini';
import { Text } from './entities.ts';

/** A text of a page in another language: where it stands (a JSON pointer), what stands there, and its translation. */
export const TranslatedText = z.strictObject({
  at: z.string().check(z.maxLength(500)),
  from: Text,
  to: Text,
});
export type TranslatedText = z.infer<typeof TranslatedText>;

/** By language, as browsers name it (`de`, `pt-BR`). */
export const Translations = z.record(z.string().check(z.maxLength(20)), z.array(TranslatedText));
export type Translations = z.infer<typeof Translations>;
