import { oneForm } from './record-id.ts';
import type { KeyedList, LinkedList, ListPage, RecordPage, SiteAdapter } from './schema.ts';

/** A record as an address names it, and the shape of page that shows it. */
export interface RecordMatch {
  type: string;
  id: string;
  page: RecordPage;
}

/** Types by the words that addresses have for them, as a page's reader has told them. */
export type Words = ReadonlyMap<string, string>;
const NO_WORDS: Words = new Map();

/**
 * The record that an address shows, or null.
 *
 * ```ts
 * matchRecord(tryton, 'https://erp.example/#prod/model/party.party/3;views=[12]')
 * // { type: 'party.party', id: '3', page: … }
 * ```
 */
export function matchRecord(site: SiteAdapter, url: string, learned: Words = NO_WORDS): RecordMatch | null {
  const path = pathOf(url);
  for (const page of site.records) {
    const groups = new RegExp(page.url).exec(path)?.groups;
    const type = page.type ?? typeOf(groups?.type, page, learned);
    const id = groups?.id;
    if (type && id) return { type, id: oneForm(site, decoded(id)), page };
  }
  return null;
}

/** The word of an address for a type that has to be asked of the adapter's reader; null: there is none. */
export function wordToLearn(site: SiteAdapter, url: string, learned: Words = NO_WORDS): string | null {
  if (!site.reader || matchRecord(site, url, learned)) return null;
  const path = pathOf(url);
  for (const page of site.records) {
    const word = new RegExp(page.url).exec(path)?.groups?.type;
    if (word && page.types) return decoded(word);
  }
  return null;
}

/** A list as an address names it. `type` null: its rows, or the page behind them, say of which type they are. */
export interface ListMatch {
  type: string | null;
  page: ListPage;
}

/** The list that an address shows, or null. */
export function matchList(site: SiteAdapter, url: string): ListMatch | null {
  const path = pathOf(url);
  for (const page of site.lists) {
    const found = new RegExp(page.url).exec(path);
    if (!found) continue;
    const word = found.groups?.type;
    if (page.type !== null || word === undefined || !isTickable(page)) return { type: page.type, page };
    const type = typeOf(word, page, NO_WORDS);
    if (type) return { type, page };
  }
  return null;
}

/** Whether the rows of a list say themselves which records they are. */
export function isTickable(page: RecordPage | ListPage): page is LinkedList | KeyedList {
  return 'ticked' in page;
}

/** The patterns of all addresses at which there is something to do. */
export function pageUrls({ records, lists }: SiteAdapter): string[] {
  return [...records, ...lists].map(({ url }) => url);
}

/** True when one of the patterns fits the address: all that the trigger needs to know. */
export function looksLikeRecord(patterns: readonly RegExp[], url: string): boolean {
  const path = pathOf(url);
  return patterns.some((pattern) => pattern.test(path));
}

/** Longer addresses are not tried: what a pattern takes of time grows faster than they do. */
export const MOST_ADDRESS = 4000;

/** What adapters match on: everything after the origin. */
function pathOf(url: string): string {
  const { pathname, search, hash } = new URL(url);
  const path = pathname + search + hash;
  return path.length > MOST_ADDRESS ? '' : path;
}

function typeOf(
  word: string | undefined,
  { types }: Pick<RecordPage, 'types'>,
  learned: Words,
): string | undefined {
  if (word === undefined) return undefined;
  const said = decoded(word);
  if (!types) return said;
  return Object.hasOwn(types, said) ? types[said] : learned.get(said);
}

/** Ids can be names with any character; a broken escape is left as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
