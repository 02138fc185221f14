import { describe, expect, it } from 'vitest';
import { hoursFromNoon, NOON, sampleTask } from '../lib/testing/page-samples.ts';
import { taskGroups } from './task-groups.ts';

const due = (id: string, hours: number | null) =>
  sampleTask({ id, due: hours === null ? null : hoursFromNoon(hours) });

describe('task groups', () => {
  it('stand in the order in which they press, and keep the order inside', () => {
    const tasks = [due('a', 40), due('b', -1), due('c', null), due('d', 2), due('e', -30), due('f', 11.9)];
    const groups = taskGroups(tasks, NOON).map(({ name, tasks: own }) => [
      name,
      own.map(({ id }) => id).join(''),
    ]);
    expect(groups).toEqual([
      ['overdue', 'be'],
      ['today', 'df'],
      ['undated', 'c'],
      ['later', 'a'],
    ]);
  });

  it('are left out when empty', () => {
    expect(taskGroups([], NOON)).toEqual([]);
  });
});
