import { locale } from './text.ts';

/**
 * Reads a number as it is written in this locale; null when it is none.
 *
 * ```ts
 * parseNumber('1.234,5', 'de') // 1234.5
 * parseNumber('1,234.5', 'en') // 1234.5
 * ```
 */
export function parseNumber(typed: string, language: string = locale()): number | null {
  const { group, decimal } = separators(language);
  const compact = typed.trim().replace(/[\s\u00a0\u202f']/g, '');
  const plain = compact.replaceAll(group, '').replace(decimal, '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
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
