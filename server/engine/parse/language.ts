/** The names of texts in another language: `throughline:<language>:<property>`. */
import { TRANSLATABLE, typeOfProperty } from './profile.ts';

/** A language as browsers name it, for example `de` or `pt-BR`. */
export const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;

export interface Translation {
  language: string;
  /** The property whose text it is, without its namespace: `title`, `answer:yes`. */
  of: string;
}

/** What the name of a property says; null: it is no text in another language. */
export function readTranslation(name: string, table = TRANSLATABLE): Translation | null {
  const [namespace, language, ...rest] = name.split(':');
  if (namespace !== 'throughline' || language === undefined || rest.length === 0) return null;
  const of = rest.join(':');
  return LANGUAGE.test(language) && typeOfProperty(table, of) !== null ? { language, of } : null;
}
