import { useLive } from '../../../components/client.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { sites } from '../../../lib/sites/index.ts';
import type { SiteAdapter } from '../../../lib/sites/schema.ts';

const MARKS: Record<SiteAdapter['verified'], MessageKey> = {
  tested: 'crmsTested',
  seen: 'crmsSeen',
  unseen: 'crmsUnseen',
};

/** Every adapter that can be used: what ships, but for what somebody has pointed at or given in its place. By name. */
export function useAdapters(): SiteAdapter[] {
  const known = useLive({ kind: 'adapters' })?.known ?? [];
  const others = known.filter(({ state }) => state === 'used').map(({ adapter }) => adapter);
  const kinds = new Set(others.map(({ kind }) => kind));
  const all = [...others, ...sites.filter(({ kind }) => !kinds.has(kind))];
  return all.toSorted((one, other) => one.name.localeCompare(other.name));
}

/** What a kind of CRM is called, and how much is known of it to be true. */
export function kindWords(kind: string, adapters: readonly SiteAdapter[]): { name: string; mark: string } {
  const adapter = adapters.find((one) => one.kind === kind);
  return adapter
    ? { name: adapter.name, mark: text(MARKS[adapter.verified]) }
    : { name: kind, mark: text('crmsUnknownKind') };
}
