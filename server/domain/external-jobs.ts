/**
 * System actions of topics that are not ours, for the author's own workers: they fetch and lock jobs, carry
 * them out and say what came of it. A lock that runs out lets somebody else fetch the job.
 */
import { sql } from 'kysely';
import { ProtocolError, phrase, type RecordRef, type User, type Values } from '../../lib/protocol/index.ts';
import { completeJob, failJob, pauseAfter } from './jobs.ts';
import { requirePermission } from './people.ts';
import { storable } from './storable.ts';
import type { Surroundings } from './surroundings.ts';
import { isOwnTopic } from './topics.ts';

/** What a worker asks for. */
export interface Fetch {
  /** Names the worker: only who has locked a job may say what came of it. */
  worker: string;
  topics: string[];
  /** At most so many. */
  limit: number;
  lockSeconds: number;
}

/** A job that has been locked for a worker. */
export interface FetchedJob {
  instance: string;
  step: string;
  element: string;
  topic: string;
  process: { key: string; version: number };
  businessKey: string | null;
  record: RecordRef | null;
  inputs: Values;
  variables: Values;
  attempt: number;
  attempts: number;
  lockedUntil: string;
}

/** A job and who has locked it. */
export interface LockedJob {
  instance: string;
  step: string;
  worker: string;
}

/** Locks jobs for a worker, the oldest first. Needs *manage definitions*. */
export async function fetchAndLock(
  around: Surroundings,
  user: User,
  { worker, topics, limit, lockSeconds }: Fetch,
): Promise<FetchedJob[]> {
  requirePermission(user, 'manage-definitions');
  const foreign = topics.filter((topic) => !isOwnTopic(topic));
  const now = around.now();
  const until = new Date(now.getTime() + lockSeconds * 1000);
  const { rows } = await sql<Omit<FetchedJob, 'lockedUntil'>>`
    with free as (
      select instance, step from job where topic = any(${foreign}::text[]) and status <> 'dead'
        and topic not like 'throughline:%' and (locked_until is null or locked_until < ${now})
        and (next_at is null or next_at <= ${now})
      order by created_at limit ${limit} for update skip locked
    )
    update job set status = 'running', locked_by = ${worker}, locked_until = ${until}, next_at = null,
      attempts = attempts + 1
    from free join instance on instance.id = free.instance
    where job.instance = free.instance and job.step = free.step
    returning job.instance, job.step, job.element, topic, inputs, variables, attempts as attempt,
      max_attempts as attempts, business_key as "businessKey",
      json_build_object('key', process, 'version', version) as process,
      case when record is null then null else
        json_build_object('system', record->'system', 'type', record->'type', 'id', record->'id') end as record
  `.execute(around.store.db);
  return rows.map((row) => ({ ...row, lockedUntil: until.toISOString() }));
}

/** The worker has done it. Throws `stale-event` unless the job is locked for this worker. */
export async function completeExternal(
  around: Surroundings,
  user: User,
  job: LockedJob,
  outputs: Values,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const { acting } = await requireLock(around, job);
  await completeJob(around, { ...job, acting }, outputs);
}

/** What went wrong at a worker. */
export interface ExternalFailure {
  message: string;
  /** The BPMN error that a boundary event may catch; then it is final. */
  code: string | null;
  retryable: boolean;
  /** When it may be fetched again; null: as the server thinks fit. */
  afterSeconds: number | null;
}

/** The worker has failed: another attempt later, or for good. Throws `stale-event` as `completeExternal`. */
export async function failExternal(
  around: Surroundings,
  user: User,
  job: LockedJob,
  { message, code, retryable, afterSeconds }: ExternalFailure,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  const { attempts, max_attempts, acting } = await requireLock(around, job);
  if (code !== null || !retryable || attempts >= max_attempts)
    return failJob(around, { ...job, acting }, { message, code });
  const seconds = afterSeconds ?? pauseAfter(attempts);
  await around.store.db
    .updateTable('job')
    .set({
      ...{ status: 'retrying', problem: storable(message), locked_by: null, locked_until: null },
      next_at: new Date(around.now().getTime() + seconds * 1000),
    })
    .where('instance', '=', job.instance)
    .where('step', '=', job.step)
    .where('locked_by', '=', job.worker)
    .execute();
}

async function requireLock({ store }: Surroundings, { instance, step, worker }: LockedJob) {
  const row = await store.db
    .selectFrom('job')
    .select(['attempts', 'max_attempts', 'acting'])
    .where('instance', '=', instance)
    .where('step', '=', step)
    .where('status', '=', 'running')
    .where('locked_by', '=', worker)
    .executeTakeFirst();
  if (!row) throw new ProtocolError('stale-event', { got: phrase('unlocked-job', { worker }) });
  return row;
}
