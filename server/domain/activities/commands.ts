/** Commands about tasks and activities that submit no page. */
import {
  type ActivityCommand,
  type CommandResult,
  ProtocolError,
  type User,
} from '../../../lib/protocol/index.ts';
import type { Tx } from '../../store/store.ts';
import { assignTask, releaseTask, takeTask } from '../hand-over.ts';
import type { Surroundings } from '../surroundings.ts';

const NOTHING: CommandResult = { instance: null, open: [], ended: false };

/** Carries out a command of a user within the transaction; throws a `ProtocolError` where it is refused. */
export async function runActivityCommand(
  around: Surroundings,
  tx: Tx,
  user: User,
  command: ActivityCommand,
): Promise<CommandResult> {
  switch (command.type) {
    case 'task.take':
      await takeTask(around, tx, user, command.task);
      return NOTHING;
    case 'task.release':
      await releaseTask(around, tx, user, command.task);
      return NOTHING;
    case 'task.assign':
      await assignTask(around, tx, user, command.task, { user: command.user, role: command.role });
      return NOTHING;
    default:
      throw new ProtocolError('activity-unknown', { activity: command.type });
  }
}
