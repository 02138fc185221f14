/** What can be wrong with the overlay at the moment of a click that counts. */
export type Problem = 'hidden' | 'recent' | 'outside' | 'covered' | 'faded';

/** The overlay has to be seen this long before a click on it counts, in milliseconds. */
const SEEN_FOR = 500;
const SMALLEST = 40;
/** Covers that a point cannot hit are looked for among so many elements of the top layer, not in all. */
const MOST_LOOKED_AT = 500;

/**
 * Is the overlay what the person sees where they click? Asked once, at that moment; null: yes.
 *
 * Points find what lies over the overlay and takes clicks. What lets clicks through can only be over it from
 * the top layer, so it is looked for there.
 */
export function probeOverlay(element: Element, dialog: HTMLElement, shownAt: number): Problem | null {
  if (!element.isConnected || !dialog.matches(':popover-open, :modal')) return 'hidden';
  if (performance.now() - shownAt < SEEN_FOR) return 'recent';
  const box = dialog.getBoundingClientRect();
  if (!isInside(box)) return 'outside';
  if (isFaded(dialog) || isFaded(element) || isFaded(document.documentElement)) return 'faded';
  const points = pointsOf(box);
  if (points.some(([x, y]) => document.elementFromPoint(x, y) !== element)) return 'covered';
  return isUnderGlass(element, box) ? 'covered' : null;
}

function isInside({ left, top, right, bottom, width, height }: DOMRect): boolean {
  const slack = 1;
  return (
    width >= SMALLEST &&
    height >= SMALLEST &&
    left >= -slack &&
    top >= -slack &&
    right <= innerWidth + slack &&
    bottom <= innerHeight + slack
  );
}

function isFaded(element: Element): boolean {
  const style = getComputedStyle(element);
  return (
    Number(style.opacity) < 1 ||
    style.filter !== 'none' ||
    style.clipPath !== 'none' ||
    style.maskImage !== 'none' ||
    style.mixBlendMode !== 'normal' ||
    style.visibility !== 'visible' ||
    style.transform !== 'none'
  );
}

/** A grid over the box, a little inside its round corners. */
function pointsOf({ left, top, width, height }: DOMRect): [number, number][] {
  const parts = [0.06, 0.28, 0.5, 0.72, 0.94];
  return parts.flatMap((across) =>
    parts.map((down): [number, number] => [left + width * across, top + height * down]),
  );
}

/** Something else in the top layer that lies over the box and lets the pointer through. */
function isUnderGlass(own: Element, box: DOMRect): boolean {
  const others = document.querySelectorAll(':popover-open, :modal, :fullscreen');
  for (const other of others) {
    if (other === own) continue;
    const parts = [other, ...[...other.querySelectorAll('*')].slice(0, MOST_LOOKED_AT)];
    if (parts.some((part) => isGlass(part) && overlaps(part.getBoundingClientRect(), box))) return true;
  }
  return false;
}

function isGlass(element: Element): boolean {
  const style = getComputedStyle(element);
  return style.pointerEvents === 'none' && style.visibility === 'visible' && style.display !== 'none';
}

function overlaps(one: DOMRect, other: DOMRect): boolean {
  return (
    one.width * one.height > 0 &&
    one.left < other.right &&
    one.right > other.left &&
    one.top < other.bottom &&
    one.bottom > other.top
  );
}
