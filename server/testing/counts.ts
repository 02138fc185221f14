import { sql } from 'kysely';
import type { Db } from '../store/store.ts';

const TABLES = [
  'definition',
  'instance',
  'step_log',
  'task',
  'channel_event',
  'command_answer',
  'system',
] as const;

/** How much is stored where, and how often instances have moved: equal before and after when nothing changed. */
export async function countAll(db: Db): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from ${sql.table(table)}`.execute(db);
    counts[table] = rows[0]?.count ?? 0;
  }
  const { rows } = await sql<{ moves: number; open: number }>`select
    (select coalesce(sum(revision), 0)::int from instance) as moves,
    (select count(*)::int from task where ended_at is null) as open`.execute(db);
  return { ...counts, ...rows[0] };
}
