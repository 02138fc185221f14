import { sql } from 'kysely';
import type { Db } from '../../store/store.ts';

/** Keys of the processes whose actual version calls this one. */
export async function readCallers(db: Db, key: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select process.key from process
    join definition on definition.key = process.key and definition.version = process.actual
    where definition.facts -> 'calls' ? ${key} order by process.key`.execute(db);
  return rows.map((row) => row.key);
}
