import { MOST_ADDRESS } from './match.ts';
import { oneForm } from './record-id.ts';
import type { SaveRequest, SiteAdapter } from './schema.ts';

/** A request that the browser has completed. */
export interface CompletedRequest {
  method: string;
  url: string;
  status: number;
}

/** What a request has saved, as far as its address says it. */
export interface SaveMatch {
  does: SaveRequest['does'];
  /** Null: that of the record on the page. */
  type: string | null;
  id: string | null;
}

/**
 * What a request has saved, or null.
 *
 * ```ts
 * matchSave(demo, { method: 'PUT', url: 'https://crm.example/api/leads/7', status: 200 })
 * // { does: 'change', type: 'lead', id: '7' }
 * ```
 */
export function matchSave(
  site: Pick<SiteAdapter, 'saves' | 'ids'>,
  { method, url, status }: CompletedRequest,
): SaveMatch | null {
  const { pathname, search } = new URL(url);
  if (pathname.length + search.length > MOST_ADDRESS) return null;
  for (const save of site.saves) {
    if (save.method !== method || !succeeded(save.answer, status)) continue;
    const match = new RegExp(save.url).exec(pathname + search);
    if (!match) continue;
    const { type = null, id = null } = match.groups ?? {};
    return {
      does: save.does,
      type: save.type ?? (type && decoded(type)),
      id: id && oneForm(site, decoded(id)),
    };
  }
  return null;
}

/** The address of a record, or of the page where a new one is made (`id` null); null: the adapter knows none. */
export function addressIn(
  { addresses }: SiteAdapter,
  { type, id }: { type: string; id: string | null },
): string | null {
  const known = addresses.find((address) => address.type === type || address.type === null);
  const place = id === null ? known?.create : known?.record;
  return (
    place?.replace('{type}', encodeURIComponent(type)).replace('{id}', encodeURIComponent(id ?? '')) ?? null
  );
}

function succeeded(answer: SaveRequest['answer'], status: number): boolean {
  return answer === 'redirect' ? status >= 300 && status < 400 : status >= 200 && status < 400;
}

/** Ids can be names with any character; a broken escape is left as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
