/** The rows by which cases are found: by their record, by stage, by time. */
import { type RawBuilder, sql } from 'kysely';
import type { Change } from '../change.ts';
import { insertion, type Part } from '../written-rows.ts';

/** What a change writes about its case, as parts of its one statement; `end`: when it ended. */
export function caseParts(change: Change, end: RawBuilder<Date | null>): Part[] {
  const { caseTurn, subject, fresh, ended, at } = change;
  const { record } = subject;
  if (!caseTurn || !record) return [];
  const instance = subject.id;
  const { standing, stageName, from, turned } = caseTurn;
  const visit = standing.visits.at(-1);
  const { stage } = standing;
  const agreement = standing.agreement.state;
  const since = visit?.from ?? at.toISOString();
  const endedAt = ended ? at : null;
  const visits = standing.visits.slice(from).map((one, index) => ({
    ...{ instance, position: from + index, stage: one.stage, entered_at: one.from, left_at: one.until },
  }));
  const again = sql`on conflict (instance, position) do update set left_at = excluded.left_at`;
  const parts = insertion('stage_visit', visits, again);
  if (fresh) {
    const { system, type, id } = record;
    const place = { instance, process: subject.process.key, system, type, record: id };
    return [
      ...parts,
      ...insertion('record_case', [
        { ...place, stage, stage_name: stageName, agreement, since, turned: 0, ended_at: endedAt },
      ]),
      ...insertion('record_guided', [{ system, type, record: id }], sql`on conflict do nothing`),
    ];
  }
  const revision = subject.revision + 1;
  return [
    ...parts,
    sql`update record_case set stage = ${stage}, stage_name = ${stageName}, agreement = ${agreement}, since = ${since}, ended_at = ${end},
      turned = case when ${turned} then ${revision} else turned end where instance = ${instance}`,
  ];
}
