/**
 * Reads the address of a process server as people type it; null when it can't be one.
 *
 * ```ts
 * readServerAddress(' localhost:8080/ ')       // 'http://localhost:8080'
 * readServerAddress('process.example.com')     // 'https://process.example.com'
 * ```
 */
export function readServerAddress(typed: string): string | null {
  const words = typed.trim();
  if (words === '' || /\s/.test(words)) return null;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(words) ? words : `${schemeFor(words)}://${words}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!['http:', 'https:'].includes(url.protocol)) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  return url.href.replace(/\/+$/, '');
}

/** On one's own machine servers rarely have a certificate; anywhere else plain HTTP must be asked for. */
function schemeFor(words: string): 'http' | 'https' {
  return /^(localhost|127(\.\d+){3}|\[::1\])(?=[:/]|$)/i.test(words) ? 'http' : 'https';
}
