/** The filters of the log that a person has saved for themselves. */
import { ProtocolError, phrase, type SavedView, type User } from '../../lib/protocol/index.ts';
import type { Db, Tx } from '../store/store.ts';
import { requirePermission } from './people.ts';

const MOST_VIEWS = 200;

/** The views of a person, by name. */
export function listViews(db: Db, account: string): Promise<SavedView[]> {
  return db
    .selectFrom('saved_view')
    .select(['id', 'name', 'filter'])
    .where('account', '=', account)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Adds a view, or replaces the one with its id. Needs *see the log*. */
export async function saveView(tx: Tx, user: User, { id, name, filter }: SavedView): Promise<void> {
  requirePermission(user, 'see-log');
  const others = (await listViews(tx, user.id)).filter((view) => view.id !== id);
  if (others.length >= MOST_VIEWS) {
    const got = phrase('views-there', { count: others.length });
    throw new ProtocolError('step-unfit', { expected: phrase('views-at-most', { limit: MOST_VIEWS }), got });
  }
  const written = { name, filter: JSON.stringify(filter) };
  await tx
    .insertInto('saved_view')
    .values({ account: user.id, id, ...written })
    .onConflict((conflict) => conflict.columns(['account', 'id']).doUpdateSet(written))
    .execute();
}

/** Deletes a view; one that is not there stays away. Needs *see the log*. */
export async function deleteView(tx: Tx, user: User, id: string): Promise<void> {
  requirePermission(user, 'see-log');
  await tx.deleteFrom('saved_view').where('account', '=', user.id).where('id', '=', id).execute();
}
