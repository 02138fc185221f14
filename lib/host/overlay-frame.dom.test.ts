import { afterEach, expect, it } from 'vitest';
import { OverlayFrame } from './overlay-frame.ts';

const life = new AbortController();
afterEach(() => life.abort());

it('leaves the focus with the page when it is hidden: a key after that is the page’s', () => {
  const frame = new OverlayFrame('about:blank', 'Throughline', life.signal);
  const before = document.activeElement;
  frame.focus();
  expect(document.activeElement).toBe(frame.element);
  frame.hide();
  expect(document.activeElement).toBe(before);
});
