/** What people do with their reminders (behaviour 6.6). */
import type { Tx } from '../../store/store.ts';
import type { Occasion } from '../hand-over.ts';
import { readActivity } from './read.ts';
import { toViewer } from './viewer.ts';

/** Snoozes a reminder of this user, or dismisses it (`until` null). One that is set anew comes again. */
export async function answerReminder(
  { tx, user }: Occasion,
  activity: string,
  until: Date | null,
): Promise<void> {
  const { row } = await readActivity(tx, await toViewer(tx, user), activity);
  // It has been taken away meanwhile: that is what the person wants, too.
  if (row.remind_at === null) return;
  await write(tx, { activity, account: user.id, remind_at: row.remind_at, until });
}

async function write(
  tx: Tx,
  answer: { activity: string; account: string; remind_at: Date; until: Date | null },
): Promise<void> {
  const { remind_at, until } = answer;
  await tx
    .insertInto('reminder_answer')
    .values(answer)
    .onConflict((conflict) => conflict.columns(['activity', 'account']).doUpdateSet({ remind_at, until }))
    .execute();
}
