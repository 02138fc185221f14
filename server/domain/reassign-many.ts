import { type Bulk, ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import { anyOf, type Tx } from '../store/store.ts';
import { beginBulk } from './bulk.ts';
import { readPerson, requirePermission } from './people.ts';
import { requirePerformer } from './performers.ts';
import type { Surroundings } from './surroundings.ts';

/** Which open steps: those of some instances, those of one person, or those that are both. */
export interface StepChoice {
  instances: readonly string[] | null;
  from: string | null;
}

/**
 * Begins to give open steps to another user, or to a role, one after the other; those that are theirs already are
 * left out. It is how the steps of somebody who has left go on. Needs *manage definitions*.
 */
export async function reassignMany(
  around: Surroundings,
  tx: Tx,
  user: User,
  { instances, from }: StepChoice,
  to: Performer,
): Promise<Bulk> {
  requirePermission(user, 'manage-definitions');
  if (instances === null && from === null)
    throw new ProtocolError('submission-unfit', {
      ...{ field: 'from', expected: phrase('steps-to-reassign'), got: phrase('neither') },
    });
  await requirePerformer(tx, to);
  let open = tx
    .selectFrom('task')
    .innerJoin('instance', 'instance.id', 'task.instance')
    .select(['task.instance', 'task.step', 'task.title', 'instance.caption'])
    .where('task.ended_at', 'is', null)
    .where((task) =>
      task.or([
        task('performer_user', 'is distinct from', to.user),
        task('performer_role', 'is distinct from', to.role),
      ]),
    );
  if (instances !== null) open = open.where('task.instance', '=', anyOf(instances));
  if (from !== null) open = open.where('performer_user', '=', from);
  const steps = await open.orderBy('task.instance').orderBy('task.step').execute();
  const subjects = steps.map(({ instance, step, title, caption }) => ({
    ...{ instance, step },
    title: `${title} (${caption})`,
  }));
  const { user: person, role } = to;
  return beginBulk(
    around,
    tx,
    user,
    await nameOf(tx, to),
    { kind: 'reassign', user: person, role },
    subjects,
  );
}

async function nameOf(tx: Tx, { user, role }: Performer): Promise<string> {
  if (user !== null) return (await readPerson(tx, user))?.name ?? user;
  const found = await tx.selectFrom('role').select('name').where('id', '=', role).executeTakeFirst();
  return found?.name ?? role ?? '';
}
