import type { LinkedRecord } from '../lib/protocol/index.ts';
import { safeAddress } from './pages.ts';

/** A record by its title; leads to its page in the CRM, where that is known. */
export function RecordLink({ record }: { record: LinkedRecord }) {
  const title = record.title ?? `${record.type} ${record.id}`;
  const address = safeAddress(record.url);
  if (!address) return <span>{title}</span>;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {title}
    </a>
  );
}
