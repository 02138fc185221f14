/** Tasks change hands: assigned, taken from a role, given back to it (behaviour 6.3, 7.4). */
import { ProtocolError, type User } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { Tx } from '../store/store.ts';
import type { Change } from './change.ts';
import type { Outbox } from './channels.ts';
import { instruct } from './events.ts';
import { requirePerformer } from './performers.ts';
import type { Surroundings } from './surroundings.ts';
import { type PageRow, readWorkableTask, requireOpen } from './tasks.ts';

/** How a task is handed over. */
export interface Handing {
  /** Who performs it from now on, judged by how the task stands once its instance is locked. */
  performer: (task: PageRow) => Performer | Promise<Performer>;
  outbox?: Outbox | null;
  /** Adds to the change, for example new dates. */
  prepare?: (change: Change, task: PageRow) => void;
}

/**
 * Gives an open task that this user may work on to somebody else, and notes it in the log. Throws what
 * `readWorkableTask` and `requireOpen` throw, and what `performer` throws.
 */
export async function handOver(
  around: Surroundings,
  tx: Tx,
  user: User,
  id: string,
  { performer, outbox = null, prepare }: Handing,
): Promise<void> {
  const found = await readWorkableTask(tx, user, id);
  const { instance, step } = found;
  // Whoever held the lock may have ended it, or may have taken it.
  await tx.selectFrom('instance').select('id').where('id', '=', instance).forNoKeyUpdate().execute();
  const task = await readWorkableTask(tx, user, id);
  requireOpen(task);
  const before = { user: task.performer_user, role: task.performer_role };
  const to = await performer(task);
  await instruct(
    around,
    tx,
    instance,
    { type: 'reassign', step, performer: to },
    {
      ...{ actor: user, outbox },
      prepare: (change) => {
        change.log.push({ element: null, event: 'step.reassigned', data: { step, from: before, to } });
        prepare?.(change, task);
      },
    },
  );
}

/** Takes a role's task that nobody has taken; throws `task-taken` with who was first. */
export function takeTask(around: Surroundings, tx: Tx, user: User, id: string): Promise<void> {
  return handOver(around, tx, user, id, {
    performer: ({ performer_user, performer_name, performer_role }) => {
      if (performer_user !== null && performer_user !== user.id)
        throw new ProtocolError('task-taken', { by: performer_name ?? performer_user });
      return { user: user.id, role: performer_role };
    },
  });
}

/** Gives a task that was taken from a role back to it. */
export function releaseTask(around: Surroundings, tx: Tx, user: User, id: string): Promise<void> {
  return handOver(around, tx, user, id, {
    performer: ({ performer_role: role }) => {
      if (role !== null) return { user: null, role };
      const expected = 'a task that was taken from a role';
      throw new ProtocolError('step-unfit', { expected, got: 'one that belongs to a person alone' });
    },
  });
}

/**
 * Assigns a task to a user, to a role, or to a member of a role (behaviour 6.3, 7.2). Whoever may work on it may
 * give it away, also when somebody else has taken it.
 */
export function assignTask(
  around: Surroundings,
  tx: Tx,
  user: User,
  id: string,
  performer: Performer,
): Promise<void> {
  return handOver(around, tx, user, id, {
    performer: async () => {
      await requirePerformer(tx, performer);
      return performer;
    },
  });
}
