/** The filter of the log as conditions on `instance`. */
import { type Expression, type SqlBool, sql } from 'kysely';
import type { LogFilter } from '../../../../lib/protocol/index.ts';

type Condition = Expression<SqlBool>;

/** Narrows to nothing. */
export const EVERYTHING: LogFilter = {
  process: null,
  version: null,
  statuses: [],
  owner: null,
  origin: null,
  record: null,
  from: null,
  to: null,
  search: null,
  element: null,
};

/** What a row of `instance` has to fulfil: one condition for each part of the filter that narrows. */
export function conditionsOf(filter: LogFilter): Condition[] {
  const { process, version, statuses, owner, origin, record, from, to, search, element } = filter;
  const found: (Condition | null)[] = [
    process === null ? null : sql`instance.process = ${process}`,
    version === null ? null : sql`instance.version = ${version}`,
    statuses.length === 0 ? null : isOneOf(statuses),
    owner === null ? null : sql`instance.started_by = ${owner}`,
    origin === null ? null : sql`instance.origin = ${origin}`,
    from === null ? null : sql`instance.started_at >= ${from}`,
    to === null ? null : sql`instance.started_at < ${to}`,
    record === null ? null : concerns(record),
    element === null ? null : standsAt(element),
    search === null || search.trim() === '' ? null : matches(search.trim()),
  ];
  return found.filter((condition) => condition !== null);
}

/** A single status is compared by itself: an index on it then keeps the order of what comes after it. */
function isOneOf(statuses: LogFilter['statuses']): Condition {
  const [first, ...more] = statuses;
  if (more.length === 0) return sql`instance.status = ${first}`;
  return sql`instance.status = any(${statuses}::text[])`;
}

function concerns({ system, type, id }: NonNullable<LogFilter['record']>): Condition {
  return sql`instance.id in (select instance from instance_record
    where system = ${system} and type = ${type} and id = ${id})`;
}

function standsAt(element: string): Condition {
  return sql`exists (select from step where step.instance = instance.id
    and step.element = ${element} and step.status in ('running', 'error'))`;
}

/** The index finds captions by each three characters in a row; shorter texts have none and are compared only. */
function matches(search: string): Condition {
  const holds = sql`strpos(lower(instance.caption), lower(${search})) > 0`;
  const caption =
    [...search].length < 3 ? holds : sql`(trigrams(instance.caption) @> trigrams(${search}) and ${holds})`;
  return sql`(instance.id = ${search} or instance.business_key = ${search} or ${caption})`;
}
