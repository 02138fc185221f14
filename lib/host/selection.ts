import { matchRecord } from '../sites/match.ts';
import type { LinkedList, SiteAdapter } from '../sites/schema.ts';
import { activeContainer, addressOfRow, findTitle, textOf, tickedRows } from './record.ts';

/** A record that is ticked in a list. */
export interface SelectedRecord {
  type: string;
  id: string;
  title: string | null;
  url: string;
}

/** More than one message should carry; the server takes no more at once either. */
const MOST_SELECTED = 10_000;

/**
 * The ticked records of a list, each once: the rows of the list's own type whose link leads to a record page.
 * What a row says about itself in other ways is a client-side handle in some CRMs, so it is not asked.
 */
export function selectedRecords(site: SiteAdapter, page: LinkedList): SelectedRecord[] {
  const container = activeContainer(page);
  if (!container) return [];
  const found = new Map<string, SelectedRecord>();
  for (const row of tickedRows(page, container)) {
    const url = addressOfRow(page, row);
    const match = url === null ? null : matchRecord(site, url);
    if (url === null || match?.type !== page.type || found.size >= MOST_SELECTED) continue;
    const title = findTitle(page, row);
    found.set(match.id, { type: match.type, id: match.id, title: title && textOf(title), url });
  }
  return [...found.values()];
}
