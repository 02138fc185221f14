/** The log of instances, a page at a time. It stays as fast at a million rows as at a hundred. */
import { type RawBuilder, sql } from 'kysely';
import type { LogFilter, LogPage } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { type LogOrder, type LogPlace, readCursor, writeCursor } from './log-cursor.ts';
import { conditionsOf } from './log-filter.ts';
import { readSummaries } from './summaries.ts';

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
  const place = cursor === null ? null : readCursor(query, cursor);
  const counted = await countUpTo(db, filter, mostCounted + 1);
  const few = counted <= mostCounted;
  const found = await pickPlaces(db, query, place, few, limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    items: await readSummaries(
      db,
      page.map(({ id }) => id),
    ),
    next: last ? writeCursor(query, last) : null,
    total: Math.min(counted, mostCounted),
    more: !few,
  };
}

async function countUpTo(db: Db, filter: LogFilter, most: number): Promise<number> {
  const { rows } = await countQuery(filter, most).execute(db);
  return rows[0]?.count ?? 0;
}

/** Counts what fits the filter, `most` at most. */
export function countQuery(filter: LogFilter, most: number): RawBuilder<{ count: number }> {
  return sql`select count(*)::int as count from
    (select 1 from instance where ${allOf(conditionsOf(filter))} limit ${most}) as fitting`;
}

/** Sorted by end or duration, those that have ended come first, then those that have not, by their start. */
async function pickPlaces(
  db: Db,
  order: LogOrder & { filter: LogFilter },
  after: LogPlace | null,
  few: boolean,
  limit: number,
): Promise<LogPlace[]> {
  const parts = order.sort === 'started' ? [true] : [false, true];
  const places: LogPlace[] = [];
  for (const open of parts) {
    if (places.length >= limit || (after?.open && !open)) continue;
    const from = after?.open === open ? after : null;
    const query = pageQuery({ ...order, open, after: from, few, limit: limit - places.length });
    const { rows } = await query.execute(db);
    places.push(...rows.map((row) => ({ ...row, open })));
  }
  return places;
}

/** A part of a page. */
export interface PagePart extends LogOrder {
  filter: LogFilter;
  /** The part without an end, sorted by start; sorted by start there is only this one. */
  open: boolean;
  after: LogPlace | null;
  /**
   * Few rows fit the filter. They are then found by the filter and sorted; else an index gives them in their
   * order, and those that do not fit are passed over.
   */
  few: boolean;
  limit: number;
}

/** The ids of a part of a page with what they are sorted by. */
export function pageQuery(part: PagePart): RawBuilder<{ mark: string; id: string }> {
  const { sort, descending, filter, open, after, few, limit } = part;
  const [column, type] = open ? ['started_at', 'timestamptz'] : COLUMNS[sort];
  const mark = sql.ref(column);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const beyond = sql.raw(descending ? '<' : '>');
  const which =
    sort === 'started' ? [] : [open ? sql<boolean>`ended_at is null` : sql<boolean>`ended_at is not null`];
  const rest = after
    ? [sql<boolean>`(${mark}, id) ${beyond} (${after.mark}::${sql.raw(type)}, ${after.id})`]
    : [];
  const end = sql`order by ${mark} ${direction}, id ${direction} limit ${limit}`;
  const fitting = conditionsOf(filter);
  if (few) {
    return sql`with fitting as materialized
      (select id, started_at, ended_at, duration from instance where ${allOf(fitting)})
      select ${mark}::text as mark, id from fitting where ${allOf([...which, ...rest])} ${end}`;
  }
  return sql`select ${mark}::text as mark, id from instance where ${allOf([...fitting, ...which, ...rest])} ${end}`;
}

const COLUMNS = {
  started: ['started_at', 'timestamptz'],
  ended: ['ended_at', 'timestamptz'],
  duration: ['duration', 'double precision'],
} as const;

function allOf(conditions: readonly RawBuilder<unknown>[] | readonly unknown[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}
