import type { RecordRef } from '../lib/protocol/index.ts';
import { recordAt } from '../lib/sites/record-at.ts';
import { useLive } from './client.tsx';

/**
 * Reads the address of a record's page, in a CRM that the server knows, with the adapter that is in use for it: somebody's
 * own, the server's, or ours.
 */
export function useRecordAt(): (address: string) => RecordRef | null {
  const sites = useLive({ kind: 'sites' }) ?? [];
  const known = useLive({ kind: 'adapters' })?.known ?? [];
  const used = known.filter(({ state }) => state === 'used').map(({ adapter }) => adapter);
  return (address) => recordAt(address, sites, used);
}
