/** Servers that die at chosen moments, and what is there after all of them: for tests that compare it with a run in which none died. */
import fc from 'fast-check';
import { sql } from 'kysely';
import { Definitions } from '../domain/definitions.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import { ERRAND_RUNNERS } from '../upkeep/errand-runner.ts';
import type { TestDatabase } from './database.ts';
import { Killed, sabotage } from './sabotage.ts';

/** What becomes of a statement, see {@link sabotage}. */
export type Fate = 'before' | 'after' | null;

/** Does one thing with a new server, again and again until one survives. */
export type Survive = <T>(work: (around: Surroundings) => Promise<T>) => Promise<T>;

/** Runs work on servers that die as told; `count` gives how many statements there were. */
export function surviving(
  database: TestDatabase,
  around: () => Surroundings,
  isDeadly: (n: number) => Fate,
): { survive: Survive; count: () => number } {
  let total = 0;
  const survive: Survive = async (work) => {
    for (;;) {
      const offset = total;
      const { store, count } = sabotage(database.store, (n) => isDeadly(offset + n));
      try {
        return await work({ ...around(), store, definitions: new Definitions() });
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      } finally {
        total += count();
      }
    }
  };
  return { survive, count: () => total };
}

/** Deaths at some of so many statements. */
export function deathsAmong(statements: number, most = 12): fc.Arbitrary<(n: number) => Fate> {
  const death = fc.record({
    at: fc.integer({ min: 1, max: statements }),
    fate: fc.constantFrom<Fate>('before', 'after'),
  });
  return fc.uniqueArray(death, { selector: ({ at }) => at, minLength: 1, maxLength: most }).map((chosen) => {
    const fates = new Map(chosen.map(({ at, fate }) => [at, fate]));
    return (n: number) => fates.get(n) ?? null;
  });
}

/** Carries out errands as the work queue does: taken, done, noted as done; a death gives them back. */
export async function drain(database: TestDatabase, until: Date, survive: Survive): Promise<void> {
  const later = new Date(Math.max(until.getTime(), Date.now()) + 1000);
  const take = `update graphile_worker._private_jobs as job set locked_at = now(), locked_by = 'test',
      attempts = attempts + 1 from graphile_worker._private_tasks as task
    where task.id = job.task_id and job.id = (select id from graphile_worker._private_jobs
      where run_at <= $1 and is_available order by id limit 1)
    returning job.id, task.identifier as name, job.payload`;
  for (;;) {
    const { rows } = await database.store.pool.query<TakenErrand>(take, [later]);
    const [errand] = rows;
    if (!errand) return;
    const attempt = () => survive((around) => carryOut(database, around, errand));
    await attempt();
    // Every third server dies just before it could note that.
    if (Number(errand.id) % 3 === 0) await attempt();
    await database.store.pool.query('delete from graphile_worker._private_jobs where id = $1', [errand.id]);
  }
}

interface TakenErrand {
  id: string;
  name: keyof typeof ERRAND_RUNNERS;
  payload: unknown;
}

/** One attempt; none where the errand was posted anew meanwhile: the queue gives up what another of its key replaces. */
async function carryOut(database: TestDatabase, around: Surroundings, errand: TakenErrand): Promise<void> {
  const { rowCount } = await database.store.pool.query(
    'select from graphile_worker._private_jobs where id = $1 and attempts < max_attempts',
    [errand.id],
  );
  if (rowCount === 0) return;
  await ERRAND_RUNNERS[errand.name](around, errand.payload as never, new AbortController().signal);
}

/** Whether an errand is still to be carried out, now or later; those that were replaced wait for nothing. */
export async function hasErrands(database: TestDatabase): Promise<boolean> {
  const { rowCount } = await database.store.pool.query(
    'select from graphile_worker._private_jobs where attempts < max_attempts',
  );
  return rowCount !== 0;
}

/** All that must be the same, whoever died: everything but ids and times. */
export async function outcomeOf(database: TestDatabase) {
  const { db } = database.store;
  const counted = async (columns: string) => {
    const { rows } = await sql<Record<string, unknown>>`select ${sql.raw(columns)} `.execute(db);
    return rows.map((row) => JSON.stringify(row)).sort();
  };
  const { rows: gaps } = await sql`
    select account from channel left join channel_event using (account)
    group by account, head having count("offset") <> head`.execute(db);
  return {
    instances: await counted(`process, status, origin, started_by, log_head, count(*)::int from instance
      group by 1, 2, 3, 4, 5`),
    steps: await counted(`process, element, step.status, ended_by, outcome, count(*)::int
      from step join instance on instance.id = step.instance group by 1, 2, 3, 4, 5`),
    tasks: await counted('element, ended_reason, ended_by, count(*)::int from task group by 1, 2, 3'),
    activities: await counted(
      'category, status, ended_at is null as open, count(*)::int from activity group by 1, 2, 3',
    ),
    log: await counted(`process, step_log.element, event, actor, count(*)::int
      from step_log join instance on instance.id = step_log.instance group by 1, 2, 3, 4`),
    told: await counted(
      "account, body::jsonb->>'type' as type, count(*)::int from channel_event group by 1, 2",
    ),
    left: await counted(`(select count(*) from job)::int as jobs,
      (select count(*) from subscription)::int as subscriptions,
      (select count(*) from graphile_worker._private_jobs)::int as errands`),
    cases: await counted(`(select jsonb_agg(jsonb_build_array(system, type, record, stage, ended_at is null)
      order by ended_at is null, stage) from record_case) as stands, (select jsonb_agg(jsonb_build_array(position, stage, left_at is null)
      order by position, stage) from stage_visit) as visits`),
    gaps,
  };
}

/** Takes away whatever ran. */
export async function clearRuns(database: TestDatabase): Promise<void> {
  await database.store.pool.query(
    `truncate instance, step_log, step, task, task_attachment, job, subscription, trace, instance_record, record_case, stage_visit, record_guided, case_watch, channel,
       channel_event, command_answer, activity, activity_participant, activity_record, reminder_answer;
     delete from graphile_worker._private_jobs`,
  );
}
