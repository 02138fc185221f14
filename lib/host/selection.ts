import { isTickable, type ListMatch, matchRecord } from '../sites/match.ts';
import { oneForm } from '../sites/record-id.ts';
import type { SiteAdapter, TickableList } from '../sites/schema.ts';
import { activeContainer, addressesOfRow, findTitle, idOfRow, textOf, tickedRows } from './record.ts';

/** A record that is ticked in a list. */
export interface SelectedRecord {
  type: string;
  id: string;
  title: string | null;
  /** Null: the row has no link, and the background knows the address, if anybody does. */
  url: string | null;
}

/** More than one message should carry; the server takes no more at once either. */
const MOST_SELECTED = 10_000;

/**
 * The ticked records of a list, each once: the rows of the list's own type whose link leads to a record page, or that
 * have the id in the attribute that the adapter names. What a row says about itself in other ways is a client-side
 * handle in some CRMs, so it is not asked. Nothing where only the page behind the rows knows it.
 */
export function selectedRecords(site: SiteAdapter, { type, page }: ListMatch): SelectedRecord[] {
  if (!isTickable(page)) return [];
  const container = activeContainer(page);
  if (!container) return [];
  const found = new Map<string, SelectedRecord>();
  for (const row of tickedRows(page, container)) {
    const record = recordOfRow(site, type, page, row);
    if (!record || found.size >= MOST_SELECTED) continue;
    const title = findTitle(page, row);
    found.set(`${record.type} ${record.id}`, { ...record, title: title && textOf(title) });
  }
  return [...found.values()];
}

function recordOfRow(
  site: SiteAdapter,
  type: string | null,
  page: TickableList,
  row: Element,
): Omit<SelectedRecord, 'title'> | null {
  if ('key' in page) {
    const id = idOfRow(page, row);
    return type !== null && id !== null ? { type, id: oneForm(site, id), url: null } : null;
  }
  for (const url of addressesOfRow(page, row)) {
    const match = matchRecord(site, url);
    if (match && (type === null || match.type === type)) return { type: match.type, id: match.id, url };
  }
  return null;
}
