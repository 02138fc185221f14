/** A place that waits for a system action. */
import type { WaitReason } from '../../../../lib/protocol/index.ts';
import type { Db } from '../../../store/store.ts';

export type JobReason = Extract<WaitReason, { type: 'job' }>;

/** How far the jobs of an instance have come, and what went wrong with them the last time, by their steps. */
export async function readJobReasons(db: Db, instance: string): Promise<Map<string, JobReason>> {
  const jobs = await db
    .selectFrom('job')
    .select(['step', 'topic', 'status', 'attempts', 'max_attempts', 'next_at', 'problem'])
    .where('instance', '=', instance)
    .execute();
  return new Map(
    jobs.map(({ step, topic, status, attempts, max_attempts, next_at, problem }) => {
      const nextAt = next_at?.toISOString() ?? null;
      const counted = { attempts, maxAttempts: max_attempts };
      return [step, { type: 'job', topic, status, ...counted, nextAt, problem }];
    }),
  );
}

/** A job of which nothing is known yet. */
export function freshJob(topic: string): JobReason {
  const nothing = { attempts: 0, maxAttempts: 0, nextAt: null, problem: null };
  return { type: 'job', topic, status: 'ready', ...nothing };
}
