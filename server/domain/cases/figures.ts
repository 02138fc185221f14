/** How long records stay in the stages of a case, how many go on, where they go, how they end. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CaseStage } from '../../../lib/cases/definition.ts';
import { type AdminQuery, type AdminQueryResult, STAGE_AGES_MS } from '../../../lib/protocol/index.ts';
import type { Surroundings } from '../surroundings.ts';
import { lookOf, readCaseDefinition } from './board.ts';

type Query = Extract<AdminQuery, { type: 'case.figures' }>;
type Figures = Omit<Extract<AdminQueryResult, { type: 'case.figures' }>, 'type'>;

interface Row {
  stage: string;
  entered: string;
  now: string;
  reached: string;
  left: string;
  lost: string;
  ages: number[];
  median: number | null;
  p90: number | null;
  oldest: number | null;
}

/**
 * Of cases that began in the period, by the stages of one version: visits to stages that it has not are left out. How far
 * a record has come is counted in places of the bar, of which a group has one; an unsuccessful end is no way further. A final
 * stage that was left again, by a case that was moved on after its end, was no end: only the last one counts. The stay in
 * which a case is completed is as long as there was work in it; without steps there is nothing to be there for.
 */
export async function readFigures(around: Surroundings, query: Query): Promise<Figures> {
  const { db } = around.store;
  const { stages } = await readCaseDefinition(around, query.process, query.version);
  const stays = staysOf(query, stages);
  const { rows } = await figuresOf(stays, around.now()).execute(db);
  const { rows: moves } = await sql<{ from: string; to: string; count: string }>`
    with ${stays} select stage as "from", next as "to", count(*) as count from stay
    where next is not null group by stage, next`.execute(db);
  const endings = await readEndings(around, query);
  const endedIn = (end: CaseStage['end']) =>
    endings
      .filter(({ stage }) => stages.some(({ id, end: of }) => id === stage && of === end))
      .reduce((total, { count }) => total + Number(count), 0);
  const place = new Map(stages.map(({ id }, index) => [id, index]));
  const order = (id: string) => place.get(id) ?? 0;
  return {
    stages: stages.map(lookOf),
    figures: stages.map(({ id }) =>
      toFigures(
        id,
        rows.find(({ stage }) => stage === id),
      ),
    ),
    moves: moves
      .map(({ from, to, count }) => ({ from, to, count: Number(count) }))
      .sort((one, other) => order(one.from) - order(other.from) || order(one.to) - order(other.to)),
    ...{ won: endedIn('successful'), lost: endedIn('unsuccessful') },
  };
}

/** Which cases are counted: rows of `instance`. */
function beganIn({ process, version, user, from, until }: Query): RawBuilder<SqlBool> {
  const conditions = [
    sql<SqlBool>`instance.process = ${process} and started_at >= ${from} and started_at < ${until}`,
  ];
  if (version !== null) conditions.push(sql`instance.version = ${version}`);
  if (user !== null)
    conditions.push(sql`exists (select from task where task.instance = instance.id
      and (performer_user = ${user} or ended_by = ${user}))`);
  return sql.join(conditions, sql` and `);
}

/**
 * The tables `order_of` (the stages with their places), `began` and `stay`: each stay with the stage after it, how far the
 * record came afterwards and how far at all.
 */
function staysOf(query: Query, stages: readonly CaseStage[]): RawBuilder<unknown> {
  const ids = stages.map(({ id }) => id);
  const places = stages.map(({ id, group }) => ids.indexOf(group ?? id));
  const failing = stages.map(({ end }) => end === 'unsuccessful');
  const final = stages.map(({ end }) => end !== null);
  const working = stages.map(({ end, steps }) => end !== null && steps.length > 0);
  const columns = sql`${ids}::text[], ${places}::int[], ${failing}::boolean[], ${final}::boolean[], ${working}::boolean[]`;
  return sql`order_of as (
      select * from unnest(${columns}) as one (stage, place, failing, final, working)
    ), began as (
      select id, status, ended_at from instance where ${beganIn(query)}
    ), visit as (
      select stage_visit.instance, position, order_of.*, entered_at, left_at, began.ended_at,
        coalesce(left_at, case when working and status = 'completed' then began.ended_at end) as over_at,
        lead(stage) over later as next
      from began join stage_visit on stage_visit.instance = began.id join order_of using (stage)
      window later as (partition by stage_visit.instance order by position)
    ), stay as (
      select *, lead(failing and next is null) over later as fails,
        max(place) filter (where ${counts}) over (later
          rows between 1 following and unbounded following) as furthest,
        max(place) filter (where ${counts}) over (partition by instance) as top
      from visit window later as (partition by instance order by position)
    )`;
}

/** Whether a visit is a way further: no unsuccessful end, and no final stage that was left again. */
const counts = sql`not failing and not (final and next is not null)`;

function figuresOf(stays: RawBuilder<unknown>, now: Date): RawBuilder<Row> {
  const lasted = sql`extract(epoch from over_at - entered_at) * 1000`;
  const stands = sql`left_at is null and ended_at is null`;
  const age = sql`extract(epoch from ${now}::timestamptz - entered_at) * 1000`;
  const bounds = [null, ...STAGE_AGES_MS, null];
  const classes = bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? null;
    const fits = [
      ...(from === null ? [] : [sql`${age} >= ${from}`]),
      ...(to === null ? [] : [sql`${age} < ${to}`]),
    ];
    return sql`(count(*) filter (where ${stands} and ${sql.join(fits, sql` and `)}))::int`;
  });
  return sql`
    with ${stays}, tops as (select distinct instance, top from stay)
    select order_of.stage,
      count(distinct instance) as entered,
      count(distinct instance) filter (where ${stands}) as now,
      case when order_of.failing then count(distinct instance)
        else (select count(*) from tops where top >= order_of.place) end as reached,
      count(distinct instance) filter (where furthest > stay.place) as left,
      count(distinct instance) filter (where fails and not stay.failing) as lost,
      array[${sql.join(classes)}] as ages,
      percentile_cont(0.5) within group (order by ${lasted}) filter (where over_at is not null) as median,
      percentile_cont(0.9) within group (order by ${lasted}) filter (where over_at is not null) as p90,
      max(${age}) filter (where ${stands}) as oldest
    from order_of left join stay using (stage) group by order_of.stage, order_of.place, order_of.failing`;
}

/** In which stages cases have ended, or have come to where they will. */
async function readEndings(
  { store }: Surroundings,
  query: Query,
): Promise<{ stage: string; count: string }[]> {
  const { rows } = await sql<{ stage: string; count: string }>`
    select record_case.stage, count(*) as count from instance join record_case on record_case.instance = instance.id
    where ${beganIn(query)} and instance.status <> 'cancelled' group by record_case.stage`.execute(store.db);
  return rows;
}

function toFigures(stage: string, row: Row | undefined): Figures['figures'][number] {
  const count = (value: string | undefined) => Number(value ?? 0);
  return {
    ...{ stage, entered: count(row?.entered), now: count(row?.now), reached: count(row?.reached) },
    ...{ left: count(row?.left), lost: count(row?.lost) },
    ages: row?.ages ?? [...STAGE_AGES_MS.map(() => 0), 0],
    ...{ medianMs: rounded(row?.median), p90Ms: rounded(row?.p90), oldestMs: rounded(row?.oldest) },
  };
}

/** PostgreSQL gives exact numbers as text. */
function rounded(value: number | string | null | undefined): number | null {
  return value === null || value === undefined ? null : Math.max(0, Math.round(Number(value)));
}
