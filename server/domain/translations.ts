/** The texts of tasks in the other languages of their process, as they are kept and told. */
import type { Translations } from '../../lib/protocol/index.ts';

/** The titles among the texts of a task, by language. */
export function titlesIn(translations: Translations): Record<string, string> {
  return Object.fromEntries(
    Object.entries(translations).flatMap(([language, texts]) => {
      const title = texts.find(({ at }) => at === '/title');
      return title ? [[language, title.to] as const] : [];
    }),
  );
}

/** Of these records by language, those that have any: most processes speak one language, and say nothing of others. */
export function whereTranslated<Texts extends Record<string, object>>(texts: Texts): Partial<Texts> {
  const given = Object.entries(texts).filter(([, byLanguage]) => Object.keys(byLanguage).length > 0);
  return Object.fromEntries(given) as Partial<Texts>;
}
