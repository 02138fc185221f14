import type { Box, DrawerPlace, DrawerSide } from '../messaging/contract.ts';
import type { Size } from './overlay-layout.ts';

const USUAL = { most: 380, least: 320, share: 0.4 } as const;
/** No narrower than this can it be made, by hand or to keep clear of something. */
export const NARROWEST = 280;
const GAP = 8;

/** How the drawer is to stand in the window. */
export interface Drawer {
  place: DrawerPlace;
  /** How far the person has dragged it to the right of its place. */
  shift: number;
  /** What it must not cover: where it stands unasked. */
  avoid: readonly Box[];
}

/** Where the drawer stands, and on which side that is. */
export interface Standing {
  box: Box;
  side: DrawerSide;
}

/**
 * Where the drawer stands: the whole height of the side that the person wants. Where it would cover what is to be
 * avoided it goes to the other side, or is narrower; where nothing helps, it stands where it is wanted.
 */
export function drawerBox(viewport: Size, { place, shift, avoid }: Drawer): Standing {
  const { side } = place;
  const other = side === 'right' ? 'left' : 'right';
  const width = widthIn(viewport, place.width);
  const seen = avoid.filter((box) => isIn(viewport, box));
  const wanted = standing(viewport, side, width);
  const candidates = [
    wanted,
    standing(viewport, other, width),
    standing(viewport, side, roomAt(viewport, side, seen)),
    standing(viewport, other, roomAt(viewport, other, seen)),
  ];
  const clear = candidates.find(
    ({ box }) => box.width >= NARROWEST && !seen.some((kept) => overlap(box, kept)),
  );
  const stands = clear ?? wanted;
  const x = Math.max(0, Math.min(stands.box.x + shift, viewport.width - stands.box.width));
  return { ...stands, box: { ...stands.box, x } };
}

function widthIn(viewport: Size, wanted: number | null): number {
  const share = Math.max(viewport.width * USUAL.share, Math.min(USUAL.least, viewport.width));
  const width = wanted === null ? Math.min(USUAL.most, share) : Math.max(NARROWEST, wanted);
  return Math.round(Math.min(width, viewport.width));
}

function standing(viewport: Size, side: DrawerSide, width: number): Standing {
  const x = side === 'right' ? viewport.width - width : 0;
  return { side, box: { x, y: 0, width, height: viewport.height } };
}

/** How wide it can be on a side without touching anything there. */
function roomAt({ width }: Size, side: DrawerSide, avoid: readonly Box[]): number {
  const rooms = avoid.map((box) => (side === 'right' ? width - (box.x + box.width) : box.x) - GAP);
  return Math.max(0, Math.floor(Math.min(width, ...rooms)));
}

function isIn(viewport: Size, { x, y, width, height }: Box): boolean {
  return x < viewport.width && y < viewport.height && x + width > 0 && y + height > 0;
}

/** It has the whole height: what stands beside it is clear of it. */
function overlap(one: Box, other: Box): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width;
}
