import { textOf } from '../host/record.ts';
import { bestOf, isOfClass, namesOf, selectorsFor } from './selectors.ts';

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
  const named = linksIn(row).toSorted((one, other) => textOf(other).length - textOf(one).length)[0] ?? first;
  const titles = (named === row ? [] : selectorsFor(named, row)).filter((css) =>
    rows.every((one) => one.querySelector(css) !== null),
  );
  const begins = (css: string) =>
    rows.every((one) => {
      const found = one.querySelector(css);
      return found instanceof HTMLAnchorElement && isRecord(found.href);
    });
  const told = titles.find(begins);
  /** As it is read later: of what it finds in a row, the first that is a record counts. */
  const recordIn = (one: Element, css: string) => linksIn(one).find((link) => link.matches(css))?.href;
  const leads = (css: string) =>
    rows.every((one) => {
      const record = recordIn(one, css);
      return record !== undefined && (told === undefined || record === recordIn(one, told));
    });
  const ways = [...wordsOf(first, isRecord), 'a', ...titles.filter((css) => !isOfClass(css)), ...titles];
  const link = ways.find(leads) ?? 'a';
  const title = [...new Set([...bestOf(titles, MOST_TITLES - 1), ...[link].filter(begins)])];
  return {
    ticked: tickedBy(row, rows, box, (one) => linksIn(one).length > 0),
    link,
    // A row that is a link itself is what it is called.
    title: title.length > 0 ? title : ['*'],
  };
}

/** The elements beside this one that are made as it is. */
function siblingsLike(row: Element): Element[] {
  return [...(row.parentElement?.children ?? [])].filter(({ localName }) => localName === row.localName);
}

/**
 * A row that is ticked. Its box tells it, with whatever name all rows have; but what holds rows has their boxes in it too. A
 * release can rename classes: they count where nothing else tells rows from what is around them.
 */
function tickedBy(
  row: Element,
  rows: readonly Element[],
  box: Element,
  hasRecord: (one: Element) => boolean,
): string {
  const state = box instanceof HTMLInputElement ? ':checked' : '[aria-checked="true"]';
  const inner = tickedName(box, rows);
  const names = namesOf(row)
    .filter(({ css }) => rows.every((one) => one.matches(css)))
    .toSorted((one, other) => other.worth - one.worth)
    .map(({ css }) => css);
  const classes = names.filter(isOfClass);
  const given = names.filter((css) => !isOfClass(css));
  const tag = row.localName;
  const ways = [
    ...[tag, ...given].map((name) => [name, inner] as const),
    [tag, `> ${[...tagsBetween(row, box), inner].join(' > ')}`] as const,
    ...classes.map((name) => [name, inner] as const),
  ];
  const known = new Set(rows);
  const [usual] = classes;
  /** Rows of other parts of the list are no siblings, but have the same class. */
  const isRow = (one: Element) =>
    known.has(one) || (usual !== undefined && one.matches(usual) && !one.contains(row));
  const tells = ([name, held]: readonly [string, string]) => {
    const found = new Set(document.querySelectorAll(`${name}:has(${held})`));
    const isMissed = (one: Element) => !found.has(one) && one.querySelector(inner) !== null;
    return !rows.some(isMissed) && [...found].every((one) => isRow(one) || !hasRecord(one));
  };
  const [name, held] = ways.find(tells) ?? [names[0] ?? tag, inner];
  return `${name}:has(${held}${state})`;
}

/** The elements from a row down to its box, without both. */
function tagsBetween(row: Element, box: Element): string[] {
  const tags: string[] = [];
  for (let at = box.parentElement; at && at !== row; at = at.parentElement) tags.unshift(at.localName);
  return tags;
}

/** The box. Rows can have others, to mark a favourite: then it needs a name. */
function tickedName(box: Element, rows: readonly Element[]): string {
  const isNative = box instanceof HTMLInputElement;
  const plain = isNative ? 'input[type="checkbox"]' : '[role="checkbox"]';
  if (rows.every((row) => row.querySelectorAll(BOXES).length <= 1)) return plain;
  const names = namesOf(box).filter(({ basis }) => basis !== 'role');
  return names.find(({ css }) => rows.every((row) => row.querySelectorAll(css).length === 1))?.css ?? plain;
}

/** By the word in the address before the id. One that can be another one, as that of a project, is of this list only. */
function wordsOf({ href }: HTMLAnchorElement, isRecord: (address: string) => boolean): string[] {
  const { pathname, hash } = new URL(href);
  const way = hash.includes('/') ? hash : pathname;
  const word = way.match(/[/#][a-z_.-]+\/(?=[^/]*\d)/gi)?.at(-1);
  if (word === undefined) return [];
  const at = href.lastIndexOf(word) + word.length - 1;
  return isRecord(`${href.slice(0, at)}-other${href.slice(at)}`) ? [] : [`a[href*="${word}"]`];
}
