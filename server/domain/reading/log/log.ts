/** The log of instances, a page at a time. It stays as fast at a million rows as at a hundred. */
import type { InstanceStatus, LogFilter, LogPage } from '../../../../lib/protocol/index.ts';
import type { Db } from '../../../store/store.ts';
import { readSummaries } from '../summaries.ts';
import { type LogOrder, type LogPlace, readCursor, writeCursor } from './cursor.ts';
import { fittingQuery, type PagePart, pageQuery } from './queries.ts';

/** So many are counted; what is beyond is only known to be there. */
export const MOST_COUNTED = 10_000;

/** Which page of the log. */
export interface LogQuery extends LogOrder {
  filter: LogFilter;
  cursor: string | null;
  limit: number;
}

/**
 * One page. Pages that follow each other's `next` neither lose nor repeat an instance that stands still,
 * whatever begins and ends meanwhile.
 */
export async function readLog(db: Db, query: LogQuery, mostCounted = MOST_COUNTED): Promise<LogPage> {
  const { filter, cursor, limit } = query;
  const after = cursor === null ? null : readCursor(query, cursor);
  const { rows } = await fittingQuery(filter, mostCounted).execute(db);
  const { count = 0, ids = null } = rows[0] ?? {};
  const found = await pickPlaces(db, query, after, ids, limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const items = await readSummaries(
    db,
    page.map(({ id }) => id),
  );
  const next = last ? writeCursor(query, last) : null;
  return { items, next, total: Math.min(count, mostCounted), more: count > mostCounted };
}

/** Sorted by end or duration, those that have ended come first, then those that have not, by their start. */
async function pickPlaces(
  db: Db,
  { sort, descending, filter }: LogQuery,
  after: LogPlace | null,
  ids: string[] | null,
  limit: number,
): Promise<LogPlace[]> {
  const places: LogPlace[] = [];
  for (const part of partsOf(sort, filter)) {
    const open = part !== 'ended';
    if (places.length >= limit || (after?.open && !open)) continue;
    const from = after?.open === open ? after : null;
    const left = limit - places.length;
    const query = pageQuery({ sort, descending, filter, part, after: from, ids, limit: left });
    const { rows } = await query.execute(db);
    places.push(...rows.map((row) => ({ ...row, open })));
  }
  return places;
}

const ENDED: readonly InstanceStatus[] = ['completed', 'cancelled'];

/** A part in which the filter leaves nothing is not looked through. */
function partsOf(sort: LogOrder['sort'], { statuses, element }: LogFilter): PagePart['part'][] {
  if (sort === 'started') return ['all'];
  const any = statuses.length === 0;
  const ended = element === null && (any || statuses.some((status) => ENDED.includes(status)));
  const open = any || statuses.some((status) => !ENDED.includes(status));
  return [...(ended ? (['ended'] as const) : []), ...(open ? (['open'] as const) : [])];
}
