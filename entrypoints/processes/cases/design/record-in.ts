import type { Site } from '../../../../lib/messaging/contract.ts';
import type { RecordRef } from '../../../../lib/protocol/index.ts';

/**
 * The record of a section that somebody means by the address of its page, which `recordAt` reads, or by its id; null: there
 * is no such CRM.
 */
export function recordIn(
  words: string,
  section: string,
  sites: readonly Site[],
  recordAt: (address: string) => RecordRef | null,
): RecordRef | null {
  const typed = words.trim();
  if (/^https?:\/\//.test(typed)) return recordAt(typed);
  const [place = '', type = ''] = section.split(/:(.*)/s);
  const system = sites.find(({ system: { id, kind } }) => id === place || kind === place)?.system;
  return system && type !== '' && typed !== '' ? { system: system.id, type, id: typed } : null;
}
