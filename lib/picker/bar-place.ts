import { selectorsFor } from './selectors.ts';

/** Pixels: what is higher is the record itself, and the bar goes before it; less is its head. */
const HEAD_HEIGHT = 200;
/** The bar wants so much of the window's width. */
const ENOUGH_WIDTH = 0.4;

/** Beside which element a strip across the record goes, and the selectors for it. */
interface Strip {
  element: Element;
  selectors: string[];
  position: 'before' | 'after';
}

/**
 * Where the stage bar can go: below the head in which the record's name and its buttons stand, or above what follows them.
 * `title` null: the record has no name in the page. Null: no part of the page there has a name of its own.
 */
export function barPlaceNear(title: Element | null, button: Element): Strip | null {
  const start = title ?? button;
  let at: Element | null = partUnder(start, button);
  for (; at && at !== document.body; at = at.parentElement) {
    const selectors = isStacked(at) ? selectorsFor(at, document.body) : [];
    if (selectors.length > 0) return { element: at, selectors, position: isHead(at) ? 'after' : 'before' };
  }
  return null;
}

/** What holds both, if it is no more than a head; else the part of it in which the first one stands. */
function partUnder(one: Element, other: Element): Element {
  let at: Element = one;
  for (let around = one.parentElement; around && around !== document.body; around = around.parentElement) {
    if (around.contains(other)) return isHead(around) ? around : at;
    at = around;
  }
  return at;
}

const isHead = (element: Element) => element.getBoundingClientRect().height <= HEAD_HEIGHT;

/** It has a line of the page for itself: nothing stands beside it. */
function isStacked(element: Element): boolean {
  const { top, bottom, width } = element.getBoundingClientRect();
  if (width < innerWidth * ENOUGH_WIDTH) return false;
  return [...(element.parentElement?.children ?? [])].every((other) => {
    if (other === element || !other.checkVisibility() || other.localName.startsWith('throughline-'))
      return true;
    const box = other.getBoundingClientRect();
    const isLine = box.width === 0 || box.height === 0;
    return isLine || box.bottom <= top + 1 || box.top >= bottom - 1;
  });
}
