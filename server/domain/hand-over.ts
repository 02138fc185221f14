/** Open tasks change hands and dates: assigned, taken, given back, put off (behaviour 6.3, 6.4, 7.4). */
import { ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { Tx } from '../store/store.ts';
import { amend } from './access.ts';
import type { Change, Replanned } from './change.ts';
import type { Outbox } from './channels.ts';
import { delegated } from './delegation.ts';
import { instruct } from './events.ts';
import { askForDecision } from './notices.ts';
import { requirePerformer } from './performers.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readWorkableTask, requireOpen } from './tasks.ts';

/** On whose behalf, within which transaction; events are added to the outbox, where there is one. */
export interface Occasion {
  around: Surroundings;
  tx: Tx;
  user: User;
  outbox?: Outbox | null;
}

/**
 * An open task that this user may work on, its instance locked, so that it stays as it is read. Throws
 * `task-unknown` or `task-closed`.
 */
export async function lockTask({ tx, user }: Occasion, id: string): Promise<PageRow> {
  const { instance } = await readWorkableTask(tx, user, id);
  await tx.selectFrom('instance').select('id').where('id', '=', instance).forNoKeyUpdate().execute();
  const task = await readWorkableTask(tx, user, id);
  requireOpen(task);
  return task;
}

/** What becomes of a task; null: it stays as it is. */
export interface TaskChange {
  performer: Performer | null;
  plan: Replanned | null;
}

/** Changes a locked task, and notes it in the log. Throws `delegation-refused` for an approval that stays where it is. */
export async function changeTask(
  { around, tx, user, outbox = null }: Occasion,
  task: PageRow,
  { performer, plan }: TaskChange,
): Promise<void> {
  const { instance, step } = task;
  const from = { user: task.performer_user, role: task.performer_role };
  const moves = performer !== null && (performer.user !== from.user || performer.role !== from.role);
  const replan = (change: Change) => {
    if (plan === null) return;
    change.replanned.set(step, plan);
    const { start, due } = plan;
    if (start.getTime() === task.start.getTime() && due?.getTime() === task.due?.getTime()) return;
    change.log.push({ element: null, event: 'step.postponed', data: { step, start, due } });
  };
  if (moves) {
    const content = delegated(user, task, performer);
    const prepare = (change: Change) => {
      change.log.push({ element: null, event: 'step.reassigned', data: { step, from, to: performer } });
      if (content !== null) change.redrawn.set(step, content);
      askForDecision(change, task, performer);
      replan(change);
    };
    await instruct(
      around,
      tx,
      instance,
      { type: 'reassign', step, performer },
      { actor: user, outbox, prepare },
    );
  } else if (plan !== null) {
    await amend(around, tx, instance, { actor: user, outbox }, async (change) => {
      replan(change);
      return true;
    });
  }
}

/** Takes a role's task that nobody has taken; throws `task-taken` with who was first. */
export async function takeTask(occasion: Occasion, id: string): Promise<void> {
  const task = await lockTask(occasion, id);
  const { performer_user: holder, performer_name: name, performer_role: role } = task;
  const { id: user } = occasion.user;
  if (holder !== null && holder !== user) throw new ProtocolError('task-taken', { by: name ?? holder });
  await changeTask(occasion, task, { performer: { user, role }, plan: null });
}

/** Gives a task that was taken from a role back to it. */
export async function releaseTask(occasion: Occasion, id: string): Promise<void> {
  const task = await lockTask(occasion, id);
  if (task.performer_role === null)
    throw new ProtocolError('step-unfit', {
      expected: phrase('taken-from-role'),
      got: phrase('a-person-alone'),
    });
  await changeTask(occasion, task, { performer: { user: null, role: task.performer_role }, plan: null });
}

/**
 * Assigns a task to a user, to a role, or to a member of a role (behaviour 6.3, 7.2). Whoever may work on it may
 * give it away, also when somebody else has taken it.
 */
export async function assignTask(occasion: Occasion, id: string, performer: Performer): Promise<void> {
  await requirePerformer(occasion.tx, performer);
  await changeTask(occasion, await lockTask(occasion, id), { performer, plan: null });
}
