/** A place that waits for a system action. */
import type { WaitReason } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

type JobReason = Extract<WaitReason, { type: 'job' }>;

/** How far the job of a step has come, and what went wrong with it the last time. */
export async function jobReason(db: Db, instance: string, step: string, topic: string): Promise<JobReason> {
  const job = await db
    .selectFrom('job')
    .select(['status', 'attempts', 'max_attempts', 'next_at', 'problem'])
    .where('instance', '=', instance)
    .where('step', '=', step)
    .executeTakeFirst();
  return {
    ...{ type: 'job', topic, status: job?.status ?? 'ready' },
    ...{ attempts: job?.attempts ?? 0, maxAttempts: job?.max_attempts ?? 0 },
    nextAt: job?.next_at?.toISOString() ?? null,
    problem: job?.problem ?? null,
  };
}
