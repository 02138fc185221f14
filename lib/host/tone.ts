import { parentOf } from './elements.ts';

export type Tone = 'light' | 'dark';

/** Below this luminance (0 black, 1 white) a background asks for light text on it. */
const DARK_BELOW = 0.18;

/** Whether an element stands on a light or a dark ground: the nearest background that covers. */
export function toneAt(start: Element): Tone {
  for (let element: Element | null = start; element; element = parentOf(element)) {
    const colour = parseColour(getComputedStyle(element).backgroundColor);
    if (colour && colour.alpha > 0.5) return luminance(colour) < DARK_BELOW ? 'dark' : 'light';
  }
  return 'light';
}

/** Reads `rgb(…)` and `rgba(…)`, the forms in which browsers give computed sRGB colours. */
export function parseColour(text: string): { rgb: [number, number, number]; alpha: number } | null {
  const match = /^rgba?\(\s*([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)(?:\s*[,/]\s*([\d.]+))?\s*\)$/.exec(text);
  if (!match) return null;
  const [, red, green, blue, alpha] = match;
  return { rgb: [Number(red), Number(green), Number(blue)], alpha: alpha === undefined ? 1 : Number(alpha) };
}

/** Relative luminance as WCAG 2 defines it. */
export function luminance({ rgb }: { rgb: [number, number, number] }): number {
  const [red, green, blue] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
