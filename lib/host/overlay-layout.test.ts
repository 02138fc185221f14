import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freestCorner, overlayBox } from './overlay-layout.ts';

const screen = { width: 1280, height: 800 };
const button = { x: 100, y: 60, width: 116, height: 28 };

describe('the overlay', () => {
  it('never leaves the window, whatever its content asks for and wherever the button is', () => {
    const length = fc.integer({ min: 0, max: 5000 });
    const anchor = fc.record({ x: length, y: length, width: length, height: length });
    fc.assert(
      fc.property(
        fc.constantFrom<'menu' | 'page' | 'band'>('menu', 'page', 'band'),
        fc.record({ width: fc.integer({ min: 60, max: 4000 }), height: fc.integer({ min: 60, max: 3000 }) }),
        fc.option(fc.record({ width: length, height: length })),
        fc.option(anchor),
        (view, viewport, wanted, at) => {
          const { x, y, width, height } = overlayBox(view, viewport, wanted, at);
          expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(viewport.width);
          expect(y + height).toBeLessThanOrEqual(viewport.height);
        },
      ),
    );
  });
});

describe('a menu', () => {
  it('hangs under its button', () => {
    expect(overlayBox('menu', screen, { width: 280, height: 200 }, button)).toEqual({
      x: 100,
      y: 92,
      width: 280,
      height: 200,
    });
  });

  it('stands above a button at the bottom of the window', () => {
    const low = { ...button, y: 760 };
    expect(overlayBox('menu', screen, { width: 280, height: 200 }, low).y).toBe(760 - 4 - 200);
  });

  it('moves to the left of the edge for a button at the right', () => {
    const right = { ...button, x: 1150 };
    expect(overlayBox('menu', screen, { width: 280, height: 200 }, right).x).toBe(1280 - 8 - 280);
  });

  it('scrolls rather than covers its button', () => {
    const { y, height } = overlayBox('menu', screen, { width: 280, height: 4000 }, button);
    expect(y).toBe(92);
    expect(y + height).toBe(792);
  });
});

describe('a page', () => {
  it('stands in the middle, a little above it, as high as its content', () => {
    expect(overlayBox('page', screen, { width: 560, height: 400 }, null)).toEqual({
      x: 360,
      y: 160,
      width: 560,
      height: 400,
    });
  });

  it('leaves a margin to the window and scrolls inside', () => {
    expect(overlayBox('page', screen, { width: 560, height: 4000 }, null)).toMatchObject({
      y: 24,
      height: 752,
    });
  });
});

describe('a band', () => {
  const wanted = { width: 384, height: 160 };
  const at = (x: number, y: number) => ({ x, y, width: 80, height: 30 });

  it('lies in the corner that it is sent to', () => {
    expect(overlayBox('band', screen, wanted, null, 'top-left')).toMatchObject({ x: 16, y: 16 });
    expect(overlayBox('band', screen, wanted, null, 'bottom-right')).toMatchObject({ x: 880, y: 624 });
  });

  it('takes the corner where the fewest buttons and fields of the page are', () => {
    expect(freestCorner(screen, wanted, [])).toBe('bottom-right');
    expect(freestCorner(screen, wanted, [at(1150, 740)])).toBe('top-right');
    expect(freestCorner(screen, wanted, [at(1150, 740), at(1150, 20), at(1000, 20)])).toBe('bottom-left');
    const everywhere = [at(1150, 740), at(1150, 20), at(20, 740), at(20, 20)];
    expect(freestCorner(screen, wanted, everywhere)).toBe('bottom-right');
  });
});
