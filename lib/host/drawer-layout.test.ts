import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Drawer, drawerBox, NARROWEST } from './drawer-layout.ts';

const screen = { width: 1280, height: 800 };
const stands = (change: Partial<Drawer> = {}, viewport = screen) =>
  drawerBox(viewport, { place: { side: 'right', width: null }, shift: 0, avoid: [], ...change }).box;
const save = (x: number, y = 60) => ({ x, y, width: 80, height: 30 });

describe('the drawer', () => {
  it('takes the right side, and at most two fifths of the window', () => {
    expect(stands()).toEqual({ x: 900, y: 0, width: 380, height: 800 });
    expect(stands({}, { width: 900, height: 800 }).width).toBe(360);
  });

  it('fills a window that is too narrow for two', () => {
    expect(stands({}, { width: 300, height: 600 }).width).toBe(300);
  });

  it('stands where the person wants it, as wide as they want it', () => {
    const place = { side: 'left' as const, width: 500 };
    expect(stands({ place })).toEqual({ x: 0, y: 0, width: 500, height: 800 });
    expect(stands({ place }, { width: 400, height: 600 }).width).toBe(400);
    expect(stands({ place: { side: 'right', width: 10 } }).width).toBe(NARROWEST);
  });

  it('follows the pointer that drags it, and stays in the window', () => {
    expect(stands({ shift: -200 }).x).toBe(700);
    expect(stands({ shift: 200 }).x).toBe(900);
    expect(stands({ shift: -2000 }).x).toBe(0);
  });

  it('goes to the other side of a save button', () => {
    expect(stands({ avoid: [save(1100)] }).x).toBe(0);
    expect(stands({ avoid: [save(100)] }).x).toBe(900);
    const place = { side: 'right' as const, width: null };
    expect(drawerBox(screen, { place, shift: 0, avoid: [save(1100)] }).side).toBe('left');
  });

  it('is narrower where there are save buttons on both sides', () => {
    expect(stands({ avoid: [save(100), save(902)] })).toMatchObject({ x: 990, width: 290 });
    expect(stands({ avoid: [save(320), save(1190)] })).toMatchObject({ x: 0, width: 312 });
  });

  it('covers them where nothing else helps, and those that are out of sight', () => {
    expect(stands({ avoid: [save(100), save(1100)] }).x).toBe(900);
    expect(stands({ avoid: [save(1100, 2000)] }).x).toBe(900);
  });

  it('never leaves the window', () => {
    const length = fc.integer({ min: 0, max: 3000 });
    const box = fc.record({ x: length, y: length, width: length, height: length });
    fc.assert(
      fc.property(
        fc.record({ width: fc.integer({ min: 60, max: 4000 }), height: fc.integer({ min: 60, max: 3000 }) }),
        fc.constantFrom<'left' | 'right'>('left', 'right'),
        fc.option(fc.integer({ min: 0, max: 5000 })),
        fc.integer({ min: -5000, max: 5000 }),
        fc.array(box, { maxLength: 3 }),
        (viewport, side, wanted, shift, avoid) => {
          const { box } = drawerBox(viewport, { place: { side, width: wanted }, shift, avoid });
          const { x, y, width, height } = box;
          expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(viewport.width);
          expect(y + height).toBeLessThanOrEqual(viewport.height);
        },
      ),
    );
  });
});
