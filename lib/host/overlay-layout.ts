import type { Box } from '../messaging/contract.ts';

export type View = 'menu' | 'case' | 'drawer' | 'page' | 'band';

/** Corners that a band can lie in, best first: what people fill out begins at the top, on the left. */
export const BAND_CORNERS = ['bottom-right', 'top-right', 'bottom-left', 'top-left'] as const;
export type BandCorner = (typeof BAND_CORNERS)[number];

export interface Size {
  width: number;
  height: number;
}

const EDGE = 8;
const OFFSET = 4;
const MENU = { least: 192, usual: 280, most: 320, height: 96 } as const;
const CASE = { least: 280, usual: 400, most: 480, height: 96 } as const;
const BAND = { width: 384, height: 120, margin: 16, share: 0.6 } as const;
const PAGE = { width: 560, widest: 640, height: 320, margin: 24 } as const;

/**
 * Where the overlay stands in the viewport. `wanted` is what its content asked for, `anchor` the button or
 * stage that a menu hangs on, `corner` where a band lies.
 */
export function overlayBox(
  view: Exclude<View, 'drawer'>,
  viewport: Size,
  wanted: Size | null,
  anchor: Box | null,
  corner: BandCorner = 'bottom-right',
): Box {
  switch (view) {
    case 'menu':
      return menuBox(viewport, wanted, anchor, MENU);
    case 'case':
      return menuBox(viewport, wanted, anchor, CASE);
    case 'page':
      return pageBox(viewport, wanted);
    case 'band':
      return bandBox(viewport, wanted, corner);
  }
}

/** The corner in which the fewest things that people work with lie under a band; the best of those. */
export function freestCorner(viewport: Size, wanted: Size | null, controls: readonly Box[]): BandCorner {
  const covered = (corner: BandCorner) => {
    const box = bandBox(viewport, wanted, corner);
    return controls.filter((control) => overlaps(box, control)).length;
  };
  return BAND_CORNERS.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best));
}

/** Under its button; above it where there is more room; never outside the window. */
function menuBox(
  viewport: Size,
  wanted: Size | null,
  anchor: Box | null,
  { least, usual, most, height: lowest }: typeof MENU | typeof CASE,
): Box {
  const from = anchor ?? { x: viewport.width, y: EDGE, width: 0, height: 0 };
  const width = clamp(wanted?.width ?? usual, least, Math.min(most, viewport.width - 2 * EDGE));
  const below = viewport.height - EDGE - (from.y + from.height + OFFSET);
  const above = from.y - OFFSET - EDGE;
  const asked = wanted?.height ?? lowest;
  const under = asked <= below || below >= above;
  const room = Math.max(under ? below : above, lowest);
  const height = clamp(asked, 0, Math.min(room, viewport.height - 2 * EDGE));
  const y = under ? from.y + from.height + OFFSET : from.y - OFFSET - height;
  return {
    x: clamp(from.x, EDGE, viewport.width - EDGE - width),
    y: clamp(y, EDGE, viewport.height - EDGE - height),
    width,
    height,
  };
}

/** In the middle, a little above it; what does not fit scrolls inside. */
function pageBox(viewport: Size, wanted: Size | null): Box {
  const width = clamp(wanted?.width ?? PAGE.width, 0, Math.min(PAGE.widest, viewport.width - 2 * EDGE));
  const height = clamp(wanted?.height ?? PAGE.height, 0, viewport.height - 2 * PAGE.margin);
  return {
    x: Math.round((viewport.width - width) / 2),
    y: Math.round(Math.max(PAGE.margin, (viewport.height - height) * 0.4)),
    width,
    height,
  };
}

/** In a corner of the window, over the page that the person works in; what does not fit scrolls inside. */
function bandBox(viewport: Size, wanted: Size | null, corner: BandCorner): Box {
  const { margin } = BAND;
  const width = clamp(wanted?.width ?? BAND.width, 0, viewport.width - 2 * EDGE);
  const edge = width > viewport.width - 2 * margin ? EDGE : margin;
  const height = clamp(wanted?.height ?? BAND.height, 0, viewport.height * BAND.share);
  return {
    x: corner.endsWith('left') ? edge : viewport.width - edge - width,
    y: corner.startsWith('top') ? edge : viewport.height - edge - height,
    width,
    height,
  };
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** `most` wins over `least`: a small window is smaller than any wish. */
function clamp(value: number, least: number, most: number): number {
  return Math.max(0, Math.min(Math.max(value, least), most));
}
