import { describe, expect, it } from 'vitest';
import { placeCard } from './place-card.ts';

const wide = { width: 1000, height: 600 };
const narrow = { width: 360, height: 600 };
const card = { width: 300, height: 200 };
const place = (left: number, top: number, { view = wide, rtl = false } = {}) =>
  placeCard({ left, top, width: 100, height: 40 }, card, view, rtl);

describe('the card of an entry', () => {
  it('stands beside it, after it where there is room', () => {
    expect(place(50, 100)).toEqual({ left: 154, top: 100 });
    expect(place(800, 100)).toEqual({ left: 496, top: 100 });
    expect(place(600, 100, { rtl: true })).toEqual({ left: 296, top: 100 });
    expect(place(100, 100, { rtl: true })).toEqual({ left: 204, top: 100 });
  });

  it('stands below it where neither side has room, and above it where there is none below', () => {
    expect(place(40, 100, { view: narrow })).toEqual({ left: 40, top: 144 });
    expect(place(250, 100, { view: narrow, rtl: true })).toEqual({ left: 50, top: 144 });
    expect(place(40, 500, { view: narrow })).toEqual({ left: 40, top: 296 });
  });

  it.each([
    [-200, -50],
    [980, 590],
    [500, 580],
    [200, 300],
  ])('never leaves the window: entry at %i, %i', (left, top) => {
    for (const view of [wide, narrow]) {
      const at = place(left, top, { view });
      expect(at.left).toBeGreaterThanOrEqual(8);
      expect(at.top).toBeGreaterThanOrEqual(8);
      expect(at.left + card.width).toBeLessThanOrEqual(view.width - 8);
      expect(at.top + card.height).toBeLessThanOrEqual(view.height - 8);
    }
  });
});
