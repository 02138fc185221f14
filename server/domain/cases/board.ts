/** Records by stage (behaviour 8.6): those of running cases, longest in their stage first. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CaseDefinition } from '../../../lib/cases/definition.ts';
import type {
  AdminQuery,
  AdminQueryResult,
  CaseCard,
  LinkedRecord,
  StageLook,
  User,
} from '../../../lib/protocol/index.ts';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { isCase } from '../../cases/compiled.ts';
import { definitionOf } from '../../cases/read-standing.ts';
import { readActual } from '../processes.ts';
import { mayStart } from '../start-permissions.ts';
import type { Surroundings } from '../surroundings.ts';

type Query = Extract<AdminQuery, { type: 'case.board' }>;
type Board = Omit<Extract<AdminQueryResult, { type: 'case.board' }>, 'type'>;
type Performer = CaseCard['performers'][number];

interface TotalRow {
  stage: string;
  name: string;
  total: string;
}

interface CardRow {
  instance: string;
  record: LinkedRecord;
  stage: string;
  since: Date;
  started_at: Date;
  agreement: CaseCard['agreement'];
  failed: boolean;
  open: string;
  due: Date | null;
  performers: Performer[] | null;
}

/**
 * A column for each stage of the actual version. Records in stages that only earlier versions have stand behind, each
 * such stage in a column of its own.
 */
export async function readBoard(around: Surroundings, user: User, query: Query): Promise<Board> {
  const { db } = around.store;
  const { stages } = await readCaseDefinition(around, query.process);
  const which = conditionsOf(query);
  const { rows: totals } = await sql<TotalRow>`
    select stage, max(stage_name) as name, count(*) as total from record_case
    where ${which} group by stage`.execute(db);
  const skip = (stage: string) => query.skip.find((one) => one.stage === stage)?.cards ?? 0;
  const wanted = totals.map(({ stage }) => stage);
  const { rows } = await cardsOf(which, wanted, wanted.map(skip), query.limit).execute(db);
  const known = stages.map(lookOf);
  const former = totals
    .filter(({ stage }) => !stages.some(({ id }) => id === stage))
    .map(({ stage: id, name }): StageLook => ({ id, name, colour: 'grey', group: null, end: null }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    columns: [...known, ...former].map((stage) => ({
      stage,
      total: Number(totals.find((one) => one.stage === stage.id)?.total ?? 0),
      skipped: skip(stage.id),
      cards: rows.filter((row) => row.stage === stage.id).map(toCard),
    })),
    mayMove: await mayStart(db, user, query.process),
  };
}

/** Those of the cases that the board is asked for. Without a search or a performer an index answers alone. */
function conditionsOf({ process, search, user, role }: Query): RawBuilder<SqlBool> {
  const conditions = [sql<SqlBool>`record_case.process = ${process} and record_case.ended_at is null`];
  const words = search?.trim() ?? '';
  if (words !== '')
    conditions.push(sql`exists (select from instance where instance.id = record_case.instance
      and instance.record ->> 'title' ilike ${`%${escaped(words)}%`})`);
  if (user !== null) conditions.push(hasTask(sql`task.performer_user = ${user}`));
  if (role !== null) conditions.push(hasTask(sql`task.performer_role = ${role}`));
  return sql.join(conditions, sql` and `);
}

function hasTask(whose: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  return sql`exists (select from task where task.instance = record_case.instance
    and task.ended_at is null and ${whose})`;
}

function cardsOf(
  which: RawBuilder<SqlBool>,
  stages: readonly string[],
  skipped: readonly number[],
  limit: number,
): RawBuilder<CardRow> {
  return sql`
    select card.*, steps.* from unnest(${stages}::text[], ${skipped}::int[]) as wanted (stage, skipped)
    cross join lateral (
      select instance, stage, since, agreement from record_case where ${which} and stage = wanted.stage
      order by since, instance limit ${limit} offset wanted.skipped
    ) as place
    join lateral (
      select place.*, record, started_at, status = 'error' as failed from instance where id = place.instance
    ) as card on true
    cross join lateral (
      select count(*) as open, min(due) as due, json_agg(distinct jsonb_build_object(
        'user', case when performer_user is not null
          then json_build_object('id', performer_user, 'name', coalesce(account.name, performer_user)) end,
        'role', case when performer_role is not null
          then json_build_object('id', performer_role, 'name', coalesce(role.name, performer_role)) end
      )) filter (where performer_user is not null or performer_role is not null) as performers
      from task left join account on account.id = performer_user left join role on role.id = performer_role
      where task.instance = place.instance and task.ended_at is null
    ) as steps
    order by card.since, card.instance`;
}

/** The definition of a version; null: of the actual one. Throws `process-unknown` when it is no case. */
export async function readCaseDefinition(
  around: Surroundings,
  process: string,
  version: number | null = null,
): Promise<CaseDefinition> {
  const { db } = around.store;
  const wanted = version ?? (await readActual(db, process)).version;
  const { compiled } = await around.definitions.read(db, process, wanted);
  if (!isCase(compiled)) throw new ProtocolError('process-unknown', { key: process });
  return definitionOf(compiled);
}

/** A stage as overviews show it. */
export function lookOf({ id, name, colour, group, end }: StageLook): StageLook {
  return { id, name, colour, group, end };
}

function toCard({ instance, record, stage, agreement, failed, ...row }: CardRow): CaseCard {
  const { system, type, id, title, url } = record;
  return {
    ...{ instance, stage, agreement, failed, record: { system, type, id, title, url } },
    ...{ since: row.since.toISOString(), startedAt: row.started_at.toISOString() },
    ...{ open: Number(row.open), due: row.due?.toISOString() ?? null, performers: row.performers ?? [] },
  };
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');
