import type { SavedView } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

/** The filters of the log that a person has saved, by name. */
export function listViews(db: Db, account: string): Promise<SavedView[]> {
  return db
    .selectFrom('saved_view')
    .select(['id', 'name', 'filter'])
    .where('account', '=', account)
    .orderBy('name')
    .orderBy('id')
    .execute();
}
