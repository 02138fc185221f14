/** A database as the first version left it: its schema, and rows that it wrote itself. */
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { migrate, readMigrations } from '../store/migrate.ts';
import type { Db } from '../store/store.ts';

const ROWS = new URL('./format-1.jsonl', import.meta.url);

/**
 * Fills an empty database. Its instances, by id: `waits` at the second of two steps, `asks` a question, `joins`
 * and `joins-too` have one of two branches behind them, `unperformed` is for nobody, `unmatched` has failed
 * behind its only step, `starves` at a join that nothing completes; one is `done` and one `cancelled`.
 */
export async function fillAsFormat1(db: Db): Promise<void> {
  const [[name, text] = ['', '']] = Object.entries(await readMigrations());
  await migrate(db, { [name]: text });
  for (const line of (await readFile(ROWS, 'utf8')).trim().split('\n')) {
    const { table, row } = JSON.parse(line) as { table: string; row: unknown };
    await sql`insert into ${sql.table(table)}
      select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb)`.execute(
      db,
    );
  }
}
