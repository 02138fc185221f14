/** Which activities there are in a period, or about a record. */
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import {
  type Activity,
  type ActivityQuery,
  type ActivityResultOf,
  type ActivitySort,
  ActivityStatus,
  Priority,
  phrase,
  type RecordRef,
} from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { USUAL_MINUTES } from './period.ts';
import { readActivities } from './read.ts';
import { unfit } from './requirements.ts';
import { isOf, isOwn, isVisible, type Viewer } from './viewer.ts';

type ListQuery = Extract<ActivityQuery, { type: 'activities.list' }>;

const COLUMNS = {
  ...{ id: sql`activity.id`, owner: sql`activity.owner` },
  ...{ role: sql`activity.role`, author: sql`activity.author` },
};

/** Answers `activities.list`: by overlap of start to due with the period (behaviour 7.1), earliest first if not asked otherwise. */
export async function listActivities(
  db: Db,
  viewer: Viewer,
  query: Omit<ListQuery, 'type'>,
): Promise<Omit<ActivityResultOf<'activities.list'>, 'type'>> {
  const { statuses, search, limit, after } = query;
  const order = orderOf(query);
  const from = new Date(query.from);
  const until = new Date(query.until);
  const conditions: RawBuilder<boolean>[] = [
    sql`start < ${until}`,
    sql`(due > ${from} or start >= ${from})`,
    isVisible(viewer, COLUMNS),
    whose(viewer, query.owners),
  ];
  if (statuses.length > 0) conditions.push(sql`status = any(${statuses}::text[])`);
  if (search !== '') conditions.push(sql`strpos(lower(title), lower(${search})) > 0`);
  if (after !== null) conditions.push(behind(after, order));
  const { rows } = await sql<{ id: string; start: Date; value: string }>`
    select id, start, (${order.by})::text as value from (${overlapping(from, until)}) as activity
    where ${sql.join(conditions, sql` and `)}
    order by ${order.by} ${order.direction}, start ${order.direction}, id ${order.direction}
    limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ids = page.map(({ id }) => id);
  return {
    items: await readActivities(db, viewer, ids),
    after: last ? JSON.stringify([last.value, last.start.toISOString(), last.id]) : null,
  };
}

function whose(viewer: Viewer, owners: ListQuery['owners']): RawBuilder<boolean> {
  if (owners === 'all') return sql`true`;
  if (owners === 'own') return sql`${COLUMNS.owner} = ${viewer.user.id}`;
  return owners === 'mine' ? isOwn(viewer, COLUMNS) : isOf(owners, COLUMNS);
}

/** What a list is ordered by; by rank where words have one that is not that of the alphabet. */
interface Order {
  by: RawBuilder<unknown>;
  /** As what the value travels back. */
  type: RawBuilder<unknown>;
  direction: RawBuilder<unknown>;
  beyond: RawBuilder<unknown>;
}

const TEXT = sql`text`;
const RANK = sql`int`;
const TIME = sql`timestamptz`;
const SORTS: { [Sort in ActivitySort]: Pick<Order, 'by' | 'type'> } = {
  start: { by: sql`start`, type: TIME },
  due: { by: sql`due`, type: TIME },
  title: { by: sql`lower(title)`, type: TEXT },
  category: { by: sql`lower(category)`, type: TEXT },
  status: { by: sql`array_position(${ActivityStatus.options}::text[], status)`, type: RANK },
  priority: { by: sql`array_position(${Priority.options}::text[], priority)`, type: RANK },
};

function orderOf({ sort = 'start', descending = false }: Pick<ListQuery, 'sort' | 'descending'>): Order {
  return {
    ...SORTS[sort],
    ...(descending ? { direction: sql`desc`, beyond: sql`<` } : { direction: sql`asc`, beyond: sql`>` }),
  };
}

const Place = z.tuple([z.string(), z.iso.datetime(), z.string()]);

function behind(after: string, { by, type, beyond }: Order): RawBuilder<boolean> {
  const place = Place.safeParse(parsed(after));
  if (!place.success) throw unfit('after', phrase('end-of-page-before'), after);
  const [value, start, id] = place.data;
  return sql`(${by}, start, id) ${beyond} (${value}::text::${type}, ${new Date(start)}, ${id})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Both kinds by their index; a step that is not due takes the usual time, which the index does not know. */
function overlapping(from: Date, until: Date): RawBuilder<unknown> {
  const early = new Date(from.getTime() - USUAL_MINUTES * 60_000);
  return sql`
    select activity.id, task.start, task.title, task.performer_user as owner, task.performer_role as role,
      activity.author, activity.status, activity.category, activity.priority,
      case when task.due is null then task.start + make_interval(mins => ${USUAL_MINUTES}) else greatest(task.start, task.due) end as due
    from task join activity on activity.id = task.activity
    where task.activity is not null
      and tstzrange(task.start, greatest(task.start, task.due), '[]') && tstzrange(${early}, ${until}, '[]')
    union all
    select id, start, title, owner, role, author, status, category, priority, due from activity
    where task is null and tstzrange(start, due, '[]') && tstzrange(${from}, ${until}, '[]')`;
}

/** Answers `activities.of-record`: newest start first. */
export async function listOfRecord(
  db: Db,
  viewer: Viewer,
  { system, type, id }: RecordRef,
  limit: number,
): Promise<Activity[]> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select activity.id, coalesce(task.start, activity.start) as start, activity.author,
        coalesce(task.performer_user, activity.owner) as owner, coalesce(task.performer_role, activity.role) as role
      from activity_record join activity on activity.id = activity_record.activity
      left join task on task.id = activity.task
      where activity_record.system = ${system} and activity_record.type = ${type} and activity_record.id = ${id}
    ) as activity where ${isVisible(viewer, COLUMNS)} order by start desc, id limit ${limit}`.execute(db);
  return readActivities(
    db,
    viewer,
    rows.map((row) => row.id),
  );
}
