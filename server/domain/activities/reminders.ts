/**
 * Reminders (behaviour 6.6): who has which, and how they are told. They are told when they are set, with the
 * moment at which they are to be shown, so that they come on time without a link.
 */
import { sql } from 'kysely';
import type { Reminder } from '../../../lib/protocol/index.ts';
import type { Db, Tx } from '../../store/store.ts';
import type { Outbox } from '../channels.ts';

interface ReminderRow {
  account: string;
  activity: string;
  task: string | null;
  title: string;
  at: Date;
  start: Date;
  caption: string | null;
}

/**
 * One row for each person and activity: the owner and who stands in for them, without an owner the members of the
 * role, at one time; the author at another (behaviour 7.2). Who is both is reminded as the owner. The page of a step
 * is for who does it: its author sees the activity.
 */
const RECIPIENTS = sql`
  select recipient.account, activity.id as activity, case when recipient.does then task.id end as task,
    coalesce(task.title, activity.title) as title, recipient.remind_at, coalesce(task.start, activity.start) as start,
    instance.caption
  from activity
  left join task on task.id = activity.task
  left join instance on instance.id = task.instance
  cross join lateral (
    select coalesce(task.performer_user, activity.owner) as owner, coalesce(task.performer_role, activity.role) as role
  ) as performer
  cross join lateral (
    select distinct on (person.account) person.* from (
      select account, activity.remind_at, true as does from (
        select performer.owner as account
        union all select deputy from absence where absence.account = performer.owner and absence.active
        union all select account_role.account from account_role
          where performer.owner is null and account_role.role = performer.role
      ) as doing where activity.remind_at is not null
      union all
      select activity.author, activity.remind_author_at, false where activity.remind_author_at is not null
    ) as person order by person.account, person.does desc
  ) as recipient
  join account on account.id = recipient.account and account.active
  where (activity.remind_at is not null or activity.remind_author_at is not null) and activity.ended_at is null`;

/** What each is still to be reminded of, and when: what they have dismissed is left out. */
const REMINDERS = sql`
  select recipient.*, coalesce(answer.until, recipient.remind_at) as at
  from (${RECIPIENTS}) as recipient
  left join reminder_answer as answer on answer.activity = recipient.activity
    and answer.account = recipient.account and answer.remind_at = recipient.remind_at
  where answer.activity is null or answer.until is not null`;

/** The reminders of a user, earliest first. */
export async function listReminders(db: Db, user: string): Promise<Reminder[]> {
  const { rows } = await sql<ReminderRow>`select * from (${REMINDERS}) as reminder
    where account = ${user} order by at, activity`.execute(db);
  return rows.map(toReminder);
}

/** Who has been reminded of which activity until now, or would have been. */
export type Reminded = ReadonlyMap<string, readonly string[]>;

/** Tells everybody what their reminders of these activities are now. */
export async function tellReminders(tx: Tx, outbox: Outbox, before: Reminded): Promise<void> {
  if (before.size === 0) return;
  const { rows } = await sql<ReminderRow>`select * from (${REMINDERS}) as reminder
    where activity = any(${[...before.keys()]}::text[]) order by activity, account`.execute(tx);
  for (const [activity, accounts] of before) {
    const now = rows.filter((row) => row.activity === activity);
    const gone = accounts.filter((account) => !now.some((row) => row.account === account));
    outbox.add(gone, { type: 'reminder.removed', activity });
    for (const row of now)
      outbox.add([row.account], { type: 'reminder.upserted', reminder: toReminder(row) });
  }
}

/** Notes what a user wants of a reminder: put off until then, or dismissed (null). */
export async function noteAnswer(tx: Tx, user: string, activity: string, until: Date | null): Promise<void> {
  await sql`insert into reminder_answer (activity, account, remind_at, until)
    select activity, account, remind_at, ${until} from (${RECIPIENTS}) as recipient
      where activity = ${activity} and account = ${user}
    on conflict (activity, account) do update set remind_at = excluded.remind_at, until = excluded.until`.execute(
    tx,
  );
}

/** Who is reminded of an activity now. */
export async function readReminded(db: Db, activity: string): Promise<Reminded> {
  const { rows } = await sql<ReminderRow>`select * from (${REMINDERS}) as reminder
    where activity = ${activity}`.execute(db);
  return new Map([[activity, rows.map(({ account }) => account)]]);
}

function toReminder({ activity, task, title, at, start, caption }: ReminderRow): Reminder {
  return { activity, task, title, at: at.toISOString(), start: start.toISOString(), caption };
}
