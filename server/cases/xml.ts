/** Writes the little XML that cases are turned into. */

/** One element with its attributes, those that are null left out, and what stands in it. */
export function element(
  name: string,
  attributes: Record<string, string | number | null>,
  inside: readonly string[] = [],
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${quoted(String(value))}"`],
  );
  return `<${name}${written.join('')}>${inside.join('')}</${name}>`;
}

const QUOTES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For attributes: line breaks in them are kept only when they are written as numbers. */
function quoted(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (sign) => QUOTES[sign] ?? sign)
    .replaceAll(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
