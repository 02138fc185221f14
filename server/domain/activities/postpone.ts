import type { ActivityCommand } from '../../../lib/protocol/index.ts';
import { changeTask, lockTask, type Occasion } from '../hand-over.ts';
import { requirePerformer } from '../performers.ts';
import type { PageRow } from '../tasks.ts';
import { movedWith } from './period.ts';

type Postponement = Extract<ActivityCommand, { type: 'task.postpone' }>;
const MINUTE_MS = 60_000;

/** *Perform later* (behaviour 6.4): the step moves, gets an activity if it has none, and may be handed over. */
export async function postponeTask(
  occasion: Occasion,
  { task: id, start, minutes, remindMinutes, showInCalendar, ...more }: Postponement,
): Promise<void> {
  const { title = null, performer = null } = more;
  if (performer !== null) await requirePerformer(occasion.tx, performer);
  const task = await lockTask(occasion, id);
  const begins = new Date(start);
  const before = (count: number) => new Date(begins.getTime() - count * MINUTE_MS);
  await changeTask(occasion, task, {
    performer,
    plan: {
      ...{ title, start: begins, due: before(-minutes) },
      activity: {
        ...{ id: task.activity ?? occasion.around.newId(), fresh: task.activity === null },
        remindAt: remindMinutes === null ? null : before(remindMinutes),
        remindAuthorAt: movedWith(await authorReminder(occasion, task), task.start, begins),
        showInCalendar,
      },
    },
  });
}

/** It is the author's, and stays so long before the start. */
async function authorReminder({ tx }: Occasion, { activity }: PageRow): Promise<Date | null> {
  if (activity === null) return null;
  const row = await tx
    .selectFrom('activity')
    .select('remind_author_at')
    .where('id', '=', activity)
    .executeTakeFirst();
  return row?.remind_author_at ?? null;
}
