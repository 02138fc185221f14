import { describe, expect, it } from 'vitest';
import { groundOf } from './tone.ts';

describe('how light a ground is', () => {
  it.each([
    ['rgb(255, 255, 255)', 1, 1],
    ['rgba(0, 0, 0, 0)', 0, 0],
    ['rgb(128 128 128 / 0.5)', 0.22, 0.5],
    ['oklch(1 0 none)', 1, 1],
    ['oklch(0.145 0 0)', 0.003, 1],
    ['oklch(0.205 0.01 264.5 / 0.9)', 0.009, 0.9],
    ['oklab(0.5 0.1 -0.02)', 0.125, 1],
    ['lab(100 0 0)', 1, 1],
    ['lch(10 5 30)', 0.004, 1],
    ['lab(50 0 0)', 0.19, 1],
    ['color(display-p3 1 1 1)', 1, 1],
    ['color(srgb 0.1 0.1 0.1 / 0.8)', 0.01, 0.8],
  ])('is read from %s', (text, luminance, alpha) => {
    const ground = groundOf(text);
    expect(ground?.luminance).toBeCloseTo(luminance, 2);
    expect(ground?.alpha).toBe(alpha);
  });

  it.each(['', 'transparent', 'url(x)'])('is left to the next ground by %s', (text) => {
    expect(groundOf(text)).toBeNull();
  });
});
