import { signal } from '@preact/signals';

/** Where in the processes page the person is: `#/library/qualify-a-lead?tab=versions`. */
export interface Route {
  readonly path: readonly string[];
  /** Filters, sorting and the like: what a link or a reload should keep. */
  readonly query: Readonly<Record<string, string>>;
}

/** Null takes a part of the query away. */
export type QueryChange = Readonly<Record<string, string | null>>;

/**
 * Reads the part of an address behind `#`.
 *
 * ```ts
 * parseRoute('#/log/i-7?tab=steps') // { path: ['log', 'i-7'], query: { tab: 'steps' } }
 * ```
 */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return {
    path: path
      .split('/')
      .filter((part) => part !== '')
      .map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Writes a route so that `parseRoute` reads it back; for links. */
export function hrefOf(path: readonly string[], query: QueryChange = {}): string {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const words = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${words && `?${words}`}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign: somebody typed it, and it stands for itself.
    return part;
  }
}

const current = signal(parseRoute(globalThis.location?.hash ?? ''));
const read = () => {
  current.value = parseRoute(location.hash);
};
globalThis.addEventListener?.('hashchange', read);
globalThis.addEventListener?.('popstate', read);

/** The route; who reads it is drawn again when it changes. */
export function route(): Route {
  return current.value;
}

/** Goes somewhere, with an entry in the history, so that *back* leads here. */
export function go(path: readonly string[], query: QueryChange = {}): void {
  history.pushState(null, '', hrefOf(path, query));
  read();
}

/** Changes filters in place: *back* does not lead through every letter of a search. */
export function changeQuery(change: QueryChange): void {
  const { path, query } = current.value;
  history.replaceState(null, '', hrefOf(path, { ...query, ...change }));
  read();
}
