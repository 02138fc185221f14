/** Activities end with a result, or are deleted (behaviour 7.3). */
import {
  type ActivityCommand,
  type Choice,
  type CommandResult,
  ProtocolError,
  phrase,
} from '../../../lib/protocol/index.ts';
import type { Acting } from '../acting.ts';
import { completeTask } from '../complete-task.ts';
import type { Occasion } from '../hand-over.ts';
import type { ActivityRow } from './read.ts';
import { lockActivity, unfit } from './requirements.ts';

type Ending = Extract<ActivityCommand, { type: 'activity.end' }>;

/**
 * Ends an activity. With a result that of a step completes the step, cancelled or not; cancelled without a result
 * the step goes on waiting.
 */
export async function endActivity(
  occasion: Occasion & { acting: Acting | null },
  { activity: id, status, result, details }: Ending,
): Promise<CommandResult | null> {
  const { around, tx, user, acting, outbox = null } = occasion;
  const { row, activity } = await lockActivity(occasion, id);
  if (row.ended_at !== null && (row.task === null || status === 'cancelled'))
    throw new ProtocolError('activity-closed', {
      ...{ status: phrase(row.status), at: { moment: row.ended_at.toISOString() } },
    });
  const chosen = choose(row, activity.results, status, result);
  if (row.task !== null && chosen !== null) {
    const submission = { kind: 'perform-task', result: chosen.code, details } as const;
    const calledOff = status === 'cancelled';
    return completeTask(around, tx, user, row.task, { submission, acting, calledOff, outbox });
  }
  await tx
    .updateTable('activity')
    .set({
      ...{ status, details: details ?? row.details, ended_at: around.now() },
      result: chosen && JSON.stringify(chosen),
    })
    .where('id', '=', id)
    .execute();
  return null;
}

/** What it ends with; throws `submission-unfit` where that is missing or none of its results. */
function choose(
  row: ActivityRow,
  results: readonly Choice[],
  status: Ending['status'],
  result: string | null,
): Choice | null {
  if (row.task !== null && row.kind !== 'perform-task' && (result !== null || status === 'completed'))
    throw unfit('result', phrase('an-answer-on-the-page'), result ?? phrase('nothing'));
  const found = results.find(({ code }) => code === result) ?? null;
  const needed = status === 'completed' && results.length > 0;
  if (found !== null || (result === null && !needed)) return found;
  const names = results.map(({ code }) => code).join(', ');
  const expected = names === '' ? phrase('one-of-none') : phrase('one-of', { names });
  throw unfit('result', expected, result ?? phrase('nothing'));
}

/** Deletes an activity made by hand. */
export async function deleteActivity(occasion: Occasion, id: string): Promise<void> {
  const { row } = await lockActivity(occasion, id);
  if (row.task !== null) throw unfit('activity', phrase('made-by-hand'), phrase('made-by-a-step'));
  await occasion.tx.deleteFrom('activity').where('id', '=', id).execute();
}
