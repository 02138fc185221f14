import { dayWords } from '../../../components/day.ts';
import { REMINDER_MINUTES } from '../../../components/reminder-choices.ts';
import type { MessageKey } from '../../../components/text.ts';
import type {
  Activity,
  ActivityCategory,
  ActivityFields,
  LinkedRecord,
  Person,
  Role,
} from '../../../lib/protocol/index.ts';

/** What stands in the fields, as typed: times in the person's zone. */
export interface ActivityForm {
  title: string;
  description: string;
  /** Empty: not known yet. */
  category: string;
  status: 'not-started' | 'in-progress';
  start: string;
  due: string;
  /** Who does it; of the role, where there is one. */
  owner: Person | null;
  /** Whose members may do it; without an owner any of them. */
  role: Role | null;
  priority: Activity['priority'];
  showInCalendar: boolean;
  remind: Reminding;
  /** Who made it, and is reminded at a time of their own. */
  author: Person | null;
  remindAuthor: Reminding;
  participants: readonly Person[];
  connected: readonly LinkedRecord[];
}

/** When somebody is reminded. */
export interface Reminding {
  /** Minutes before the start, `at` for the time in `at`; empty: never. */
  when: string;
  at: string;
}

const NEVER: Reminding = { when: '', at: '' };

export const AT = 'at';

/** An activity takes half an hour if nothing else is said (behaviour 7.2). */
export const USUAL_MINUTES = 30;
const MINUTE = 60_000;
export const LONGEST_TITLE = 500;

/** A new activity of this person, now, rounded up to the half hour, or at the time that was drawn; about a record. */
export function emptyForm(
  me: Person | null,
  category: string,
  now: Date,
  drawn: { start?: string | undefined; due?: string | undefined } = {},
  record: LinkedRecord | null = null,
): ActivityForm {
  const step = USUAL_MINUTES * MINUTE;
  const start = instantOf(drawn.start) ?? new Date(Math.ceil(now.getTime() / step) * step);
  const due = instantOf(drawn.due) ?? new Date(start.getTime() + step);
  return {
    title: '',
    description: '',
    category,
    status: 'not-started',
    start: localOf(start),
    due: localOf(due < start ? start : due),
    owner: me && { id: me.id, name: me.name },
    role: null,
    priority: 'medium',
    showInCalendar: true,
    remind: NEVER,
    author: me && { id: me.id, name: me.name },
    remindAuthor: NEVER,
    participants: [],
    connected: record ? [record] : [],
  };
}

/** The fields as the activity has them. */
export function formOf(activity: Activity): ActivityForm {
  const { start, status } = activity;
  return {
    title: activity.title,
    description: activity.description ?? '',
    category: activity.category,
    status: status === 'in-progress' ? 'in-progress' : 'not-started',
    start: localOf(new Date(start)),
    due: localOf(new Date(activity.due)),
    owner: activity.owner,
    role: activity.role,
    priority: activity.priority,
    showInCalendar: activity.showInCalendar,
    remind: remindingOf(activity.remindAt, start),
    author: activity.author,
    remindAuthor: remindingOf(activity.remindAuthorAt, start),
    participants: activity.participants,
    connected: activity.connected,
  };
}

/** The form of another one like it, with its participants, by this person (behaviour 7.3). */
export function copyOf(activity: Activity, me: Person | null): ActivityForm {
  return { ...formOf(activity), status: 'not-started', author: me && { id: me.id, name: me.name } };
}

/**
 * The form of what follows an activity: owner, author and records are the same, what came of it is the title
 * (behaviour 7.3).
 */
export function followUpOf(
  activity: Activity,
  categories: readonly ActivityCategory[],
  now: Date,
): ActivityForm {
  const { owner, role, author, connected, details, title } = activity;
  // What is said of a result may have lines; a title has one.
  const said = (details ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE);
  return {
    ...emptyForm(author, categories[0]?.name ?? '', now),
    ...{ title: said || title, owner, role, connected },
  };
}

function remindingOf(at: string | null, start: string): Reminding {
  if (at === null) return NEVER;
  const before = (Date.parse(start) - Date.parse(at)) / MINUTE;
  const offered = REMINDER_MINUTES.includes(before);
  return { when: offered ? String(before) : AT, at: localOf(new Date(at)) };
}

/** Whether somebody else does it than who made it: only then is there somebody else to remind. */
export function isForOthers({ author, owner }: Pick<ActivityForm, 'author' | 'owner'>): boolean {
  return author !== null && author.id !== owner?.id;
}

/**
 * The form with a part of it changed: when the start moves, what ends and reminds moves with it; another role has
 * other members, so its owner is to be chosen anew (behaviour 7.2).
 */
export function changed(form: ActivityForm, part: Partial<ActivityForm>): ActivityForm {
  const next = { ...form, ...part };
  if (part.role && part.role.id !== form.role?.id) next.owner = part.owner ?? null;
  if (part.start === undefined || part.due !== undefined) return next;
  const [before, after, due] = [form.start, part.start, form.due].map((words) => Date.parse(words));
  if (before === undefined || after === undefined || due === undefined) return next;
  if ([before, after, due].some(Number.isNaN) || due < before) return next;
  return { ...next, due: localOf(new Date(after + due - before)) };
}

/** What keeps the form from being saved, by field. */
export function problemsOf(form: ActivityForm): Partial<Record<keyof ActivityForm, MessageKey>> {
  const [start, due] = [form.start, form.due].map((words) => Date.parse(words));
  const timeless = ({ when, at }: Reminding) => when === AT && Number.isNaN(Date.parse(at));
  return {
    ...(form.title.trim() === '' && { title: 'activityTitleMissing' as const }),
    ...(Number.isNaN(start) && { start: 'activityTimeMissing' as const }),
    ...(Number.isNaN(due) && { due: 'activityTimeMissing' as const }),
    ...(due !== undefined &&
      start !== undefined &&
      due < start && { due: 'activityDueBeforeStart' as const }),
    ...(form.owner === null && form.role === null && { owner: 'activityOwnerMissing' as const }),
    ...(timeless(form.remind) && { remind: 'activityTimeMissing' as const }),
    ...(isForOthers(form) && timeless(form.remindAuthor) && { remindAuthor: 'activityTimeMissing' as const }),
  };
}

/** What is to be saved: of an activity that exists only what was changed. */
export function fieldsOf(form: ActivityForm, before: ActivityForm | null): ActivityFields {
  const now = sentOf(form);
  if (!before) return now;
  const then = sentOf(before);
  const differing = (Object.keys(now) as (keyof ActivityFields)[]).filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(then[name]),
  );
  return Object.fromEntries(differing.map((name) => [name, now[name]]));
}

function sentOf(form: ActivityForm): ActivityFields {
  return {
    title: form.title.trim(),
    description: form.description.trim() || null,
    // Without a link nobody knows the categories: the server takes its first one.
    ...(form.category !== '' && { category: form.category }),
    status: form.status,
    start: new Date(form.start).toISOString(),
    due: new Date(form.due).toISOString(),
    owner: form.owner?.id ?? null,
    role: form.role?.id ?? null,
    priority: form.priority,
    showInCalendar: form.showInCalendar,
    remindAt: momentOf(form.remind, form.start),
    remindAuthorAt: isForOthers(form) ? momentOf(form.remindAuthor, form.start) : null,
    participants: form.participants.map(({ id }) => id),
    connected: [...form.connected],
  };
}

function momentOf({ when, at }: Reminding, start: string): string | null {
  if (when === '') return null;
  if (when === AT) return new Date(at).toISOString();
  return new Date(Date.parse(start) - Number(when) * MINUTE).toISOString();
}

/** A point in time as a date field has it: `2026-03-09T14:30`, in the person's zone. */
export function localOf(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayWords(at)}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

function instantOf(words: string | undefined): Date | null {
  const at = new Date(words ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
}
