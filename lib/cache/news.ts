import type { Topics } from '../messaging/topics.ts';
import type { Task } from '../protocol/index.ts';
import { type Database, type MetRow, ofAccount } from './database.ts';
import { seen, type TaskRow } from './task-rows.ts';

/** What is new to the person: tasks that they have not opened, and tasks that they have not been told of. */
export class News {
  readonly #database: Database;
  readonly #account: () => string | null;
  readonly #topics: Topics;

  constructor(database: Database, account: () => string | null, topics: Topics) {
    this.#database = database;
    this.#account = account;
    this.#topics = topics;
  }

  /** Tasks that need attention by then and that the person has not been told of, in the order of the list. */
  async untold(by: number): Promise<Task[]> {
    const account = this.#account();
    if (!account) return [];
    const range = IDBKeyRange.bound([account], [account, by]);
    const rows = await this.#database.getAllFromIndex('tasks', 'by-untold', range);
    return rows.map(({ task }) => task);
  }

  /** The person has been told of them: once is enough. */
  told(tasks: readonly string[]): Promise<void> {
    return this.#change(tasks, ({ untold: _, ...row }) => row);
  }

  /** The person looks at their pages: they are no news any more. */
  read(tasks: readonly string[]): Promise<void> {
    return this.#change(tasks, seen);
  }

  async #change(tasks: readonly string[], change: (row: TaskRow) => TaskRow): Promise<void> {
    const account = this.#account();
    if (!account || tasks.length === 0) return;
    const transaction = this.#database.transaction('tasks', 'readwrite');
    const rows = await Promise.all(tasks.map((task) => transaction.store.get([account, task])));
    const news = rows.flatMap((row) => (row && (row.unread || row.untold !== undefined) ? [row] : []));
    for (const row of news) void transaction.store.put(change(row));
    await transaction.done;
    if (news.length > 0) this.#topics.changed('news');
  }
}

/** How the tasks of an account stand here, or stood when it signed out. */
export async function knownTasks(database: Database, account: string): Promise<MetRow['tasks']> {
  const [rows, met] = await Promise.all([
    database.getAll('tasks', ofAccount(account)),
    database.get('met', account),
  ]);
  const standing = rows.map(({ id, taken, unread, untold }) => ({
    ...{ id, taken, unread },
    ...(untold !== undefined && { untold }),
  }));
  return [...(met?.tasks ?? []), ...standing];
}
