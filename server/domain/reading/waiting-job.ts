/** A place that waits for a system action. */
import type { WaitReason } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

type JobReason = Extract<WaitReason, { type: 'job' }>;

/** How far the job of a step has come, and what went wrong with it the last time; null: it has none. */
export async function readJobReason(db: Db, instance: string, step: string): Promise<JobReason | null> {
  const job = await db
    .selectFrom('job')
    .select(['topic', 'status', 'attempts', 'max_attempts', 'next_at', 'problem'])
    .where('instance', '=', instance)
    .where('step', '=', step)
    .executeTakeFirst();
  if (!job) return null;
  return {
    ...{ type: 'job', topic: job.topic, status: job.status, attempts: job.attempts },
    ...{ maxAttempts: job.max_attempts, nextAt: job.next_at?.toISOString() ?? null, problem: job.problem },
  };
}

/** A job of which nothing is known yet. */
export function freshJob(topic: string): JobReason {
  const nothing = { attempts: 0, maxAttempts: 0, nextAt: null, problem: null };
  return { type: 'job', topic, status: 'ready', ...nothing };
}
