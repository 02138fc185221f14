import type { OverlayProblem } from '../messaging/contract.ts';

/** The overlay has to be seen this long before a click on it counts, in milliseconds. */
const SEEN_FOR = 500;
const SMALLEST = 40;
/** Of everything else in the top layer, so many elements are looked at. */
const MOST_LOOKED_AT = 500;

/**
 * Is the overlay what the person sees where they click? Asked once, at that moment; null: yes.
 *
 * Points find what lies over the overlay and takes clicks. What lets clicks through can only be over it from
 * the top layer, so it is looked for there.
 */
export function probeOverlay(element: Element, dialog: HTMLElement, shownAt: number): OverlayProblem | null {
  if (!element.isConnected || !dialog.matches(':popover-open, :modal')) return 'hidden';
  if (performance.now() - shownAt < SEEN_FOR) return 'recent';
  const box = dialog.getBoundingClientRect();
  if (!isInside(box)) return 'outside';
  if (isFaded(dialog) || isFaded(element) || isCanvasFiltered()) return 'faded';
  const points = pointsOf(box);
  if (points.some(([x, y]) => document.elementFromPoint(x, y) !== element)) return 'covered';
  return isUnderTopLayer(element, box) ? 'covered' : null;
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

/**
 * The top layer is out of reach of what the page does to its root, but for a filter, which Firefox applies to
 * all that it paints. Those that only turn colours, as dark modes do, hide nothing.
 */
function isCanvasFiltered(): boolean {
  return /blur|opacity|brightness|url/.test(getComputedStyle(document.documentElement).filter);
}

/** A grid over the box, a little inside its round corners. */
function pointsOf({ left, top, width, height }: DOMRect): [number, number][] {
  const parts = [0.06, 0.28, 0.5, 0.72, 0.94];
  return parts.flatMap((across) =>
    parts.map((down): [number, number] => [left + width * across, top + height * down]),
  );
}

/** Something else in the top layer that lies over the box: too small for the grid, or without clicks. */
function isUnderTopLayer(own: Element, box: DOMRect): boolean {
  for (const other of document.querySelectorAll(':popover-open, :modal, :fullscreen')) {
    if (other === own) continue;
    const parts = [other, ...[...other.querySelectorAll('*')].slice(0, MOST_LOOKED_AT)];
    if (parts.some((part) => covers(part, own, box))) return true;
  }
  return false;
}

function covers(part: Element, own: Element, box: DOMRect): boolean {
  const { left, top, right, bottom } = part.getBoundingClientRect();
  const x = (Math.max(left, box.left) + Math.min(right, box.right)) / 2;
  const y = (Math.max(top, box.top) + Math.min(bottom, box.bottom)) / 2;
  const isOver =
    left < right &&
    top < bottom &&
    left < box.right &&
    right > box.left &&
    top < box.bottom &&
    bottom > box.top;
  if (!isOver) return false;
  const style = getComputedStyle(part);
  if (style.visibility !== 'visible') return false;
  return style.pointerEvents === 'none' || document.elementFromPoint(x, y) !== own;
}
