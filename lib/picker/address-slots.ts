/** The parts of an address that can say something, apart from each other. */

export const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
export const DIGITS = /^\d+$/;

export type Place = 'path' | 'query' | 'hash' | 'hash-query';

export interface Slot {
  place: Place;
  /** Of a parameter its name, of a part of a path its number. */
  key: string;
  /** As it stands in the address, percent escapes and all. */
  value: string;
  /** Which one of its place it is. */
  index: number;
}

/**
 * ```ts
 * slotsOf('https://crm.example/deals/7?tab=notes')
 * // path 0 deals, path 1 7, query tab notes
 * ```
 */
export function slotsOf(url: string): Slot[] {
  const { pathname, search, hash } = new URL(url);
  const [route = '', rest = ''] = split(hash.slice(1));
  // `#id=7&model=lead` has no path in front.
  const isParameters = !route.includes('/') && route.includes('=');
  return [
    ...parts(pathname.replace(/^\//, ''), 'path'),
    ...parameters(search.slice(1), 'query'),
    ...(isParameters ? [] : parts(route, 'hash')),
    ...parameters(isParameters ? hash.slice(1) : rest, 'hash-query'),
  ];
}

/** True for what is a word of the CRM's own, and no id and no number. */
export function isWord(value: string): boolean {
  return /^[a-z][\w.:-]{1,59}$/i.test(value) && !/\d{3}|[\da-f]{8}-/i.test(value) && !isMixed(value);
}

/** `00Q5g00000A` and the like: letters and digits in turn. */
const isMixed = (value: string) => (value.match(/\d+[a-z]+/gi)?.length ?? 0) > 1;

function split(hash: string): [string, string] {
  const at = hash.search(/[?;]/);
  if (at < 0) return [hash, ''];
  // What is behind a semicolon says how a page is shown.
  return [hash.slice(0, at), hash[at] === '?' ? hash.slice(at + 1) : ''];
}

function parts(path: string, place: Place): Slot[] {
  const values = path === '' ? [] : path.replace(/(?<=.)\/$/, '').split('/');
  return values.map((value, index) => ({ place, key: String(index), value, index }));
}

function parameters(query: string, place: Place): Slot[] {
  return query
    .split(/[&;]/)
    .filter((pair) => pair.includes('='))
    .map((pair, index) => {
      const at = pair.indexOf('=');
      return { place, key: pair.slice(0, at), value: pair.slice(at + 1), index };
    });
}

/** What looks like an id of something else may be any: of a project, a tenant. */
export const literalOrAny = (value: string) =>
  DIGITS.test(value) || UUID.test(value) ? '[^/?#]+' : escaped(value);

export const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A broken escape is left as it is. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
