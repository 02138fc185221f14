import type { RecordRef, Task, User } from '../protocol/index.ts';
import { countUpTo, type Times, withoutTime, withTime } from './times.ts';

/** Approvals stand apart from all other tasks (behaviour 6.6). */
export type Shelf = 'task' | 'approval';

export interface TaskRow {
  account: string;
  id: string;
  shelf: Shelf;
  /** When the task needs attention, in ms: its due time, else its start. The list is in this order. */
  at: number;
  process: string;
  /** Absent for a task without a record, which keeps it out of the index. */
  record?: string;
  /** Somebody else of the role has taken it: it is shown, and needs nobody's attention here. */
  taken: boolean;
  /** The person has not opened it since it came. */
  unread: boolean;
  /** The same as `at`, until the person has been told of it outside of the list or has seen it open. */
  untold?: number;
  /** What a search looks in. */
  words: string;
  task: Task;
}

/** The times of all tasks of an account: how many need attention is a search in them. */
export interface Counts {
  task: Times;
  approval: Times;
  /** Of those that somebody else has taken; they stand in one of the others, too. */
  taken: Times;
}

export const NO_COUNTS: Counts = {
  task: new Float64Array(),
  approval: new Float64Array(),
  taken: new Float64Array(),
};

/** How a task stood here before. */
export type Known = Pick<TaskRow, 'taken' | 'unread' | 'untold'>;

/** What a task is to this person; null: it has not been here before. */
export function taskRow(account: string, me: User, task: Task, known: Known | null): TaskRow {
  const at = Date.parse(task.due ?? task.start);
  const taken = isTaken(task, me);
  // What comes back from somebody who had taken it is as new as what has never been here.
  const fresh = !taken && (known === null || known.taken);
  const untold = !taken && (fresh || known?.untold !== undefined);
  return {
    ...{ account, id: task.id, at, taken, task },
    shelf: task.kind === 'approval' ? 'approval' : 'task',
    process: task.process.key,
    unread: !taken && (fresh || known?.unread === true),
    words: folded(
      [task.title, task.instance.caption, task.process.name, task.record?.title ?? ''].join('\n'),
    ),
    ...(task.record && { record: recordKey(task.record) }),
    ...(untold && { untold: at }),
  };
}

/** One that the person knows already: nothing about it is news. */
export function seen(row: TaskRow): TaskRow {
  const { untold: _, ...rest } = row;
  return { ...rest, unread: false };
}

/**
 * Whether another member of a role of mine has taken the task (behaviour 7.4). A task of somebody whose deputy I am
 * is not taken: it has come to me.
 */
export function isTaken({ performer: { user, role } }: Task, me: User): boolean {
  return user !== null && user.id !== me.id && role !== null && me.roles.some(({ id }) => id === role.id);
}

export function withRow(counts: Counts, { shelf, at, taken }: TaskRow): Counts {
  const next = { ...counts, [shelf]: withTime(counts[shelf], at) };
  return taken ? { ...next, taken: withTime(counts.taken, at) } : next;
}

export function withoutRow(counts: Counts, { shelf, at, taken }: TaskRow): Counts {
  const next = { ...counts, [shelf]: withoutTime(counts[shelf], at) };
  return taken ? { ...next, taken: withoutTime(counts.taken, at) } : next;
}

export function countsOf(rows: readonly TaskRow[]): Counts {
  const times = (wanted: (row: TaskRow) => boolean): Times =>
    Float64Array.from(rows.filter(wanted), ({ at }) => at).sort();
  return {
    task: times(({ shelf }) => shelf === 'task'),
    approval: times(({ shelf }) => shelf === 'approval'),
    taken: times(({ taken }) => taken),
  };
}

/** How many need attention: mine or my roles', due by then, and in nobody else's hands (design 6). */
export function attentionOf({ task, approval, taken }: Counts, by: number): number {
  return countUpTo(task, by) + countUpTo(approval, by) - countUpTo(taken, by);
}

/** One string for a record: its three parts cannot run into each other. */
export function recordKey({ system, type, id }: RecordRef): string {
  return JSON.stringify([system, type, id]);
}

/** Letters as a search compares them: without case and without accents. */
export function folded(words: string): string {
  return words.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
