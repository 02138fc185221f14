import { boxAt } from './rows.ts';

/** What a person points at. */
export type Wanted = 'title' | 'button' | 'strip' | 'box';

const LIKELY: Record<Wanted, string> = {
  title:
    'h1, h2, h3, h4, [role="heading"], [itemprop="name"], [class*="title" i], [class*="subject" i], input[name*="name" i], input[name*="subject" i]',
  button:
    '[role="toolbar"], [class*="toolbar" i], [class*="action" i], header, button, [role="button"], a[class], h1, h2',
  strip: 'header, main > *, form > *, article > *, section, table, [role="toolbar"], h1, h2',
  box: 'input[type="checkbox"], [role="checkbox"]',
};
const MOST = 200;
export const CONTROLS = 'button, a, [role="button"], input, select, summary';

/** What the keys walk through, in the order of the page. */
export function candidatesFor(wanted: Wanted, isOurs: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  for (const element of document.querySelectorAll(LIKELY[wanted])) {
    if (isOurs(element) || !isSeen(element)) continue;
    found.push(element);
    if (found.length === MOST) break;
  }
  return found;
}

/** What a person means who points at an element: its symbol stands for the button, a cell for the box in it. */
export function meantBy(element: Element, wanted: Wanted): Element | null {
  if (wanted === 'box') return boxAt(element);
  if (wanted === 'button') return element.closest(CONTROLS) ?? element;
  return element.closest('svg') ?? element;
}

/** Something to press or to fill in: the button goes beside it, not into it. */
export function isControl(element: Element): boolean {
  return element.matches(`${CONTROLS}, textarea, img, svg, h1, h2, h3, h4, [role="heading"]`);
}

/** The element around it, or the first inside it that a person can see; null: there is none. */
export function stepFrom(element: Element, way: 'up' | 'down'): Element | null {
  if (way === 'down') return [...element.children].find(isSeen) ?? null;
  const { parentElement } = element;
  return parentElement && parentElement !== document.documentElement ? parentElement : null;
}

function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return element.checkVisibility() && width > 0 && height > 0;
}
