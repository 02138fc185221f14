/** What of an opened task reads differently in the other languages of its process (behaviour 1.1). */
import type { TranslatedText, Translations } from '../../lib/protocol/index.ts';
import type { OpenedTask } from './model.ts';

type Readable = Pick<OpenedTask, 'title' | 'hint' | 'content'>;

/** The texts that differ, by language; a language in which nothing does is left out. */
export function translationsOf(task: Readable, others: Record<string, Readable>): Translations {
  const { title, hint, content } = task;
  return Object.fromEntries(
    Object.entries(others).flatMap(([language, other]) => {
      const texts = differences(
        { title, hint, content },
        { title: other.title, hint: other.hint, content: other.content },
        '',
      );
      return texts.length === 0 ? [] : [[language, texts]];
    }),
  );
}

/** The strings at the same place of two values of the same shape that are not the same, by JSON pointer. */
function differences(one: unknown, other: unknown, at: string): TranslatedText[] {
  if (typeof one === 'string')
    return typeof other === 'string' && one !== other ? [{ at, from: one, to: other }] : [];
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return [];
  const others = new Map(Object.entries(other));
  return Object.entries(one).flatMap(([key, value]) =>
    differences(value, others.get(key), `${at}/${escaped(key)}`),
  );
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
