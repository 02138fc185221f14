import type { Anchor, KeyedList, LinkedList, ListPage, RecordPage, TickableList } from '../sites/schema.ts';

const TITLE_LIMIT = 300;

/** An element, and where beside or in it the button goes. */
export interface Place {
  element: Element;
  position: Anchor['position'];
  measured?: Anchor['measured'];
}

/** The element that shows the record or the list: of all that the page keeps, the visible one. */
export function activeContainer(page: RecordPage | ListPage): Element | null {
  return visible(document, page.active);
}

/** Where the button goes. */
export function findPlace(page: RecordPage | ListPage, container: Element): Place | null {
  return firstPlace(page.anchors, container);
}

/** Where the stage bar goes. */
export function findBarPlace(page: RecordPage, container: Element): Place | null {
  return firstPlace(page.stageBar ?? [], container);
}

/** The first anchor, in the adapter's order, that is there and visible. */
function firstPlace(anchors: readonly Anchor[], container: Element): Place | null {
  for (const anchor of anchors) {
    const element = visible(container, anchor.selector);
    if (element) return { ...anchor, element };
  }
  return null;
}

/** The element that holds the record's title. Hidden twins of a field can hold that of another record. */
export function findTitle(page: RecordPage | TickableList, container: Element): Element | null {
  for (const selector of page.title) {
    for (const element of all(container, selector)) {
      if (textOf(element) && element.checkVisibility()) return element;
    }
  }
  return null;
}

/** What a person reads in an element: its text or, of a field, its value. */
export function textOf(element: Element): string {
  // The value of an item of a list is its number.
  const { value, type } = element as { value?: unknown; type?: unknown };
  // Whatever an adapter says, a password is no title.
  const text = type === 'password' ? '' : typeof value === 'string' ? value : (element.textContent ?? '');
  return text.replace(/\s+/g, ' ').trim().slice(0, TITLE_LIMIT);
}

/** The elements of the page that nothing of ours may cover unasked, as far as they are in sight. */
export function elementsToKeep(page: RecordPage): Element[] {
  const container = activeContainer(page);
  if (!container) return [];
  return page.keepClear.flatMap((selector) => allVisible(container, selector));
}

/** The ticked rows of a list, in the order of the page. */
export function tickedRows(page: TickableList, container: Element): Element[] {
  return allVisible(container, page.ticked);
}

/** Where the links of a row lead that can be that of its record: those that stay in this CRM. */
export function* addressesOfRow(page: LinkedList, row: Element): Iterable<string> {
  for (const link of inRow(row, page.link))
    if (link instanceof HTMLAnchorElement && link.origin === location.origin) yield link.href;
}

/** The id that a row has in an attribute; null: it has none. */
export function idOfRow({ key: { selector, attribute, pattern } }: KeyedList, row: Element): string | null {
  for (const element of inRow(row, selector)) {
    const said = element.getAttribute(attribute);
    const id = said && pattern ? new RegExp(pattern).exec(said)?.groups?.id : said;
    if (id) return id;
  }
  return null;
}

/** In a row, or the row itself. */
function inRow(row: Element, selector: string): Element[] {
  return isLike(row, selector) ? [row, ...all(row, selector)] : [...all(row, selector)];
}

function visible(root: ParentNode, selector: string): Element | null {
  for (const element of all(root, selector)) if (element.checkVisibility()) return element;
  return null;
}

function allVisible(root: ParentNode, selector: string): Element[] {
  return [...all(root, selector)].filter((element) => element.checkVisibility());
}

/** Selectors are data that a person can have written: one that does not parse finds nothing. */
function all(root: ParentNode, selector: string): Iterable<Element> {
  try {
    return root.querySelectorAll(selector);
  } catch {
    return [];
  }
}

function isLike(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}
