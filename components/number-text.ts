import { locale } from './text.ts';

/** A blank stands for every mark between groups. The last group has three digits: `12.50` in German is no 1250. */
const WRITTEN = /^[+-]?((\d+|\d{1,3}( \d{2,3})* \d{3})(\.\d*)?|\.\d+)$/;

/**
 * Reads a number as it is written in this locale; null when it is none, or when its marks stand where this locale has none.
 *
 * ```ts
 * parseNumber('1.234,5', 'de') // 1234.5
 * parseNumber('1,234.5', 'en') // 1234.5
 * ```
 */
export function parseNumber(typed: string, language: string = locale()): number | null {
  const { group, decimal } = separators(language);
  const marked = typed
    .trim()
    .replaceAll(group, ' ')
    .replace(/[\s\u00a0\u202f'’]/g, ' ');
  const plain = marked.replace(decimal, '.');
  return WRITTEN.test(plain) ? Number(plain.replaceAll(' ', '')) : null;
}

/** Writes a number so that `parseNumber` reads it back. */
export function printNumber(value: number, language: string = locale()): string {
  return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}

function separators(language: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(language).formatToParts(12345678.9);
  const find = (type: string, otherwise: string) =>
    parts.find((part) => part.type === type)?.value ?? otherwise;
  return { group: find('group', ','), decimal: find('decimal', '.') };
}
