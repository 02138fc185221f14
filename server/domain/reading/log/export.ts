/** The whole log as rows, for spreadsheets and pipelines. */
import type { InstanceSummary, LogFilter } from '../../../../lib/protocol/index.ts';
import type { Db } from '../../../store/store.ts';
import { readSummaries } from '../summaries.ts';
import type { LogPlace } from './cursor.ts';
import { pageQuery } from './queries.ts';

const ROWS_AT_ONCE = 500;

/** A row of the export: text, a number, or nothing. */
export type ExportRow = (string | number | null)[];

/** The columns of the reference (behaviour 4.2), and what else is known of an instance in a list. */
const COLUMNS: [title: string, value: (instance: InstanceSummary) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['caption', ({ caption }) => caption],
  ['process', ({ process }) => process.name],
  ['process_key', ({ process }) => process.key],
  ['version', ({ process }) => process.version],
  ['owner', ({ owner }) => owner?.name ?? null],
  ['owner_id', ({ owner }) => owner?.id ?? null],
  ['status', ({ status }) => status],
  ['started_at', ({ startedAt }) => startedAt],
  ['ended_at', ({ endedAt }) => endedAt],
  ['duration_days', ({ duration }) => inUnits(duration, DAY)],
  ['duration_hours', ({ duration }) => inUnits(duration, HOUR)],
  ['duration_minutes', ({ duration }) => inUnits(duration, MINUTE)],
  ['origin', ({ origin }) => origin],
  ['traced', ({ traced }) => String(traced)],
  ['parent', ({ parent }) => parent],
  ['record_system', ({ record }) => record?.system ?? null],
  ['record_type', ({ record }) => record?.type ?? null],
  ['record_id', ({ record }) => record?.id ?? null],
  ['record_title', ({ record }) => record?.title ?? null],
  ['error', ({ incident }) => incident?.code ?? null],
  ['error_element', ({ incident }) => incident?.element ?? null],
  ['error_text', ({ incident }) => incident?.message ?? null],
  ['stage', ({ stage }) => stage ?? null],
];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The duration in one unit, with two decimals: three columns that can each be summed up. */
function inUnits(duration: number | null, unit: number): number | null {
  return duration === null ? null : Math.round((duration / unit) * 100) / 100;
}

/** The titles, then each instance that fits, the newest first. Read as it is asked for, never all at once. */
export async function* exportLog(db: Db, filter: LogFilter): AsyncGenerator<ExportRow> {
  yield COLUMNS.map(([title]) => title);
  let after: LogPlace | null = null;
  for (;;) {
    const order = { sort: 'started' as const, descending: true, part: 'all' as const };
    const query = pageQuery({ ...order, filter, after, ids: null, limit: ROWS_AT_ONCE });
    const { rows }: { rows: { mark: string; id: string }[] } = await query.execute(db);
    const ids = rows.map(({ id }) => id);
    for (const instance of await readSummaries(db, ids)) yield COLUMNS.map(([, value]) => value(instance));
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = { open: true, ...last };
  }
}
