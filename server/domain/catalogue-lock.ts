import { sql } from 'kysely';
import type { Tx } from '../store/store.ts';

/**
 * Lets changes to the lists of processes and systems take turns until the transaction ends. Their events
 * carry the whole list: two at once would each leave out what the other added.
 */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('throughline catalogue'))`.execute(tx);
}
