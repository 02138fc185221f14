import { locale, text } from '../../../components/text.ts';
import type { Activity } from '../../../lib/protocol/index.ts';
import { addDays, startOfDay } from '../period.ts';
import { isFinal, type Standing, standingOf } from '../state.ts';

/** An activity as the calendar draws it. */
export interface Entry {
  id: string;
  start: Date;
  end: Date;
  /** In the strip above the hours: it takes more than a day (behaviour 7.1). */
  allDay: boolean;
  title: string;
  /** Of one that takes no time, which is drawn as if it took some. */
  moment: string | null;
  standing: Standing;
  /** Whether it can be moved and resized. */
  editable: boolean;
}

const DAY = 24 * 3_600_000;
/** What takes no time is drawn as if it took this much, so that it can be seen and hit. */
const SHORTEST = 15 * 60_000;

/** The entries of a calendar at this moment. */
export function entriesOf(activities: readonly Activity[], now: Date): Entry[] {
  return activities.filter(({ showInCalendar }) => showInCalendar).map((activity) => entryOf(activity, now));
}

function entryOf(activity: Activity, now: Date): Entry {
  const start = new Date(activity.start);
  const due = new Date(activity.due);
  const long = due.getTime() - start.getTime() > DAY;
  return {
    id: activity.id,
    start: long ? startOfDay(start) : start,
    end: long ? dayAfter(due) : new Date(Math.max(due.getTime(), start.getTime() + SHORTEST)),
    allDay: long,
    title: titleOf(activity),
    moment: due > start ? null : new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(start),
    standing: standingOf(activity, now),
    editable: isMovable(activity),
  };
}

/** Whether its time can be changed by hand: not that of somebody else's, and not what is over. */
export function isMovable(activity: Activity): boolean {
  return activity.mayChange && !isFinal(activity);
}

/** The record before what is to be done with it, as in the calendars that people know (behaviour 7.1). */
function titleOf({ title, connected: [record] }: Activity): string {
  return record?.title ? text('activityOnRecord', record.title, title) : title;
}

/** The first midnight at or after. */
function dayAfter(date: Date): Date {
  const midnight = startOfDay(date);
  return midnight.getTime() === date.getTime() ? midnight : addDays(midnight, 1);
}

/** How far something was dragged: days by the calendar, and time within the day. */
export interface Distance {
  days: number;
  seconds: number;
}

/** Where an activity is after it was dragged: what is drawn is not always what is, so both ends move alike. */
export function movedBy(
  { start, due }: Pick<Activity, 'start' | 'due'>,
  by: Distance,
): { start: string; due: string } {
  return { start: shifted(start, by), due: shifted(due, by) };
}

/** When an activity is due after its lower edge was dragged; never before it starts. */
export function resizedBy({ start, due }: Pick<Activity, 'start' | 'due'>, by: Distance): { due: string } {
  const after = shifted(due, by);
  return { due: after < start ? start : after };
}

function shifted(at: string, { days, seconds }: Distance): string {
  const moved = addDays(new Date(at), days);
  moved.setSeconds(moved.getSeconds() + seconds);
  return moved.toISOString();
}
