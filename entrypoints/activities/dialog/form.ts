import { dayWords } from '../../../components/day.ts';
import type { MessageKey } from '../../../components/text.ts';
import type { Activity, ActivityFields, LinkedRecord, Person, Role } from '../../../lib/protocol/index.ts';

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
  /** Minutes before the start, `at` for the time in `remindAt`; empty: never. */
  remind: string;
  remindAt: string;
  participants: readonly Person[];
  connected: readonly LinkedRecord[];
}

/** Minutes before the start at which one is reminded, as offered. */
export const REMIND_MINUTES = [0, 5, 10, 15, 30, 60, 120, 24 * 60] as const;
export const AT = 'at';

/** An activity takes half an hour if nothing else is said (behaviour 7.2). */
export const USUAL_MINUTES = 30;
const MINUTE = 60_000;

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
    remind: '',
    remindAt: '',
    participants: [],
    connected: record ? [record] : [],
  };
}

/** The fields as the activity has them. */
export function formOf(activity: Activity): ActivityForm {
  const { remindAt, start, status } = activity;
  const before = remindAt === null ? null : (Date.parse(start) - Date.parse(remindAt)) / MINUTE;
  const offered = before === null || REMIND_MINUTES.some((minutes) => minutes === before);
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
    remind: before === null ? '' : offered ? String(before) : AT,
    remindAt: remindAt === null ? '' : localOf(new Date(remindAt)),
    participants: activity.participants,
    connected: activity.connected,
  };
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
  const [start, due, remindAt] = [form.start, form.due, form.remindAt].map((words) => Date.parse(words));
  return {
    ...(form.title.trim() === '' && { title: 'activityTitleMissing' as const }),
    ...(Number.isNaN(start) && { start: 'activityTimeMissing' as const }),
    ...(Number.isNaN(due) && { due: 'activityTimeMissing' as const }),
    ...(due !== undefined &&
      start !== undefined &&
      due < start && { due: 'activityDueBeforeStart' as const }),
    ...(form.owner === null && form.role === null && { owner: 'activityOwnerMissing' as const }),
    ...(form.remind === AT && Number.isNaN(remindAt) && { remindAt: 'activityTimeMissing' as const }),
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
    remindAt: remindedAt(form),
    participants: form.participants.map(({ id }) => id),
    connected: [...form.connected],
  };
}

function remindedAt({ remind, remindAt, start }: ActivityForm): string | null {
  if (remind === '') return null;
  if (remind === AT) return new Date(remindAt).toISOString();
  return new Date(Date.parse(start) - Number(remind) * MINUTE).toISOString();
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
