/** What each effect of the engine does to the store, by its type. */
import type { Effect, OpenedTask } from '../engine/model.ts';
import type { Change } from './change.ts';
import { readTasks } from './tasks.ts';

type Handlers = {
  [T in Effect['type']]: (change: Change, effect: Extract<Effect, { type: T }>) => Promise<void> | void;
};

/** Carries out one effect inside the transaction of the change. */
export async function carryOutEffect<T extends Effect['type']>(
  change: Change,
  effect: Extract<Effect, { type: T }>,
): Promise<void> {
  const handler: Handlers[T] = HANDLERS[effect.type as T];
  await handler(change, effect);
}

const HANDLERS: Handlers = {
  'step.entered': (change, { step, element, elementType, name }) => {
    change.log.push({ element, event: 'step.entered', data: { step, elementType, name } });
  },

  'step.completed': (change, { step, element, outcome }) => {
    const { details } = change;
    // They belong to the step that the person completed: the first one.
    change.details = null;
    change.log.push({
      element,
      event: 'step.completed',
      data: { step, outcome, ...(details && { details }) },
    });
  },

  'step.cancelled': (change, { step, element }) => {
    change.log.push({ element, event: 'step.cancelled', data: { step } });
  },

  'task.opened': async (change, { task }) => {
    const { tx, around, subject, at } = change;
    const problem = await findPerformerProblem(change, task.performer);
    if (problem) {
      fail(change, task.element, problem);
      return;
    }
    const id = around.newId();
    await tx
      .insertInto('task')
      .values({
        id,
        instance: subject.id,
        step: task.step,
        element: task.element,
        kind: task.kind,
        title: task.title,
        hint: task.hint,
        content: JSON.stringify(task.content),
        performer_user: task.performer.user,
        performer_role: task.performer.role,
        record: subject.record ? JSON.stringify(subject.record) : null,
        start: new Date(task.start),
        due: task.due === null ? null : new Date(task.due),
        created_at: at,
        ended_at: null,
        ended_reason: null,
        ended_by: null,
      })
      .execute();
    change.opened.push({ id, foreground: task.foreground });
    change.log.push({
      element: task.element,
      event: 'task.opened',
      data: { task: id, performer: task.performer },
    });
  },

  'task.closed': async (change, { step, reason }) => {
    const { tx, subject, at, actor } = change;
    const ended = await tx
      .updateTable('task')
      .set({ ended_at: at, ended_reason: reason, ended_by: actor?.id ?? null })
      .where('instance', '=', subject.id)
      .where('step', '=', step)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute();
    const by = actor ? { id: actor.id, name: actor.name } : null;
    for (const row of await readTasks(
      tx,
      ended.map((task) => task.id),
    )) {
      change.closed.push({ row, end: { reason, by, at: at.toISOString() } });
    }
  },

  'instance.captioned': (change, { caption }) => {
    change.caption = caption;
  },

  'instance.ended': (change, { status }) => {
    change.ended = true;
    // An ended instance waits for nothing more, so what it could not do is history.
    change.incident = null;
    change.log.push({ element: null, event: `instance.${status}`, data: {} });
  },

  'instance.failed': (change, { incident }) => {
    change.incident = incident;
    change.log.push({ element: incident.element, event: 'instance.failed', data: { ...incident } });
  },
};

function fail(change: Change, element: string, message: string): void {
  const incident = { code: 'no-performer', element, message } as const;
  change.incident = incident;
  change.log.push({ element, event: 'instance.failed', data: { ...incident } });
}

/** Why nobody could ever perform the task; null when somebody can. */
async function findPerformerProblem(
  change: Change,
  { user, role }: OpenedTask['performer'],
): Promise<string | null> {
  const { tx } = change;
  if (user !== null) {
    const found = await tx.selectFrom('account').select('active').where('id', '=', user).executeTakeFirst();
    if (found?.active) return null;
    if (role === null) {
      const got = found ? `${user}, who is not active` : `${user}, whom nobody is`;
      return `Expected an active user as performer, got ${got}. Correct the performer or add the user, then start again.`;
    }
  }
  if (role === null) return 'Expected a user or a role as performer, got neither. Set one in the process.';
  if (await tx.selectFrom('role').select('id').where('id', '=', role).executeTakeFirst()) return null;
  return `Expected a role that exists as performer, got ${role}. Correct the performer or add the role, then start again.`;
}
