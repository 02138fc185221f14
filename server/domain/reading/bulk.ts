/** How far many starts or cancellations have come. */
import { sql } from 'kysely';
import { type Bulk, ProtocolError, type User } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { requirePermission } from '../people.ts';

const MOST_FAILURES = 100;

/** A bulk of the user, or with *see the log* anybody's; throws `bulk-unknown`. */
export async function readBulk(db: Db, user: User, id: string): Promise<Bulk> {
  const row = await db.selectFrom('bulk').selectAll().where('id', '=', id).executeTakeFirst();
  if (row?.account !== user.id) requirePermission(user, 'see-log');
  if (!row) throw new ProtocolError('bulk-unknown', { id });
  const { rows } = await sql<{ done: number; failed: number }>`
    select (count(*) filter (where status = 'done'))::int as done,
      (count(*) filter (where status = 'failed'))::int as failed
    from bulk_item where bulk = ${id}`.execute(db);
  const { done = 0, failed = 0 } = rows[0] ?? {};
  const { kind, title, total } = row;
  return {
    ...{ id, kind, title, total, done, failed },
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    failures: await readFailures(db, id),
  };
}

async function readFailures(db: Db, id: string): Promise<Bulk['failures']> {
  const rows = await db
    .selectFrom('bulk_item')
    .select(['subject', 'problem'])
    .where('bulk', '=', id)
    .where('status', '=', 'failed')
    .orderBy('position')
    .limit(MOST_FAILURES)
    .execute();
  return rows.map(({ subject, problem }) => ({ subject: nameOf(subject), problem: problem ?? '' }));
}

/** A record by its title, an instance by its caption; by the id where neither is known. */
function nameOf(subject: unknown): string {
  if (typeof subject === 'string') return subject;
  if (typeof subject !== 'object' || subject === null) return String(subject);
  const { title, caption, id, instance } = subject as Record<string, unknown>;
  return String(title ?? caption ?? id ?? instance ?? JSON.stringify(subject));
}
