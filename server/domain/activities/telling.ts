/** Tells about the activities of steps what the tasks themselves do not tell. */
import type { Cast } from '../cast.ts';
import { audienceOf, remindedOf } from '../cast.ts';
import type { Change } from '../change.ts';
import type { Outbox } from '../channels.ts';
import { endOf as dueOf } from './period.ts';
import { tellReminders } from './reminders.ts';

/** An activity of an open task that has a new caption. */
export interface RenamedActivity {
  activity: string | null;
}

/** Reminders that are set, move or go, and what becomes of activities in which others take part. */
export async function tellActivities(
  change: Change,
  cast: Cast,
  outbox: Outbox,
  renamed: readonly RenamedActivity[],
): Promise<void> {
  const reminded = new Map<string, readonly string[]>();
  for (const { activity } of renamed) if (activity !== null) reminded.set(activity, []);
  for (const [step, task] of cast.touched) {
    if (task.activity === null) {
      const plan = change.replanned.get(step);
      if (plan?.activity.remindAt) reminded.set(plan.activity.id, []);
      continue;
    }
    const { id, reminds, participants } = task.activity;
    const plan = change.replanned.get(step);
    if (reminds || plan?.activity.remindAt) reminded.set(id, remindedOf(cast, task));
    const told = audienceOf(cast, task);
    const [from, until] = periodOf(task, plan);
    outbox.add(
      participants.filter((account) => !told.includes(account)),
      { type: 'activities.changed', activity: id, from, until },
    );
  }
  for (const { activity, task, end } of change.opened.values())
    if (activity !== null && end === null && task.activity?.remindAt) reminded.set(activity, []);
  await tellReminders(change.tx, outbox, reminded);
}

/** From the earlier start to the later end, of where it was and where it is. */
function periodOf(
  { start, due }: { start: string; due: string | null },
  plan: { start: Date; due: Date | null } | undefined,
): [string, string] {
  const times = [
    ...[new Date(start), dueOf(new Date(start), due === null ? null : new Date(due))],
    ...(plan ? [plan.start, dueOf(plan.start, plan.due)] : []),
  ].map((time) => time.getTime());
  return [new Date(Math.min(...times)).toISOString(), new Date(Math.max(...times)).toISOString()];
}
