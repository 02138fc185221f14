import {
  type Activity,
  type Detail,
  type PhraseName,
  ProtocolError,
  phrase,
  type User,
} from '../../../lib/protocol/index.ts';
import { lockTask, type Occasion } from '../hand-over.ts';
import type { PageRow } from '../tasks.ts';
import { type ActivityRow, readActivity } from './read.ts';
import { toViewer } from './viewer.ts';

type UnfitField = Extract<PhraseName, `field-${string}`> extends `field-${infer Field}` ? Field : never;

/** What is wrong with a field of an activity. */
export function unfit(field: UnfitField, expected: Detail, got: Detail): ProtocolError {
  return new ProtocolError('submission-unfit', { field: phrase(`field-${field}`), expected, got }, field);
}

/** An activity that nobody else changes until the transaction ends, with the open task that it belongs to. */
export interface LockedActivity {
  row: ActivityRow;
  activity: Activity;
  task: PageRow | null;
}

/** Locks an activity that this user may change. Throws `activity-unknown`, `activity-closed` or `not-allowed`. */
export async function lockActivity(occasion: Occasion, id: string): Promise<LockedActivity> {
  const { tx, user } = occasion;
  const viewer = await toViewer(tx, user);
  const found = await readActivity(tx, viewer, id);
  requireChange(user, found.row, found.activity);
  // The instance comes first, as it does for whoever completes the step.
  const task = found.row.task === null ? null : await lockTask(occasion, found.row.task);
  await tx.selectFrom('activity').select('id').where('id', '=', id).forUpdate().execute();
  const now = await readActivity(tx, viewer, id);
  requireChange(user, now.row, now.activity);
  return { ...now, task };
}

/** Throws `activity-closed` for what is over with its step, and `not-allowed` for what others do. */
function requireChange(user: User, row: ActivityRow, { mayChange }: Activity): void {
  if (row.task !== null && !row.open)
    throw new ProtocolError('activity-closed', {
      ...{ status: phrase(row.status), at: { moment: (row.ended_at ?? row.created_at).toISOString() } },
    });
  if (!mayChange)
    throw new ProtocolError('not-allowed', { permission: phrase('to-change-activity'), who: user.name });
}
