import type { KnownSite } from '../access/sites.ts';
import type { RecordRef } from '../protocol/index.ts';
import { matchRecord, wordToLearn } from '../sites/match.ts';
import { addressIn } from '../sites/saves.ts';

/**
 * Where the page of a record is. What a page or a tab says counts only where it is an address of the same CRM in which its
 * adapter reads the same record: others follow it, and a page may have gone on or be hostile. Else the adapter makes one;
 * null: it knows none.
 */
export function recordAddress(
  { origin, adapter }: Pick<KnownSite, 'origin' | 'adapter'>,
  { type, id }: Pick<RecordRef, 'type' | 'id'>,
  said: string | null | undefined,
): string | null {
  if (said && URL.canParse(said) && new URL(said).origin === origin) {
    // A word that only the page could explain: which type it stands for was said with the record.
    const word = wordToLearn(adapter, said);
    const match = matchRecord(adapter, said, word === null ? undefined : new Map([[word, type]]));
    if (match?.type === type && match.id === id) return said;
  }
  const path = addressIn(adapter, { type, id });
  return path === null ? null : origin + path;
}
