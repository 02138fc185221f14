/** How much two colours (`#rrggbb`) differ for the eye, as WCAG 2 defines it: 1 not at all, 21 black and white. */
export function contrast(one = '#000000', other = '#000000'): number {
  const [brighter = 0, darker = 0] = [one, other]
    .map((colour) => luminance(rgbOf(colour)))
    .sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

function rgbOf(colour: string): { rgb: [number, number, number] } {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return { rgb: [part(1), part(3), part(5)] };
}

/** Relative luminance as WCAG 2 defines it. */
function luminance({ rgb }: { rgb: [number, number, number] }): number {
  const [red, green, blue] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
