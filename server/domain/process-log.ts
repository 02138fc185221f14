import { sql } from 'kysely';
import type { User } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';

/** What is noted about processes: who did what, and what the system could not do. */
export type ProcessEvent =
  | 'deployed'
  | 'actual-set'
  | 'state-set'
  | 'configured'
  /** A version would not be accepted any more, as an upgrade of the server found. */
  | 'refused'
  | 'instance-deleted'
  | 'start-failed'
  | 'schedule-skipped';

/** Adds a line to the log of a process; `user` null: the system. */
export async function logProcess(
  tx: Tx,
  process: string,
  user: User | null,
  at: Date,
  event: ProcessEvent,
  data: Record<string, unknown>,
): Promise<void> {
  // The row of the process keeps two of them from taking the same position.
  await sql`select 1 from process where key = ${process} for no key update`.execute(tx);
  await sql`insert into process_log (process, position, at, actor, event, data)
    select ${process}, coalesce(max(position), 0) + 1, ${at}, ${user?.id ?? null}, ${event},
      ${JSON.stringify(data)}::jsonb from process_log where process = ${process}`.execute(tx);
}
