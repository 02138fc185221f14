import type { Task } from '../lib/protocol/index.ts';
import { daysBetween } from './relative-time.ts';

export type TaskGroupName = 'overdue' | 'today' | 'undated' | 'later';

export interface TaskGroup {
  name: TaskGroupName;
  tasks: Task[];
}

/** The order that the groups stand in: what presses first. */
const ORDER: readonly TaskGroupName[] = ['overdue', 'today', 'undated', 'later'];

/** Sorts tasks into groups by when they are due; their order inside a group stays. Empty groups are left out. */
export function taskGroups(tasks: readonly Task[], now: Date): TaskGroup[] {
  return ORDER.map((name) => ({ name, tasks: tasks.filter((task) => groupOf(task, now) === name) })).filter(
    (group) => group.tasks.length > 0,
  );
}

function groupOf({ due }: Task, now: Date): TaskGroupName {
  if (!due) return 'undated';
  const at = new Date(due);
  if (at < now) return 'overdue';
  return daysBetween(now, at) <= 0 ? 'today' : 'later';
}
