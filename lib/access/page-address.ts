/**
 * Reads the address of a page of a CRM as people type or paste it; null when it can't be one.
 *
 * ```ts
 * readPageAddress('crm.example.com/leads/7') // 'https://crm.example.com/leads/7'
 * ```
 */
export function readPageAddress(typed: string): string | null {
  const words = typed.trim();
  if (words === '' || /\s/.test(words)) return null;
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/]|$)/i.test(words);
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(words) ? words : `http${isLocal ? '' : 's'}://${words}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const isPage = url.protocol === 'http:' || url.protocol === 'https:';
  return isPage && !url.username && !url.password ? url.href : null;
}
