import type { InstanceSummary, LogPage } from '../../../lib/protocol/index.ts';

/** The rows of the log that are on the screen, and what has happened since they were put there. */
export interface LogRows {
  rows: InstanceSummary[];
  /** Where the next page begins; null: these are all. */
  next: string | null;
  total: number;
  /** There are more than `total`. */
  more: boolean;
  /** How many would stand among them now and do not yet. */
  arrived: number;
  /** Ids of those that would not stand among them any more. */
  left: ReadonlySet<string>;
}

/** The rows of a first page. */
export function firstRows(page: LogPage): LogRows {
  const { items, next, total, more } = page;
  return { rows: items, next, total, more, arrived: 0, left: new Set() };
}

/** The rows with the next page behind them; what stands there already is not put there twice. */
export function moreRows(before: LogRows, page: LogPage): LogRows {
  const known = new Set(before.rows.map(({ id }) => id));
  const added = page.items.filter(({ id }) => !known.has(id));
  return { ...before, rows: [...before.rows, ...added], next: page.next, total: page.total, more: page.more };
}

/**
 * The same rows in the same places, with what is known of them now: nothing moves under the eyes or the pointer
 * of the person. What came and what left is counted, for a button that shows it. `page` was asked for from the
 * beginning again.
 */
export function refreshedRows(before: LogRows, page: LogPage): LogRows {
  if (before.rows.length === 0) return firstRows(page);
  const fresh = new Map(page.items.map((item) => [item.id, item]));
  const known = new Set(before.rows.map(({ id }) => id));
  const complete = page.next === null;
  // Beyond the last row that both have, nothing can be said: it may only have been pushed out of the page.
  const lastShared = complete ? before.rows.length : before.rows.findLastIndex(({ id }) => fresh.has(id));
  const lastKnown = complete ? page.items.length : page.items.findLastIndex(({ id }) => known.has(id));
  return {
    rows: before.rows.map((row) => fresh.get(row.id) ?? row),
    next: before.next,
    total: page.total,
    more: page.more,
    arrived: page.items.filter(({ id }, index) => !known.has(id) && index < lastKnown).length,
    left: new Set(
      before.rows.filter(({ id }, index) => !fresh.has(id) && index < lastShared).map(({ id }) => id),
    ),
  };
}
