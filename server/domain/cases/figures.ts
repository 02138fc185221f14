/** How long records stay in the stages of a case, how many go on, how they end. */
import { sql } from 'kysely';
import type { AdminQuery, AdminQueryResult } from '../../../lib/protocol/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { readCaseDefinition } from './board.ts';

type Figures = Omit<Extract<AdminQueryResult, { type: 'case.figures' }>, 'type'>;

interface Row {
  stage: string;
  entered: string;
  now: string;
  left: string;
  median: number | null;
  p90: number | null;
  oldest: number | null;
}

/**
 * Of cases of all versions that began in the period; only stages that the actual version has. A record has gone on from
 * a stage when a later stay of it is in a stage further along the bar.
 */
export async function readFigures(
  around: Surroundings,
  { process, from, until }: Extract<AdminQuery, { type: 'case.figures' }>,
): Promise<Figures> {
  const { stages } = await readCaseDefinition(around, process);
  const ids = stages.map(({ id }) => id);
  const { rows } = await sql<Row>`
    with began as (
      select id, ended_at from instance where process = ${process} and started_at >= ${from} and started_at < ${until}
    ), visit as (
      select stage_visit.instance, stage_visit.position, stage_visit.stage, order_of.place, entered_at,
        left_at, began.ended_at
      from began join stage_visit on stage_visit.instance = began.id
      join unnest(${ids}::text[]) with ordinality as order_of (stage, place) on order_of.stage = stage_visit.stage
    ), stay as (
      select *, max(place) over (partition by instance order by position
        rows between 1 following and unbounded following) as furthest
      from visit
    )
    select stage, count(distinct instance) as entered,
      count(distinct instance) filter (where left_at is null and ended_at is null) as now,
      count(distinct instance) filter (where furthest > place) as left,
      percentile_cont(0.5) within group (order by extract(epoch from left_at - entered_at) * 1000)
        filter (where left_at is not null) as median,
      percentile_cont(0.9) within group (order by extract(epoch from left_at - entered_at) * 1000)
        filter (where left_at is not null) as p90,
      max(extract(epoch from ${around.now()}::timestamptz - entered_at) * 1000)
        filter (where left_at is null and ended_at is null) as oldest
    from stay group by stage`.execute(around.store.db);
  const endings = await readEndings(around, process, { from, until });
  const wonIn = (end: string) => stages.filter((stage) => stage.end === end).map(({ id }) => id);
  const countIn = (end: string) =>
    endings
      .filter(({ stage }) => wonIn(end).includes(stage))
      .reduce((total, { count }) => total + Number(count), 0);
  return {
    figures: ids.map((stage) =>
      toFigures(
        stage,
        rows.find((row) => row.stage === stage),
      ),
    ),
    ...{ won: countIn('successful'), lost: countIn('unsuccessful') },
  };
}

/** In which stages cases have ended, or have come to where they will. */
async function readEndings(
  { store }: Surroundings,
  process: string,
  { from, until }: { from: string; until: string },
): Promise<{ stage: string; count: string }[]> {
  const { rows } = await sql<{ stage: string; count: string }>`
    select record_case.stage, count(*) as count from instance join record_case on record_case.instance = instance.id
    where instance.process = ${process} and started_at >= ${from} and started_at < ${until}
      and instance.status <> 'cancelled' group by record_case.stage`.execute(store.db);
  return rows;
}

function toFigures(stage: string, row: Row | undefined): Figures['figures'][number] {
  return {
    ...{
      stage,
      entered: Number(row?.entered ?? 0),
      now: Number(row?.now ?? 0),
      left: Number(row?.left ?? 0),
    },
    ...{ medianMs: rounded(row?.median), p90Ms: rounded(row?.p90), oldestMs: rounded(row?.oldest) },
  };
}

/** PostgreSQL gives exact numbers as text. */
function rounded(value: number | string | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.max(0, Math.round(Number(value)));
}
