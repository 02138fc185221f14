/** The statements of the log: each reads an index of its own, see the migration that makes them. */
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { LogFilter } from '../../../../lib/protocol/index.ts';
import type { LogOrder, LogPlace } from './cursor.ts';
import { conditionsOf } from './filter.ts';

type Condition = Expression<SqlBool>;

/** Counts what fits the filter, up to one more than `most`; gives the ids when there are no more than that. */
export function fittingQuery(
  filter: LogFilter,
  most: number,
): RawBuilder<{ count: number; ids: string[] | null }> {
  return sql`select count(*)::int as count, case when count(*) <= ${most} then array_agg(id) end as ids from
    (select id from instance where ${allOf(conditionsOf(filter))} limit ${most + 1}) as fitting`;
}

/** A part of a page. */
export interface PagePart extends LogOrder {
  filter: LogFilter;
  /** Sorted by start it is all one; else those that have ended, or those that have not, by their start. */
  part: 'all' | 'ended' | 'open';
  after: LogPlace | null;
  /**
   * What fits the filter, when that is little: it is fetched and sorted. Else (null) an index gives all in
   * their order, and those that do not fit are passed over.
   */
  ids: string[] | null;
  limit: number;
}

/** The ids of a part of a page with what they are sorted by. */
export function pageQuery(page: PagePart): RawBuilder<{ mark: string; id: string }> {
  const { sort, descending, filter, part, after, ids, limit } = page;
  const [column, type] = COLUMNS[part === 'open' ? 'started' : sort];
  const mark = sql.ref(column);
  const direction = sql.raw(descending ? 'desc' : 'asc');
  const beyond = sql.raw(descending ? '<' : '>');
  const conditions: Condition[] = [
    ...(ids === null ? conditionsOf(filter) : [sql<SqlBool>`id = any(${ids}::text[])`]),
    ...PARTS[part],
    ...(after ? [sql<SqlBool>`(${mark}, id) ${beyond} (${after.mark}::${sql.raw(type)}, ${after.id})`] : []),
  ];
  return sql`select ${mark}::text as mark, id from instance where ${allOf(conditions)}
    order by ${mark} ${direction}, id ${direction} limit ${limit}`;
}

const COLUMNS = {
  started: ['started_at', 'timestamptz'],
  ended: ['ended_at', 'timestamptz'],
  duration: ['duration', 'double precision'],
} as const;

const PARTS: Record<PagePart['part'], Condition[]> = {
  all: [],
  ended: [sql`ended_at is not null`],
  open: [sql`ended_at is null`],
};

function allOf(conditions: readonly Condition[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql`true` : sql`${sql.join(conditions, sql` and `)}`;
}
