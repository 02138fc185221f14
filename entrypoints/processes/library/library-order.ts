import type { LibraryEntry } from '../../../lib/protocol/index.ts';

/** What the library can be sorted by; each begins with what one looks for. */
export const SORTS = ['name', 'state', 'running', 'failed', 'deployed'] as const;
export type Sort = (typeof SORTS)[number];

const STATES = ['active', 'no-new-starts', 'inactive'] as const;

type Compare = (one: LibraryEntry, other: LibraryEntry) => number;

const COMPARE: Record<Sort, Compare> = {
  name: byName,
  state: (one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state),
  running: (one, other) => other.running - one.running,
  failed: (one, other) => other.failed - one.failed,
  deployed: (one, other) => Date.parse(other.deployedAt) - Date.parse(one.deployedAt),
};

/** What the library can be narrowed to: what people call the languages of `LibraryEntry`. */
export const LANGUAGES = ['all', 'bpmn', 'case'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Reads a language from the address; what is none narrows nothing. */
export function languageOf(words: string | undefined): Language {
  return LANGUAGES.find((language) => language === words) ?? 'all';
}

/** Reads a sort from the address; what is no sort is by name. */
export function sortOf(words: string | undefined): Sort {
  return SORTS.find((sort) => sort === words) ?? 'name';
}

/**
 * The entries that a search finds, sorted. All words have to occur, in any order, in the name, key, description
 * or record types.
 *
 * ```ts
 * findEntries(entries, 'lead qual', 'name') // [“Qualify a lead”]
 * ```
 */
export function findEntries(
  entries: readonly LibraryEntry[],
  search: string,
  sort: Sort,
  language: Language = 'all',
): LibraryEntry[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    if (language !== 'all' && entry.language !== language) return false;
    const text = [entry.name, entry.key, entry.description ?? '', ...entry.recordTypes]
      .join(' ')
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  return found.sort((one, other) => COMPARE[sort](one, other) || byName(one, other));
}

/** When the process begins by itself next; null: no timer of it waits. */
export function nextStart({ starts, state }: LibraryEntry): string | null {
  if (state !== 'active') return null;
  const times = starts.flatMap(({ nextAt }) => (nextAt ? [nextAt] : []));
  return times.sort((one, other) => Date.parse(one) - Date.parse(other))[0] ?? null;
}

function byName(one: LibraryEntry, other: LibraryEntry): number {
  return one.name.localeCompare(other.name, undefined, { numeric: true }) || one.key.localeCompare(other.key);
}
