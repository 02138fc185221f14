const EDGE = 8;
const GAP = 6;

/**
 * Puts a pop-up of the bar under `anchor`, above it where there is more room, inside the window. It must be shown: its
 * size is measured.
 */
export function placeAt(popup: HTMLElement, anchor: DOMRect): void {
  const { width, height } = popup.getBoundingClientRect();
  const viewport = { width: document.documentElement.clientWidth, height: innerHeight };
  const fits = anchor.bottom + GAP + height <= viewport.height - EDGE;
  const isUnder = fits || anchor.top < viewport.height / 2;
  const isRtl = getComputedStyle(popup).direction === 'rtl';
  const x = isRtl ? anchor.right - width : anchor.left;
  const y = isUnder ? anchor.bottom + GAP : anchor.top - GAP - height;
  popup.style.left = `${between(EDGE, x, viewport.width - EDGE - width)}px`;
  popup.style.top = `${between(EDGE, y, viewport.height - EDGE - height)}px`;
}

/** Shows a pop-up in the top layer, where nothing of the page cuts it off. */
export function raise(popup: HTMLElement, anchor: DOMRect): void {
  if (!popup.matches(':popover-open')) popup.showPopover();
  placeAt(popup, anchor);
}

export function lower(popup: HTMLElement): void {
  if (popup.matches(':popover-open')) popup.hidePopover();
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}
