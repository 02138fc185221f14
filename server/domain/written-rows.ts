/** Rows of many tables in one statement: handed over as JSON, read by PostgreSQL. */
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../store/schema.ts';

/** A part of the statement: what it does to one table. */
export type Part = RawBuilder<unknown>;
type Row = Record<string, unknown>;

/**
 * Rows as PostgreSQL reads them for one of our tables; a column that is not named is null. Of a single row, as
 * there nearly always is, it is told so: it plans for a hundred otherwise, and goes through a table to find them.
 */
export function rowsOf(table: keyof Database, rows: readonly Row[]): RawBuilder<unknown> {
  const all = sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`;
  return rows.length === 1 ? sql`(select * from ${all} limit 1)` : all;
}

/** Nothing where there are no rows. */
export function insertion(table: keyof Database, rows: readonly Row[], onConflict = sql``): Part[] {
  if (rows.length === 0) return [];
  // By name: what the database computes must not be given.
  const columns = sql.join(
    [...new Set(rows.flatMap((row) => Object.keys(row)))].map((name) => sql.ref(name)),
  );
  return [
    sql`insert into ${sql.table(table)} (${columns}) select ${columns} from ${rowsOf(table, rows)} as fresh ${onConflict}`,
  ];
}
