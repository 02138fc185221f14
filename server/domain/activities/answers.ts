/** What people do with their reminders (behaviour 6.6). */
import type { Occasion } from '../hand-over.ts';
import { readActivity } from './read.ts';
import { noteAnswer } from './reminders.ts';
import { toViewer } from './viewer.ts';

/**
 * Snoozes a reminder of this user, or dismisses it (`until` null). One that is set anew comes again; one that was
 * taken away meanwhile stays away: that is what the person wants, too.
 */
export async function answerReminder(
  { tx, user }: Occasion,
  activity: string,
  until: Date | null,
): Promise<void> {
  await readActivity(tx, await toViewer(tx, user), activity);
  await noteAnswer(tx, user.id, activity, until);
}
