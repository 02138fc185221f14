import type { Box } from '../messaging/contract.ts';

const CONTROLS = 'button, input, select, textarea, [role="button"], [contenteditable]';
/** So many are looked at: a page with more has no free corner to be found in. */
const MOST = 400;

/** Where the page has what people work with, as far as it is in sight. */
export function controlsInSight(): Box[] {
  const boxes: Box[] = [];
  for (const element of [...document.querySelectorAll(CONTROLS)].slice(0, MOST)) {
    const { x, y, width, height } = element.getBoundingClientRect();
    const isInSight =
      width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;
    if (isInSight && element.checkVisibility()) boxes.push({ x, y, width, height });
  }
  return boxes;
}
