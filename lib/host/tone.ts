import { parentOf } from './elements.ts';

export type Tone = 'light' | 'dark';

/** Below this luminance (0 black, 1 white) a background asks for light text on it. */
const DARK_BELOW = 0.18;

/** Whether an element stands on a light or a dark ground: the nearest background that covers. */
export function toneAt(start: Element): Tone {
  for (let element: Element | null = start; element; element = parentOf(element)) {
    const ground = groundOf(getComputedStyle(element).backgroundColor);
    if (ground && ground.alpha > 0.5) return ground.luminance < DARK_BELOW ? 'dark' : 'light';
  }
  return 'light';
}

/**
 * How light a colour is (0 black, 1 white), as near as telling light from dark needs it, in the forms in which browsers give
 * computed ones: sRGB as `rgb(…)`, others as the page has written them; null: it is no colour.
 */
export function groundOf(text: string): { luminance: number; alpha: number } | null {
  const [, form = '', words = ''] = /^(\w+)\((?:[a-z][\w-]* )?(.*)\)$/.exec(text) ?? [];
  const [one = 0, two = 0, three = 0, alpha = 1] = words
    .split(/[ ,/]+/)
    .map((word) => Number.parseFloat(word) || 0);
  const light = /^(ok)?l/.exec(form);
  // Of these the first number says how light they are to the eye.
  if (light) return { luminance: light[1] ? one ** 3 : (one / 100) ** 2.4, alpha };
  if (!/^(rgb|color)/.test(form)) return null;
  const [red = 0, green = 0, blue = 0] = [one, two, three].map(
    (part) => (form === 'color' ? part : part / 255) ** 2.2,
  );
  return { luminance: 0.2126 * red + 0.7152 * green + 0.0722 * blue, alpha };
}
