import type { TaskQuery } from '../messaging/contract.ts';
import type { StartableProcess, System, Task, TaskPage, User } from '../protocol/index.ts';

/** A user as the server describes one. */
export function sampleUser(id = 'ada'): User {
  return { id, name: `Name of ${id}`, email: null, roles: [], permissions: ['run-processes'] };
}

export const SAMPLE_SYSTEM: System = {
  id: 'tryton-main',
  kind: 'tryton',
  name: 'Tryton',
  origins: ['http://crm.example:8000'],
};

export const SAMPLE_PROCESS: StartableProcess = {
  key: 'qualify-lead',
  name: 'Qualify a lead',
  description: null,
  version: 1,
  recordTypes: ['tryton:sale.opportunity'],
  quickLaunch: false,
};

/** A list that nothing is left out of. */
export const ALL_TASKS: TaskQuery = {
  shelf: 'task',
  future: true,
  record: null,
  process: null,
  search: '',
  limit: 1000,
};

/** A task that is due at a time; the rest does not matter. */
export function sampleTask(id: string, change: Partial<Task> = {}): Task {
  return {
    id,
    kind: 'user-dialog',
    title: `Task ${id}`,
    process: { key: 'qualify-lead', name: 'Qualify a lead', version: 1 },
    instance: { id: `i-${id}`, caption: 'Lead of Ada' },
    performer: { user: { id: 'ada', name: 'Name of ada' }, role: null },
    record: null,
    start: '2026-01-01T08:00:00Z',
    due: '2026-01-01T09:00:00Z',
    activity: null,
    createdAt: '2026-01-01T08:00:00Z',
    ...change,
  };
}

export function samplePage(id: string): TaskPage {
  return {
    task: sampleTask(id),
    hint: null,
    content: {
      kind: 'user-dialog',
      question: 'Is it a lead?',
      multiple: false,
      required: true,
      answers: [{ code: 'yes', label: 'Yes' }],
      preselected: null,
    },
  };
}
