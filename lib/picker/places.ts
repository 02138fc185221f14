/** What of a page is around what a person has pointed at. */
import { isControl } from './candidates.ts';
import type { PickedPlace } from './pick.ts';
import { bestOf, namesOf, selectorsFor } from './selectors.ts';

const MOST_AROUND = 2;
const MOST_ACTIVE = 12;

/** A place at an element, and what of the page is around it. Null: nothing tells it from others. */
export function placeAt(element: Element): PickedPlace | null {
  let at: Element | null = element;
  let selectors = selectorsFor(at, document.body);
  // What has no name of its own stands in something that has one.
  while (selectors.length === 0) {
    at = at.parentElement;
    if (!at || at === document.body) return null;
    selectors = selectorsFor(at, document.body);
  }
  const around = at.parentElement ? selectorsFor(at.parentElement, document.body) : [];
  const position = at === element && isControl(element) ? 'after' : 'append';
  return { selectors, position, around: bestOf(around, MOST_AROUND) };
}

/**
 * What could hold the record: parts of the page around what was pointed at, by the names that were given on purpose. Of these
 * an adapter keeps one only, so it is none that a release renames, as it does classes.
 */
export function activeAround(element: Element): string[] {
  const found: string[] = [];
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    const isMain = at.localName === 'main';
    const names = namesOf(at).filter(({ worth, basis }) => worth >= 55 || (isMain && basis === 'tag'));
    for (const { css } of names) if (document.querySelectorAll(css).length === 1) found.push(css);
  }
  return found.slice(0, MOST_ACTIVE);
}
