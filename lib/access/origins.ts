/**
 * The match pattern that asks for access to an origin. It has no port: Firefox knows none in patterns, and a
 * pattern without one fits every port in both browsers.
 *
 * ```ts
 * originPattern('https://crm.example:8443') // 'https://crm.example/*'
 * ```
 */
export function originPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** The origin of an address, null for what has none: a new tab, a local file, a page of the browser. */
export function originOf(url: string | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { origin, protocol } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}
