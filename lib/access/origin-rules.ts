import type { OriginRules } from '../messaging/policy-contract.ts';

const PATTERN = /^(https?):\/\/(\*\.)?([^\s*/:@?#[\]]+|\[[\da-f:.]+\])(?::(\d{1,5}))?(?:\/\*?)?$/i;

/**
 * Whether these words name origins as policies do: an address without a path. `*.` before the host stands for the host itself
 * and everything under it, as in the match patterns of browsers; without a port every port is meant.
 *
 * ```ts
 * isOriginPattern('https://*.crm.example') // true
 * isOriginPattern('crm.example')           // false
 * ```
 */
export function isOriginPattern(words: string): boolean {
  return readPattern(words) !== null;
}

/** Whether an administrator keeps people from working at an origin. */
export function isBarred({ only, never }: OriginRules, origin: string): boolean {
  return fitsOne(never, origin) || (only !== null && !fitsOne(only, origin));
}

/** Whether one of the patterns names the origin. */
export function fitsOne(patterns: readonly string[], origin: string): boolean {
  return patterns.some((pattern) => fits(pattern, origin));
}

function fits(pattern: string, origin: string): boolean {
  const wanted = readPattern(pattern);
  if (!wanted) return false;
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== wanted.url.protocol) return false;
  if (wanted.hasPort && port !== wanted.url.port) return false;
  if (hostname === wanted.url.hostname) return true;
  return wanted.withSubdomains && hostname.endsWith(`.${wanted.url.hostname}`);
}

function readPattern(words: string): { url: URL; hasPort: boolean; withSubdomains: boolean } | null {
  const [, scheme, star, host, port] = PATTERN.exec(words.trim()) ?? [];
  const address = `${scheme}://${host}${port ? `:${port}` : ''}`;
  if (host === undefined || !URL.canParse(address)) return null;
  return { url: new URL(address), hasPort: port !== undefined, withSubdomains: star !== undefined };
}
