import { textOf } from '../host/record.ts';
import { namesOf, selectorsFor } from './selectors.ts';

/** How the rows of a list are read, as an adapter says it. */
export interface RowShape {
  ticked: string;
  link: string;
  title: string[];
}

const BOXES = 'input[type="checkbox"], [role="checkbox"]';
const MOST_ABOVE = 10;
const MOST_TITLES = 4;

/** The box to tick at or around a point of the page; null: there is none, or there are several. */
export function boxAt(element: Element): Element | null {
  if (element.matches(BOXES)) return element;
  for (
    let around: Element | null = element, up = 0;
    around && up < 4;
    around = around.parentElement, up += 1
  ) {
    const boxes = around.querySelectorAll(BOXES);
    if (boxes.length > 0) return boxes.length === 1 ? (boxes[0] ?? null) : null;
  }
  return null;
}

/**
 * How the rows of a list say which records they are, from the box of one of them. `isRecord`: an address is that of a record
 * of the type. Null: no link of the row leads to one.
 */
export function rowsFrom(box: Element, isRecord: (address: string) => boolean): RowShape | null {
  const linksIn = (row: Element) =>
    [...row.querySelectorAll('a'), ...(row instanceof HTMLAnchorElement ? [row] : [])].filter(({ href }) =>
      isRecord(href),
    );
  let row: Element | null = box;
  for (let up = 0; row && linksIn(row).length === 0; row = row.parentElement) {
    up += 1;
    if (up > MOST_ABOVE) return null;
  }
  const [first] = row ? linksIn(row) : [];
  if (!row || !first || new Set(linksIn(row).map(({ href }) => href)).size > 1) return null;
  const rows = siblingsLike(row).filter((one) => linksIn(one).length > 0);
  const goesForAll = (css: string) => rows.every((one) => one.querySelector(css) !== null);
  const leads = (css: string) =>
    rows.every((one) => {
      const found = css === ':scope' ? one : one.querySelector(css);
      return found instanceof HTMLAnchorElement && isRecord(found.href);
    });
  const named = linksIn(row).toSorted((one, other) => textOf(other).length - textOf(one).length)[0] ?? first;
  const titles = named === row ? [] : selectorsFor(named, row).filter(goesForAll);
  const link = [...titles, ...pathsOf(first), ':scope', 'a'].find(leads);
  if (link === undefined) return null;
  const title = [...titles, ...pathsOf(first).filter(goesForAll)];
  return {
    ticked: `${nameFor(row, rows)}:has(${tickedName(box, rows)})`,
    link,
    // A row that is a link itself is what it is called.
    title: title.length > 0 ? title.slice(0, MOST_TITLES) : ['*'],
  };
}

/** The elements beside this one that are made as it is. */
function siblingsLike(row: Element): Element[] {
  return [...(row.parentElement?.children ?? [])].filter(({ localName }) => localName === row.localName);
}

/** A name that all rows have. */
function nameFor(row: Element, rows: readonly Element[]): string {
  const names = namesOf(row).toSorted((one, other) => other.worth - one.worth);
  return names.find(({ css }) => rows.every((one) => one.matches(css)))?.css ?? row.localName;
}

/** The box, ticked. Rows can have others, to mark a favourite: then it needs a name. */
function tickedName(box: Element, rows: readonly Element[]): string {
  const isNative = box instanceof HTMLInputElement;
  const plain = isNative ? 'input[type="checkbox"]' : '[role="checkbox"]';
  const name = rows.every((row) => row.querySelectorAll(BOXES).length <= 1)
    ? plain
    : (namesOf(box)
        .filter(({ basis }) => basis !== 'role')
        .find(({ css }) => rows.every((row) => row.querySelectorAll(css).length === 1))?.css ?? plain);
  return name + (isNative ? ':checked' : '[aria-checked="true"]');
}

/** By what stands in the address before the id. */
function pathsOf({ href }: HTMLAnchorElement): string[] {
  const { pathname, hash } = new URL(href);
  const way = hash.includes('/') ? hash : pathname;
  const start = /^(.*\/)[^/]*\d[^/]*/.exec(way)?.[1];
  return start && /^[\w#./-]+$/.test(start) && start.length > 2 ? [`a[href*="${start}"]`] : [];
}
