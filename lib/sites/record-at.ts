import type { RecordRef, System } from '../protocol/index.ts';
import { matchRecord } from './match.ts';
import type { SiteAdapter } from './schema.ts';

/** A CRM that the server knows, at one of its origins. */
interface Place {
  origin: string;
  system: Pick<System, 'id' | 'kind'>;
}

/**
 * The record whose page has this address, in one of these CRMs, as their adapters read it; null: there is none.
 *
 * ```ts
 * recordAt('https://desk.example/issues/7', sites, [redmine]) // { system: 'desk', type: 'issue', id: '7' }
 * ```
 */
export function recordAt(
  address: string,
  places: readonly Place[],
  adapters: readonly SiteAdapter[],
): RecordRef | null {
  if (!URL.canParse(address)) return null;
  const { origin } = new URL(address);
  for (const { system } of places.filter((place) => place.origin === origin)) {
    const adapter = adapters.find(({ kind }) => kind === system.kind);
    const found = adapter && matchRecord(adapter, address);
    if (found) return { system: system.id, type: found.type, id: found.id };
  }
  return null;
}
