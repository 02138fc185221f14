/** Records by stage (behaviour 8.6): those of running cases, longest in their stage first. */
import { sql } from 'kysely';
import type { CaseDefinition } from '../../../lib/cases/definition.ts';
import type {
  AdminQuery,
  AdminQueryResult,
  CaseCard,
  LinkedRecord,
  User,
} from '../../../lib/protocol/index.ts';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { isCase } from '../../cases/compiled.ts';
import { definitionOf } from '../../cases/read-standing.ts';
import { readActual } from '../processes.ts';
import type { Surroundings } from '../surroundings.ts';
import { lookOf } from './view.ts';

type Board = Extract<AdminQueryResult, { type: 'case.board' }>['columns'];

interface CardRow {
  instance: string;
  record: LinkedRecord;
  stage: string;
  since: Date;
  started_at: Date;
  open: string;
  failed: boolean;
}

/**
 * A column for each stage of the actual version. Records in stages that only earlier versions have stand behind, each
 * such stage in a column of its own.
 */
export async function readBoard(
  around: Surroundings,
  _user: User,
  { process, search, limit }: Extract<AdminQuery, { type: 'case.board' }>,
): Promise<Board> {
  const { db } = around.store;
  const definition = await readCaseDefinition(around, process);
  const words = search === null || search.trim() === '' ? null : `%${escaped(search.trim())}%`;
  const found = words === null ? sql`true` : sql`instance.record ->> 'title' ilike ${words}`;
  // The title is there; without a search an index counts alone.
  const joined = words === null ? sql`` : sql`join instance on instance.id = record_case.instance`;
  const { rows: totals } = await sql<{ stage: string; total: string }>`
    select stage, count(*) as total from record_case ${joined}
    where record_case.process = ${process} and record_case.ended_at is null and ${found} group by stage`.execute(
    db,
  );
  const { rows } = await sql<CardRow>`
    select card.*, (select count(*) from task where task.instance = card.instance and task.ended_at is null) as open
    from unnest(${totals.map(({ stage }) => stage)}::text[]) as wanted (stage) cross join lateral (
      select record_case.instance, record_case.stage, record_case.since, instance.record, instance.started_at,
        instance.status = 'error' as failed
      from record_case join instance on instance.id = record_case.instance
      where record_case.process = ${process} and record_case.ended_at is null and record_case.stage = wanted.stage
        and ${found}
      order by record_case.since, record_case.instance limit ${limit}) as card
    order by card.since, card.instance`.execute(db);
  const known = definition.stages.map(({ id }) => id);
  const former = totals.map(({ stage }) => stage).filter((stage) => !known.includes(stage));
  return [...known, ...former.sort()].map((stage) => ({
    stage: columnOf(definition, stage),
    total: Number(totals.find((one) => one.stage === stage)?.total ?? 0),
    cards: rows.filter((row) => row.stage === stage).map(toCard),
  }));
}

/** The definition of the actual version; throws `process-unknown` when it is no case. */
export async function readCaseDefinition(around: Surroundings, process: string): Promise<CaseDefinition> {
  const { db } = around.store;
  const { version } = await readActual(db, process);
  const { compiled } = await around.definitions.read(db, process, version);
  if (!isCase(compiled)) throw new ProtocolError('process-unknown', { key: process });
  return definitionOf(compiled);
}

function columnOf(definition: CaseDefinition, id: string): Board[number]['stage'] {
  const stage = definition.stages.find((one) => one.id === id);
  const nothing = { reached: false, move: 'closed' as const, visits: [] };
  if (!stage) return { id, name: id, colour: 'grey', group: null, end: null, ...nothing };
  return { ...lookOf(definition, { stage: id }, stage), ...nothing };
}

function toCard({ instance, record, stage, since, started_at, open, failed }: CardRow): CaseCard {
  return {
    ...{ instance, record, stage, open: Number(open), failed },
    ...{ since: since.toISOString(), startedAt: started_at.toISOString() },
  };
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');
