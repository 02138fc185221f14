/** What is entered to perform a step later: where it begins, what is wrong with it, and what is asked for by it. */
import { text } from '../../components/text.ts';
import {
  type Activity,
  type ActivityCommand,
  type Assignee,
  LONGEST_MINUTES,
  type Task,
} from '../../lib/protocol/index.ts';
import { fieldsOf, inAnHour, minutesFrom, momentFrom } from './later-times.ts';

export const NO_REMINDER = 'none';
/** As the reference has it (behaviour 6.4). */
const USUAL_REMINDER = 10;
const USUAL_MINUTES = 30;

/** What is entered, as the fields have it. */
export interface Entry {
  date: string;
  time: string;
  endDate: string;
  endTime: string;
  minutes: string;
  remind: string;
  calendar: boolean;
  title: string;
  /** Null: as it is. */
  owner: Assignee | null;
  ownerCleared: boolean;
}

export type Errors = Partial<Record<'date' | 'time' | 'endDate' | 'owner' | 'title', string>>;
/** What the activity of a step says about it and its task does not. */
export type KeptSettings = Pick<Entry, 'calendar' | 'remind'>;

/** What stands there before anything is entered: an activity's own dates; for a page a time that lies ahead. */
export function entryOf(task: Task, now: Date): Entry {
  const isActivity = task.kind === 'perform-task';
  const planned = new Date(task.start);
  const start = isActivity || planned > now ? planned : inAnHour(now);
  const due = task.due === null ? null : new Date(task.due);
  const length = (due && minutesFrom(planned, due)) || USUAL_MINUTES;
  const minutes = isActivity ? length : Math.min(length, LONGEST_MINUTES);
  return {
    ...fieldsOf(start),
    ...endFields(start, minutes),
    ...{ minutes: String(minutes), remind: String(USUAL_REMINDER), calendar: true },
    ...{ title: task.title, owner: null, ownerCleared: false },
  };
}

export function endFields(start: Date, minutes: number): Pick<Entry, 'endDate' | 'endTime'> {
  const { date, time } = fieldsOf(new Date(start.getTime() + minutes * 60_000));
  return { endDate: date, endTime: time };
}

export function keptSettings({ showInCalendar, remindAt, start }: Activity): KeptSettings {
  const remind = remindAt ? String(minutesFrom(new Date(remindAt), new Date(start))) : NO_REMINDER;
  return { calendar: showInCalendar, remind };
}

/** What is missing or can't be, by field. */
export function errorsOf(entry: Entry, isActivity: boolean, now: Date): Errors {
  const errors: Errors = {};
  const start = momentFrom(entry.date, entry.time);
  if (!entry.date) errors.date = text('fieldEmpty', text('laterDate'));
  if (!entry.time) errors.time = text('fieldEmpty', text('laterTime'));
  if (start && !isActivity && start <= now) errors.date = text('laterPast');
  const wrongEnd = isActivity && start ? endError(entry, start) : null;
  if (wrongEnd) errors.endDate = wrongEnd;
  if (entry.ownerCleared) errors.owner = text('laterNobody');
  if (entry.title.trim() === '') errors.title = text('fieldEmpty', text('laterSubject'));
  return errors;
}

function endError({ endDate, endTime }: Entry, start: Date): string | null {
  const end = momentFrom(endDate, endTime);
  if (!end || end < start) return text('laterEndsBefore');
  return minutesFrom(start, end) > LONGEST_MINUTES ? text('laterTooLong') : null;
}

/** The errors that still stand when this part has been entered anew. */
export function withoutErrors(errors: Errors, part: Partial<Entry>): Errors {
  const { owner, title, ...times } = errors;
  const isTime = 'date' in part || 'time' in part || 'endDate' in part || 'endTime' in part;
  return {
    ...(isTime ? {} : times),
    ...(owner && !('owner' in part) && { owner }),
    ...(title && !('title' in part) && { title }),
  };
}

/** The command for an entry without errors. */
export function postponementOf(
  task: Task,
  entry: Entry,
): Extract<ActivityCommand, { type: 'task.postpone' }> {
  const start = momentFrom(entry.date, entry.time) ?? new Date(task.start);
  const end = task.kind === 'perform-task' ? momentFrom(entry.endDate, entry.endTime) : null;
  const { owner } = entry;
  const title = entry.title.trim();
  return {
    ...{ type: 'task.postpone', task: task.id, start: start.toISOString() },
    minutes: end ? minutesFrom(start, end) : Number(entry.minutes),
    remindMinutes: entry.remind === NO_REMINDER ? null : Number(entry.remind),
    showInCalendar: entry.calendar,
    // A title that was read in translation stays what it is for everybody else.
    ...(title !== task.title && { title }),
    ...(owner && { performer: performerOf(owner) }),
  };
}

/** Whom a choice of the picker makes the performer. */
export function performerOf({ type, id }: Assignee): { user: string | null; role: string | null } {
  return type === 'user' ? { user: id, role: null } : { user: null, role: id };
}

/** Who has it now. */
export function ownerOf({ performer: { user, role } }: Task): string {
  return user?.name ?? role?.name ?? '';
}
