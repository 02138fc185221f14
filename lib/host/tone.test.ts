import { describe, expect, it } from 'vitest';
import { parseColour } from './tone.ts';

describe('parseColour', () => {
  it.each([
    ['rgb(255, 255, 255)', [255, 255, 255], 1],
    ['rgba(0, 0, 0, 0)', [0, 0, 0], 0],
    ['rgb(1 2 3 / 0.5)', [1, 2, 3], 0.5],
  ])('reads %s', (text, rgb, alpha) => {
    expect(parseColour(text)).toEqual({ rgb, alpha });
  });

  it.each(['', 'transparent', 'color(display-p3 1 0 0)', 'oklch(0.5 0.1 20)'])(
    'leaves %s to the next ground',
    (text) => {
      expect(parseColour(text)).toBeNull();
    },
  );
});
