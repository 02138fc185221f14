import { ByHand } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import type { RecordRef, TaskEnd, TaskPage, Values } from '../protocol/index.ts';
import { type Database, ofAccount } from './database.ts';

export interface KeptPage {
  readonly page: TaskPage;
  readonly end: TaskEnd | null;
}

/** What lies on the person's desk: the pages that have been fetched, and what was typed into them. */
export class Desk {
  readonly #database: Database;
  readonly #account: () => string | null;
  readonly #topics: Topics;

  constructor(database: Database, account: () => string | null, topics: Topics) {
    this.#database = database;
    this.#account = account;
    this.#topics = topics;
  }

  async page(task: string): Promise<KeptPage | null> {
    const account = this.#account();
    return account ? ((await this.#database.get('pages', [account, task])) ?? null) : null;
  }

  async keep(...pages: readonly TaskPage[]): Promise<void> {
    const account = this.#account();
    if (!account || pages.length === 0) return;
    const transaction = this.#database.transaction('pages', 'readwrite');
    for (const page of pages) void transaction.store.put({ account, task: page.task.id, page, end: null });
    await transaction.done;
    this.#topics.changed('pages');
  }

  async draft(task: string): Promise<Values | null> {
    const account = this.#account();
    if (!account) return null;
    return (await this.#database.get('drafts', [account, task]))?.draft ?? null;
  }

  /** No topic changes: the page that typed it knows it, and another one must not change under its reader. */
  async saveDraft(task: string, draft: Values): Promise<void> {
    const account = this.#account();
    if (account) await this.#database.put('drafts', { account, task, draft });
  }

  /** What the person has begun to add to a record by hand. */
  async byHand(record: RecordRef): Promise<ByHand | null> {
    return ByHand.safeParse(await this.draft(besideRecord(record))).data ?? null;
  }

  /** The view of the record is told: it may have been turned away from and be open again by now. */
  async saveByHand(record: RecordRef, draft: ByHand | null): Promise<void> {
    const account = this.#account();
    if (!account) return;
    const task = besideRecord(record);
    if (draft) await this.#database.put('drafts', { account, task, draft });
    else await this.#database.delete('drafts', [account, task]);
    this.#topics.changed('drafts');
  }

  /** The person has closed a page of a task that is over: nothing of it is needed any more. */
  async clear(task: string): Promise<void> {
    const account = this.#account();
    if (!account) return;
    const transaction = this.#database.transaction(['pages', 'drafts'], 'readwrite');
    void transaction.objectStore('pages').delete([account, task]);
    void transaction.objectStore('drafts').delete([account, task]);
    await transaction.done;
    this.#topics.changed('pages');
  }

  /**
   * Drops the pages of tasks that are over, or that are not mine and in which nothing was typed, but not one that
   * somebody may still look at or act on.
   */
  async sweep(shown: ReadonlySet<string>): Promise<void> {
    const account = this.#account();
    if (!account) return;
    const transaction = this.#database.transaction(['pages', 'drafts', 'outbox', 'tasks'], 'readwrite');
    const pages = transaction.objectStore('pages');
    const drafts = transaction.objectStore('drafts');
    const commands = await transaction.objectStore('outbox').index('by-account').getAll(account);
    const needed = new Set(shown);
    // Also of a refused one: it is opened from where the refusal is told, and tells that its input is kept.
    for (const { command } of commands) if ('task' in command) needed.add(command.task);
    for (const { task, end } of await pages.getAll(ofAccount(account))) {
      if (needed.has(task)) continue;
      const key: [string, string] = [account, task];
      const inUse = (await transaction.objectStore('tasks').getKey(key)) ?? (await drafts.getKey(key));
      if (!end && inUse) continue;
      void pages.delete(key);
      void drafts.delete(key);
    }
    await transaction.done;
  }
}

/** No task has such an id: those are made by the server. */
function besideRecord({ system, type, id }: RecordRef): string {
  return `new ${JSON.stringify([system, type, id])}`;
}
