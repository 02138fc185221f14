import type { Site } from '../../../../lib/messaging/contract.ts';
import type { RecordRef } from '../../../../lib/protocol/index.ts';
import { siteOf } from '../../../../lib/sites/index.ts';
import { matchRecord } from '../../../../lib/sites/match.ts';

/** The record whose page has this address, in a CRM that the server knows; null: it is none. */
export function recordAt(address: string, sites: readonly Site[]): RecordRef | null {
  if (!URL.canParse(address)) return null;
  const { origin } = new URL(address);
  const system = sites.find((site) => site.origin === origin)?.system;
  const adapter = system && siteOf(system.kind);
  const found = adapter ? matchRecord(adapter, address) : null;
  return system && found ? { system: system.id, type: found.type, id: found.id } : null;
}

/** The record of a section that somebody means by the address of its page or by its id; null: there is no such CRM. */
export function recordIn(words: string, section: string, sites: readonly Site[]): RecordRef | null {
  const typed = words.trim();
  if (/^https?:\/\//.test(typed)) return recordAt(typed, sites);
  const [place = '', type = ''] = section.split(/:(.*)/s);
  const system = sites.find(({ system: { id, kind } }) => id === place || kind === place)?.system;
  return system && type !== '' && typed !== '' ? { system: system.id, type, id: typed } : null;
}
