/** What a change of an instance writes about the activities of its steps. */
import { sql } from 'kysely';
import { PLAIN_ACTIVITY } from '../../engine/activity-plan.ts';
import type { Cast } from '../cast.ts';
import type { Change } from '../change.ts';
import { insertion, type Part, rowsOf } from '../written-rows.ts';

/** The parts of the statement that write the change. */
export function activityParts(change: Change, cast: Cast): Part[] {
  return [...opened(change), ...replanned(change, cast), ...ended(change, cast)];
}

/** A task that came and went in one change has none. */
function opened({ opened, subject, at }: Change): Part[] {
  const drafts = [...opened.values()].filter(({ activity, end }) => activity !== null && end === null);
  const rows = drafts.flatMap(({ id, activity: own, task: { activity } }) =>
    activity === null
      ? []
      : [
          {
            ...{ id: own, task: id, category: activity.category, description: activity.description },
            ...{ status: 'not-started', author: subject.startedBy, priority: activity.priority },
            ...{ show_in_calendar: activity.showInCalendar, remind_at: activity.remindAt, created_at: at },
          },
        ],
  );
  const records = drafts.flatMap(({ activity, record, task }) => [
    ...(record ? [{ activity, ...record }] : []),
    ...(task.activity?.connected ?? []).map((connected) => ({ activity, ...connected })),
  ]);
  return [...insertion('activity', rows), ...connection(records)];
}

/** The system may be named by its kind, where that is clear. */
function connection(records: readonly Record<string, unknown>[]): Part[] {
  if (records.length === 0) return [];
  return [
    sql`insert into activity_record (activity, system, type, id, title, url)
      select distinct on (activity, found.system, type, id) activity, found.system, type, id, title, url
      from ${rowsOf('activity_record', records)} as given cross join lateral (
        select coalesce((select id from system where id = given.system),
          (select min(id) from system where kind = given.system having count(*) = 1), given.system) as system
      ) as found order by activity, found.system, type, id, title nulls last`,
  ];
}

function replanned({ replanned, subject, at }: Change, { touched }: Cast): Part[] {
  const rows = [...replanned].flatMap(([step, { activity }]) => {
    const task = touched.get(step);
    if (!task) return [];
    return [
      {
        ...{ id: activity.id, task: task.id, category: PLAIN_ACTIVITY.category, status: 'not-started' },
        ...{ author: subject.startedBy, priority: PLAIN_ACTIVITY.priority, created_at: at },
        ...{ show_in_calendar: activity.showInCalendar, remind_at: activity.remindAt },
        remind_author_at: activity.remindAuthorAt,
      },
    ];
  });
  // One that was cancelled while its step went on waiting is planned again with it.
  const again = sql`on conflict (id) do update set remind_at = excluded.remind_at,
    remind_author_at = excluded.remind_author_at, show_in_calendar = excluded.show_in_calendar, ended_at = null,
    status = case when activity.ended_at is null then activity.status else excluded.status end`;
  const fresh = [...replanned].filter(([, { activity }]) => activity.fresh).map(([step]) => step);
  const records =
    fresh.length === 0
      ? []
      : [
          sql`insert into activity_record (activity, system, type, id, title, url)
            select fresh.activity, task.record->>'system', task.record->>'type', task.record->>'id', task.record->>'title',
              task.record->>'url'
            from task join ${rowsOf(
              'task',
              [...replanned].map(([step, { activity }]) => ({ step, activity: activity.id })),
            )} as fresh on fresh.step = task.step
            where task.instance = ${subject.id} and task.step = any(${fresh}::text[]) and task.record is not null`,
        ];
  return [...insertion('activity', rows, again), ...records];
}

/** It ends with its task. */
function ended({ closing, calledOff, about, details, at }: Change, { touched }: Cast): Part[] {
  const rows = [...closing].flatMap(([step, reason]) => {
    const activity = touched.get(step)?.activity;
    const status = calledOff.has(step) ? 'cancelled' : reason === 'completed' ? 'completed' : 'cancelled';
    return activity ? [{ id: activity.id, status, details: step === about ? details : null }] : [];
  });
  if (rows.length === 0) return [];
  return [
    sql`update activity set status = fresh.status, ended_at = ${at},
      details = coalesce(fresh.details, activity.details)
      from ${rowsOf('activity', rows)} as fresh where activity.id = fresh.id`,
  ];
}
