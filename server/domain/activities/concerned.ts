/** Whom an activity concerns, and how they hear that their lists are out of date. */
import { sql } from 'kysely';
import type { Db } from '../../store/store.ts';
import type { Outbox } from '../channels.ts';

/** The activity as far as it concerns others, as of one moment. */
export interface Concern {
  accounts: string[];
  start: Date;
  due: Date;
}

/** Who does it, stands in, could take it, has made it or takes part, and when it is; null: it is gone. */
export async function readConcern(db: Db, activity: string): Promise<Concern | null> {
  const { rows } = await sql<Concern>`
    select start, due, array(select account.id from account where account.active and account.id in (
        select owner union select author
        union select deputy from absence where absence.account = owner and absence.active
        union select account_role.account from account_role where account_role.role = found.role
        union select activity_participant.account from activity_participant where activity_participant.activity = found.id
      )) as accounts
    from (
      select activity.id, activity.author, coalesce(task.performer_user, activity.owner) as owner,
        coalesce(task.performer_role, activity.role) as role, coalesce(task.start, activity.start) as start,
        coalesce(task.due, task.start, activity.due) as due
      from activity left join task on task.id = activity.task where activity.id = ${activity}
    ) as found`.execute(db);
  return rows[0] ?? null;
}

/** Tells everybody whom it concerned or concerns, with the period in which it was or is. */
export function tellConcerned(
  outbox: Outbox,
  activity: string,
  before: Concern | null,
  after: Concern | null,
): void {
  const moments = [before, after].flatMap((concern) => concern ?? []);
  const accounts = [...new Set(moments.flatMap((concern) => concern.accounts))];
  if (accounts.length === 0) return;
  const times = moments.flatMap(({ start, due }) => [start.getTime(), due.getTime()]);
  outbox.add(accounts, {
    ...{ type: 'activities.changed', activity },
    from: new Date(Math.min(...times)).toISOString(),
    until: new Date(Math.max(...times)).toISOString(),
  });
}
