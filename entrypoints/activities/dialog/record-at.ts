import type { Site } from '../../../lib/messaging/contract.ts';
import type { LinkedRecord } from '../../../lib/protocol/index.ts';
import { siteOf } from '../../../lib/sites/index.ts';
import { matchRecord } from '../../../lib/sites/match.ts';

/** The record whose page has this address, in one of the CRMs that the server knows; null: there is none. */
export function recordAt(address: string, sites: readonly Site[]): LinkedRecord | null {
  if (!URL.canParse(address)) return null;
  const { origin } = new URL(address);
  for (const { system, origin: known } of sites) {
    const adapter = known === origin ? siteOf(system.kind) : null;
    const match = adapter && matchRecord(adapter, address);
    if (match) return { system: system.id, type: match.type, id: match.id, title: null, url: address };
  }
  return null;
}
