import type { CaseOffer, CaseView, RecordRef } from '../protocol/index.ts';
import type { Database } from './database.ts';
import { recordKey } from './task-rows.ts';

/** So many are kept, those that were read last. */
const MOST_KEPT = 300;

/** What the server last said of the case of a record. */
export interface KeptCase {
  readonly case: CaseView | null;
  readonly offer: CaseOffer | null;
}

/** The cases of the records that the person has looked at, kept so that the stage bar is there at once. */
export class CaseShelf {
  readonly #database: Database;
  readonly #account: () => string | null;

  constructor(database: Database, account: () => string | null) {
    this.#database = database;
    this.#account = account;
  }

  async get(record: RecordRef): Promise<KeptCase | null> {
    const account = this.#account();
    const row = account ? await this.#database.get('cases', [account, recordKey(record)]) : undefined;
    return row ? { case: row.case, offer: row.offer } : null;
  }

  /** A record without a case and without one that could begin takes no room. */
  async keep(record: RecordRef, kept: KeptCase): Promise<void> {
    const account = this.#account();
    if (!account) return;
    if (!kept.case && !kept.offer) return this.forget(record);
    const transaction = this.#database.transaction('cases', 'readwrite');
    void transaction.store.put({ account, record: recordKey(record), ...kept, at: Date.now() });
    const range = IDBKeyRange.bound([account], [account, []]);
    const oldest = await transaction.store.index('by-time').getAllKeys(range);
    for (const key of oldest.slice(0, -MOST_KEPT)) void transaction.store.delete(key);
    await transaction.done;
  }

  async forget(record: RecordRef): Promise<void> {
    const account = this.#account();
    if (account) await this.#database.delete('cases', [account, recordKey(record)]);
  }
}
