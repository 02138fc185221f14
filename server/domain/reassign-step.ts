import type { User } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import type { Tx } from '../store/store.ts';
import type { Change } from './change.ts';
import { instruct } from './events.ts';
import { askForDecision } from './notices.ts';
import { requirePermission } from './people.ts';
import { requirePerformer } from './performers.ts';
import type { Surroundings } from './surroundings.ts';
import { readTaskOfStep } from './tasks.ts';

/** Which step of which instance. */
export interface StepPlace {
  instance: string;
  step: string;
}

/** Gives an open task to another user, or to a role. Needs *manage definitions*. */
export async function reassignStep(
  around: Surroundings,
  tx: Tx,
  user: User,
  { instance, step }: StepPlace,
  performer: Performer,
): Promise<void> {
  requirePermission(user, 'manage-definitions');
  await requirePerformer(tx, performer);
  const task = await readTaskOfStep(tx, instance, step);
  const before = { user: task.performer_user, role: task.performer_role };
  const prepare = (change: Change) => {
    change.log.push({ element: null, event: 'step.reassigned', data: { step, from: before, to: performer } });
    askForDecision(change, task, performer);
  };
  await instruct(around, tx, instance, { type: 'reassign', step, performer }, { actor: user, prepare });
}
