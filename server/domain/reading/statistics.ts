/** Durations of completed instances and of their steps. */
import { type RawBuilder, sql } from 'kysely';
import type { Durations, Statistics, StatisticsFilter } from '../../../lib/protocol/index.ts';
import type { ElementFacts } from '../../engine/port.ts';
import type { Db } from '../../store/store.ts';
import { toPerson } from './history.ts';
import { requireTimeZone } from './time-zone.ts';

/** Completed instances only (must-have M30). Throws `message-malformed` for a time zone that nobody knows. */
export async function readStatistics(db: Db, filter: StatisticsFilter): Promise<Statistics> {
  requireTimeZone(filter.timeZone);
  const { rows } = await instancesQuery(filter).execute(db);
  const elements = filter.process === null ? [] : await readElements(db, filter.process, filter);
  const of = (set: Row['set']) => rows.filter((row) => row.set === set);
  const [total] = of('total');
  return {
    total: total ? toDurations(total) : { count: 0, average: null, median: null, p90: null },
    processes: of('process').map((row) => {
      return {
        key: row.process ?? '',
        name: row.process_name ?? row.process ?? '',
        durations: toDurations(row),
      };
    }),
    elements,
    periods: of('period').flatMap((row) => {
      return row.period ? [{ from: row.period.toISOString(), durations: toDurations(row) }] : [];
    }),
    owners: of('owner').map((row) => {
      return { owner: toPerson(row.owner, row.owner_name), durations: toDurations(row) };
    }),
  };
}

interface Figures {
  count: number;
  average: number | null;
  median: number | null;
  p90: number | null;
}

interface Row extends Figures {
  set: 'total' | 'process' | 'period' | 'owner';
  process: string | null;
  process_name: string | null;
  period: Date | null;
  owner: string | null;
  owner_name: string | null;
}

const toDurations = ({ count, average, median, p90 }: Figures): Durations => {
  return { count, average, median, p90 };
};

/** The percentiles of one group are computed together: its rows are sorted once. */
const FIGURES = sql`count(*)::int as count, avg(duration) as average,
  percentile_cont(array[0.5, 0.9]) within group (order by duration) as percentiles`;

/** One pass over the index of completed instances gives all four tables. */
export function instancesQuery(filter: StatisticsFilter): RawBuilder<Row> {
  const { by, timeZone } = filter;
  return sql`
    with completed as (
      select process, started_by as owner, duration, date_trunc(${by}, ended_at, ${timeZone}) as period
      from instance where ${completedIn(filter)}
    ), grouped as (
      select process, period, owner, grouping(process, period, owner) as grouping, ${FIGURES}
      from completed group by grouping sets ((), (process), (period), (owner))
    )
    select case grouping when 7 then 'total' when 3 then 'process' when 5 then 'period' else 'owner' end as set,
      process, definition.name as process_name, period, owner, account.name as owner_name,
      count, average, percentiles[1] as median, percentiles[2] as p90
    from grouped
    left join process as known on known.key = grouped.process
    left join definition on definition.key = known.key and definition.version = known.actual
    left join account on account.id = grouped.owner
    order by period, count desc, process, owner`;
}

function completedIn({ process, version, owner, from, to }: StatisticsFilter): RawBuilder<boolean> {
  const parts = [
    sql`instance.status = 'completed' and instance.ended_at >= ${from} and instance.ended_at < ${to}`,
    ...(process === null ? [] : [sql`instance.process = ${process}`]),
    ...(version === null ? [] : [sql`instance.version = ${version}`]),
    ...(owner === null ? [] : [sql`instance.started_by = ${owner}`]),
  ];
  return sql`${sql.join(parts, sql` and `)}`;
}

/** The elements of a process that have completed steps, the most time-consuming first. */
async function readElements(
  db: Db,
  process: string,
  filter: StatisticsFilter,
): Promise<Statistics['elements']> {
  const { rows } = await elementsQuery(filter).execute(db);
  const facts = await readFacts(db, process, filter.version);
  return rows.map((row) => {
    const { element } = row;
    const known = facts.get(element);
    return {
      element,
      name: known?.name ?? element,
      type: known?.type ?? 'unknown',
      durations: toDurations(row),
    };
  });
}

/** Completed steps of completed instances. */
export function elementsQuery(filter: StatisticsFilter): RawBuilder<Figures & { element: string }> {
  return sql`
    with steps as (
      select step.element, step.duration from instance join step on step.instance = instance.id
      where ${completedIn(filter)} and step.status = 'completed'
    ), grouped as (select element, ${FIGURES} from steps group by element)
    select element, count, average, percentiles[1] as median, percentiles[2] as p90
    from grouped order by count * average desc nulls last, element`;
}

/** Elements of all versions that may occur, as the newest of them calls them. */
async function readFacts(
  db: Db,
  process: string,
  version: number | null,
): Promise<Map<string, ElementFacts>> {
  let query = db.selectFrom('definition').select('facts').where('key', '=', process);
  if (version !== null) query = query.where('version', '=', version);
  const rows = await query.orderBy('version').execute();
  return new Map(
    rows.flatMap(({ facts }) => facts.elements.map((element) => [element.id, element] as const)),
  );
}
