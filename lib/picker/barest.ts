/**
 * What is left of an address when every parameter is taken out that does not change how it is read. Those that stand in
 * addresses by chance can be of the person who was there: what they have looked for, or a token of their session; and an
 * adapter goes to others.
 *
 * ```ts
 * barest('https://crm.example/deals/7?session=x', (url) => idOf(url) === '7') // 'https://crm.example/deals/7'
 * ```
 */
export function barest(url: string, isRead: (url: string) => boolean): string {
  const [start = ''] = url.split(/[?#]/, 1);
  let parts: string[] = url.slice(start.length).match(/[?#&;][^?#&;]*/g) ?? [];
  for (const part of parts.toReversed()) {
    const fewer = without(parts, parts.lastIndexOf(part));
    if (isRead(start + fewer.join(''))) parts = fewer;
  }
  return start + parts.join('');
}

/** What comes behind a first parameter that is gone is the first one itself. */
function without(parts: readonly string[], at: number): string[] {
  const [sign = ''] = parts[at] ?? '';
  return parts.flatMap((part, index) => {
    if (index === at) return [];
    const isNext = index === at + 1 && sign === '?' && /^[&;]/.test(part);
    return [isNext ? sign + part.slice(1) : part];
  });
}
