/** A rectangle on the screen, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Between the card and what it belongs to: near enough to be reached by the pointer before it closes. */
const GAP = 4;
/** To the edges of the window. */
const MARGIN = 8;

/**
 * Where the card of an entry stands in a window: beside it, so that the entries below can be reached; below or above
 * it where neither side has room; never outside of the window.
 */
export function placeCard(
  entry: Box,
  card: Pick<Box, 'width' | 'height'>,
  view: Pick<Box, 'width' | 'height'>,
  rtl: boolean,
): Pick<Box, 'left' | 'top'> {
  const right = entry.left + entry.width;
  const bottom = entry.top + entry.height;
  const after = { left: right + GAP, top: entry.top };
  const before = { left: entry.left - GAP - card.width, top: entry.top };
  const start = rtl ? right - card.width : entry.left;
  const below = { left: start, top: bottom + GAP };
  const above = { left: start, top: entry.top - GAP - card.height };
  const fitsAcross = ({ left }: { left: number }) => left >= 0 && left + card.width <= view.width;
  const sides = [rtl ? before : after, rtl ? after : before].filter(fitsAcross);
  const downwards = bottom + GAP + card.height <= view.height || above.top < 0 ? below : above;
  const { left, top } = sides[0] ?? downwards;
  return {
    left: within(left, view.width - card.width),
    top: within(top, view.height - card.height),
  };
}

function within(wanted: number, most: number): number {
  return Math.max(MARGIN, Math.min(wanted, most - MARGIN));
}
