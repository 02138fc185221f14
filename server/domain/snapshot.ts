/** What a client gets first: everything of its user as of one moment, or the events since it left. */
import type { Cursor, Reminder, StartableProcess, System, Task, User } from '../../lib/protocol/index.ts';
import { LIMITS } from '../../lib/protocol/index.ts';
import type { Store } from '../store/store.ts';
import { listReminders } from './activities/reminders.ts';
import { openChannel, readCursor } from './channels.ts';
import { readUser } from './people.ts';
import { listStartable } from './start-permissions.ts';
import { listSystems } from './systems.ts';
import { listTasks } from './tasks.ts';

/** A user's whole channel as of `cursor`. */
export interface Whole {
  cursor: Cursor;
  user: User;
  systems: System[];
  processes: StartableProcess[];
  tasks: Task[];
  reminders: Reminder[];
}

/** Reads it in one repeatable transaction: offset and lists belong together. */
export async function readWhole(store: Store, userId: string): Promise<Whole> {
  await openChannel(store.db, userId);
  return store.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const cursor = await readCursor(tx, userId);
      if (!cursor) throw new Error('Expected the channel of a user who is being served, got none.');
      const user = await readUser(tx, userId);
      const systems = await listSystems(tx);
      const processes = await listStartable(tx, user);
      const tasks = await listTasks(tx, userId);
      const reminders = await listReminders(tx, userId);
      return { cursor, user, systems, processes, tasks, reminders };
    });
}

/** The serialised events after `since` up to `cursor`. */
export interface Gap {
  cursor: Cursor;
  user: User;
  bodies: string[];
}

/**
 * The events that a client missed; null when it needs a snapshot: nothing stored, another epoch, an offset
 * that never was, or a gap too wide or no longer kept.
 */
export async function readGap(store: Store, userId: string, since: Cursor | null): Promise<Gap | null> {
  if (!since) return null;
  const cursor = await readCursor(store.db, userId);
  if (cursor?.epoch !== since.epoch) return null;
  const missing = cursor.offset - since.offset;
  if (missing < 0 || missing > LIMITS.replayEvents) return null;
  const rows = await store.db
    .selectFrom('channel_event')
    .select('body')
    .where('account', '=', userId)
    .where('offset', '>', since.offset)
    .where('offset', '<=', cursor.offset)
    .orderBy('offset')
    .execute();
  if (rows.length !== missing) return null;
  const user = await readUser(store.db, userId);
  return { cursor, user, bodies: rows.map((row) => row.body) };
}
