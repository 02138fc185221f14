/**
 * Who has to do with a case. Whoever may start it may move it; it is seen by them, by those who see the log, and by
 * everybody who has or had a task in it.
 */
import { ProtocolError, phrase, type User } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { mayStart } from '../start-permissions.ts';
import { hasTaskIn } from '../tasks.ts';

/** Throws `not-allowed` unless the user may move cases of this process. */
export async function requireMover(
  db: Db,
  user: User,
  { key, name }: { key: string; name: string },
): Promise<void> {
  if (await mayStart(db, user, key)) return;
  throw new ProtocolError('not-allowed', {
    permission: phrase('to-start', { process: name }),
    who: user.name,
  });
}

/** Whether the user sees the case of a record. */
export async function maySee(
  db: Db,
  user: User,
  { process, instance }: { process: string; instance: string },
): Promise<boolean> {
  if (user.permissions.includes('see-log')) return true;
  return (await mayStart(db, user, process)) || (await hasTaskIn(db, user.id, instance));
}
