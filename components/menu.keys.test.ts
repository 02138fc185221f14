import { describe, expect, it } from 'vitest';
import { menuAction } from './menu.keys.ts';

const labels = ['Call', 'Continue', 'Run', 'Complete'];

describe('menu keys', () => {
  it.each([
    ['ArrowDown', 0, { move: 1 }],
    ['ArrowDown', 3, { move: 0 }],
    ['ArrowUp', 0, { move: 3 }],
    ['Home', 2, { move: 0 }],
    ['End', 0, { move: 3 }],
    ['Escape', 1, { close: true }],
    ['Tab', 1, { close: true }],
    ['c', 0, { move: 1 }],
    ['c', 1, { move: 3 }],
    ['C', 3, { move: 0 }],
    ['r', 2, { move: 2 }],
    ['x', 0, null],
    [' ', 0, null],
    ['Enter', 0, null],
    ['F5', 0, null],
  ])('%s on item %i', (key, current, action) => {
    expect(menuAction(key, { labels, current })).toEqual(action);
  });

  it('only close an empty menu', () => {
    expect(menuAction('ArrowDown', { labels: [], current: 0 })).toBeNull();
    expect(menuAction('Escape', { labels: [], current: 0 })).toEqual({ close: true });
  });
});
