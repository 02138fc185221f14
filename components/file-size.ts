import { locale } from '../lib/locale.ts';

/**
 * The size of a file as people read it.
 *
 * ```ts
 * fileSize(1_250_000) // '1.3 MB'
 * ```
 */
export function fileSize(bytes: number): string {
  const [unit, length] =
    bytes < 1_000_000 ? (['kilobyte', 1000] as const) : (['megabyte', 1_000_000] as const);
  const value = bytes === 0 ? 0 : Math.max(bytes / length, unit === 'kilobyte' ? 1 : 0);
  const maximumFractionDigits = unit === 'kilobyte' ? 0 : 1;
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits }).format(value);
}
