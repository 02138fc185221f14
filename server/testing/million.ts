/** Fills a database with instances by the million: copies of one that the server has made itself. */
import { sql } from 'kysely';
import type { Db } from '../store/store.ts';

/** What the copies are like. */
export interface Copies {
  count: number;
  /** Copies are named `<prefix>-1`, `<prefix>-2` and so on, their tasks too. */
  prefix: string;
  /** Their beginnings are spread over so many days before that of the template. */
  days?: number;
  /** Ids of accounts that own them by turns; without, the owner of the template. */
  owners?: string[];
  /** Copy the activities of the tasks, too. */
  activities?: boolean;
}

const BATCH = 50_000;

/**
 * Copies an instance with its steps, tasks, subscriptions and records. The copies are as alive as the
 * template: their tasks can be completed, their events come in. Timers and system actions are not copied.
 *
 * ```ts
 * await copyInstance(db, instance, { count: 1_000_000, prefix: 'many' });
 * ```
 */
export async function copyInstance(db: Db, template: string, copies: Copies): Promise<void> {
  await withoutChecks(db, async (own) => {
    for (let from = 1; from <= copies.count; from += BATCH) {
      await copyBatch(own, template, copies, from, Math.min(from + BATCH - 1, copies.count));
    }
  });
}

/** A superuser is spared the checks of references, which copies of something that is there fulfil. */
function withoutChecks(db: Db, work: (own: Db) => Promise<void>): Promise<void> {
  return db.connection().execute(async (own) => {
    const { rows } = await sql<{ may: boolean }>`
      select rolsuper as may from pg_roles where rolname = current_user`.execute(own);
    if (!rows[0]?.may) return work(own);
    await sql`set session_replication_role = replica`.execute(own);
    try {
      await work(own);
    } finally {
      await sql`reset session_replication_role`.execute(own);
    }
  });
}

async function copyBatch(db: Db, template: string, copies: Copies, from: number, to: number): Promise<void> {
  const { count, prefix, days = 365, owners = [], activities = false } = copies;
  // Offsets that PostgreSQL computes: evenly spread, and durations that differ by up to 100 s.
  const shift = sql`make_interval(secs => n * ${(days * 86_400) / Math.max(count, 1)}::double precision)`;
  const later = sql`make_interval(secs => (n::bigint * 7919 % 100000) / 1000.0)`;
  const numbers = sql`generate_series(${from}::int, ${to}::int) as n`;
  await sql`
    insert into instance (id, process, version, state, status, caption, record, started_by, started_at,
      ended_at, incident, revision, root, business_key, origin, traced, failed_at, log_head)
    select ${prefix} || '-' || n, process, version, state, status, caption || ' ' || n, record,
      coalesce((${owners}::text[])[n % greatest(cardinality(${owners}::text[]), 1) + 1], started_by),
      started_at - ${shift}, ended_at - ${shift} + ${later}, incident, revision, ${prefix} || '-' || n,
      business_key || '-' || n, origin, traced, failed_at - ${shift}, log_head
    from instance, ${numbers} where id = ${template}`.execute(db);
  await sql`
    insert into step (instance, id, element, type, name, parent, index, status, entered_at, ended_at,
      ended_by, outcome, incident)
    select ${prefix} || '-' || n, id, element, type, name, parent, index, status, entered_at - ${shift},
      ended_at - ${shift} + ${later}, ended_by, outcome, incident
    from step, ${numbers} where instance = ${template}`.execute(db);
  await sql`
    insert into task (id, instance, step, element, kind, title, hint, content, performer_user,
      performer_role, record, start, due, created_at, ended_at, ended_reason, ended_by, activity)
    select ${prefix} || '-' || n || '-' || step, ${prefix} || '-' || n, step, element, kind, title, hint,
      content, performer_user, performer_role, record, start - ${shift}, due - ${shift},
      created_at - ${shift}, ended_at - ${shift} + ${later}, ended_reason, ended_by,
      case when ${activities}::boolean and activity is not null then ${prefix} || '-' || n || '-' || step end
    from task, ${numbers} where instance = ${template}`.execute(db);
  if (activities)
    await sql`
      insert into activity (id, task, category, description, status, details, author, priority,
        show_in_calendar, created_at, ended_at)
      select ${prefix} || '-' || n || '-' || step, ${prefix} || '-' || n || '-' || step, category, description,
        status, details, author, priority, show_in_calendar, activity.created_at - ${shift},
        activity.ended_at - ${shift} + ${later}
      from task join activity on activity.id = task.activity, ${numbers} where instance = ${template}`.execute(
      db,
    );
  await sql`
    insert into subscription (instance, id, step, element, kind, name, spec)
    select ${prefix} || '-' || n, id, step, element, kind, name, spec
    from subscription, ${numbers} where instance = ${template}`.execute(db);
  await sql`
    insert into instance_record (instance, system, type, id, title, url, how)
    select ${prefix} || '-' || n, system, type, id, title, url, how
    from instance_record, ${numbers} where instance = ${template}`.execute(db);
}

/**
 * Lets the planner know what is there, and the indexes be read without the tables. Waits for whoever still
 * sees what was before the rows, autovacuum among them: until then they do not count as visible to all.
 */
export async function settle(db: Db): Promise<void> {
  // Rows count as visible to all only when their commits are on disk; this commit waits for those before it.
  await db.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = on`.execute(tx);
    await sql`select pg_logical_emit_message(true, 'settle', '')`.execute(tx);
  });
  for (const table of ['instance', 'step', 'task', 'activity', 'subscription', 'instance_record']) {
    do await sql`vacuum (analyze) ${sql.table(table)}`.execute(db);
    while (!(await isVisibleToAll(db, table)));
  }
}

/** Whether all pages of a table but a few, which can be empty ones at its end, need no look at who may see them. */
async function isVisibleToAll(db: Db, table: string): Promise<boolean> {
  const { rows } = await sql<{ hidden: number }>`
    select relpages - relallvisible as hidden from pg_class where oid = ${table}::regclass`.execute(db);
  return (rows[0]?.hidden ?? 0) <= 8;
}
