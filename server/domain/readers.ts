/** How people read: what is written to them when no page of theirs is open follows it (issue 4, *Languages*). */
import { sql } from 'kysely';
import type { Hello } from '../../lib/protocol/index.ts';
import type { Db } from '../store/store.ts';

export type Reader = NonNullable<Hello['reader']>;

/** Keeps how a person reads, where that is something else than before. */
export async function noteReader(db: Db, account: string, { language, timeZone }: Reader): Promise<void> {
  await db
    .updateTable('account')
    .set({ language, time_zone: timeZone })
    .where('id', '=', account)
    .where(sql<boolean>`(language, time_zone) is distinct from (${language}, ${timeZone})`)
    .execute();
}
