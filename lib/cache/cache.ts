import type { TaskList, TaskQuery } from '../messaging/contract.ts';
import type { Topic, Topics } from '../messaging/topics.ts';
import type {
  ChannelEvent,
  Cursor,
  Events,
  RecordRef,
  Reminder,
  Snapshot,
  StartableProcess,
  System,
  Task,
  User,
} from '../protocol/index.ts';
import { type AccountRow, type Database, ofAccount } from './database.ts';
import { knownTasks } from './news.ts';
import { TaskReader } from './task-reader.ts';
import { countsOf, NO_COUNTS, seen, taskRow, withoutRow, withRow } from './task-rows.ts';

const NO_TASKS: TaskList = {
  ...{ items: [], unread: [], taken: [], total: 0, later: 0 },
  counts: { task: 0, approval: 0 },
};

/** What became of some events: only `applied` and `duplicate` leave the cache equal to the server's channel. */
export type Applied = 'applied' | 'duplicate' | 'gap';

/**
 * What the server told this person: tasks, systems, processes. The database is the truth and is asked through
 * its indexes, so that a list of 10,000 tasks costs what one of 10 does, also in a background that has just
 * been woken; memory holds the account's own row only.
 */
export class Cache {
  readonly #database: Database;
  readonly #topics: Topics;
  readonly #reader: TaskReader;
  #server: string;
  #row: AccountRow | null = null;
  #staged: { cursor: Cursor; tasks: Task[]; reminders: Reminder[]; parts: number } | null = null;
  // A background that has been woken has missed nothing of what a page was told by the one before.
  #activities = Date.now();

  readonly #listeners: ((event: ChannelEvent) => void)[] = [];

  private constructor(database: Database, server: string, topics: Topics) {
    this.#database = database;
    this.#server = server;
    this.#topics = topics;
    this.#reader = new TaskReader(database);
    topics.onChange((changed) => {
      if (changed.has('tasks') || changed.has('news')) this.#reader.forget();
    });
  }

  static async open(database: Database, server: string, topics: Topics): Promise<Cache> {
    const cache = new Cache(database, server, topics);
    await cache.useServer(server);
    return cache;
  }

  /** The account shown, null before the first welcome and after signing out. */
  get account(): string | null {
    return this.#row?.account ?? null;
  }

  get user(): User | null {
    return this.#row?.user ?? null;
  }

  get systems(): readonly System[] {
    return this.#row?.systems ?? [];
  }

  get processes(): readonly StartableProcess[] {
    return this.#row?.processes ?? [];
  }

  get reminders(): readonly Reminder[] {
    return this.#row?.reminders ?? [];
  }

  /** Another number whenever activities that concern this person have changed, as far as is known here. */
  get activities(): number {
    return this.#activities;
  }

  get cursor(): Cursor | null {
    return this.#row?.cursor ?? null;
  }

  /** Shows what is stored for another server, or nothing. */
  async useServer(server: string): Promise<void> {
    this.#server = server;
    this.#staged = null;
    const current = await this.#database.get('current', server);
    this.#row = current ? ((await this.#database.get('accounts', current.account)) ?? null) : null;
    this.#everythingChanged();
  }

  /** The server has said who this is. True: it is who was shown before, so the cursor that was sent is theirs. */
  async enter(user: User): Promise<boolean> {
    const account = accountKey(this.#server, user.id);
    this.#staged = null;
    if (this.#row?.account === account) {
      await this.#patch({ user });
      return true;
    }
    const transaction = this.#database.transaction(['accounts', 'current', 'met'], 'readwrite');
    const known = await transaction.objectStore('accounts').get(account);
    const row: AccountRow = known
      ? { ...known, user }
      : {
          account,
          server: this.#server,
          user,
          systems: [],
          processes: [],
          reminders: [],
          cursor: null,
          counts: NO_COUNTS,
          met: (await transaction.objectStore('met').getKey(account)) !== undefined,
        };
    void transaction.objectStore('accounts').put(row);
    void transaction.objectStore('current').put({ server: this.#server, account });
    await transaction.done;
    this.#row = row;
    this.#everythingChanged();
    return false;
  }

  /** Signing out: what the server told is deleted, drafts and unsent commands wait for their owner. */
  async leave(): Promise<void> {
    const account = this.account;
    this.#row = null;
    this.#staged = null;
    const known = account ? await knownTasks(this.#database, account) : [];
    const stores = ['accounts', 'current', 'tasks', 'pages', 'met', 'cases'] as const;
    const transaction = this.#database.transaction(stores, 'readwrite');
    void transaction.objectStore('current').delete(this.#server);
    if (account) {
      void transaction.objectStore('met').put({ account, tasks: known });
      void transaction.objectStore('accounts').delete(account);
      void transaction.objectStore('tasks').delete(ofAccount(account));
      void transaction.objectStore('pages').delete(ofAccount(account));
      void transaction.objectStore('cases').delete(ofAccount(account));
    }
    await transaction.done;
    this.#everythingChanged();
  }

  /** Hears every event once it is stored, as it comes; not what a snapshot sums up. */
  onEvent(listener: (event: ChannelEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Stores events in the order of their offsets, and how far it came, in one transaction. */
  async apply({ epoch, offset, events }: Events): Promise<Applied> {
    const row = this.#row;
    if (!row?.cursor || row.cursor.epoch !== epoch || offset > row.cursor.offset + 1) return 'gap';
    const fresh = events.slice(row.cursor.offset + 1 - offset);
    if (fresh.length === 0) return 'duplicate';
    const next = { ...row, cursor: { epoch, offset: offset + events.length - 1 } };
    const transaction = this.#database.transaction(['accounts', 'tasks', 'pages'], 'readwrite');
    const tasks = transaction.objectStore('tasks');
    const pages = transaction.objectStore('pages');
    let moved = fresh.some(({ type }) => type === 'activities.changed');
    for (const event of fresh) {
      if (event.type === 'page.replaced') {
        const key: [string, string] = [row.account, event.page.task.id];
        const kept = await pages.get(key);
        // Whoever has not asked for the page has no use for it yet.
        if (kept) void pages.put({ ...kept, page: event.page });
        continue;
      }
      if (event.type !== 'task.upserted' && event.type !== 'task.removed') {
        replace(next, event);
        continue;
      }
      const key: [string, string] = [row.account, idOf(event)];
      const [old, kept] = await Promise.all([tasks.get(key), pages.get(key)]);
      if (old) next.counts = withoutRow(next.counts, old);
      if (old?.task.activity || (event.type === 'task.upserted' && event.task.activity)) moved = true;
      if (event.type === 'task.upserted') {
        const fresh = taskRow(row.account, next.user, event.task, old ?? null);
        next.counts = withRow(next.counts, fresh);
        void tasks.put(fresh);
        if (kept) void pages.put({ ...kept, page: { ...kept.page, task: event.task }, end: null });
      } else {
        void tasks.delete(key);
        if (kept) void pages.put({ ...kept, end: event.end });
      }
    }
    void transaction.objectStore('accounts').put(next);
    await transaction.done;
    // Signing out in between has deleted it again, after this transaction: it must not come back.
    if (this.#row === row) this.#row = next;
    this.#topics.changed(...topicsOf(fresh));
    if (moved) this.#activitiesChanged();
    for (const event of fresh) for (const listener of this.#listeners) listener(event);
    return 'applied';
  }

  /** Collects the parts of a snapshot; what is shown is replaced when the last one is there. True: it was. */
  async stage(snapshot: Snapshot): Promise<boolean> {
    const { cursor, part, last, tasks, reminders, user, systems, processes } = snapshot;
    if (part === 0 || !this.#staged || !sameCursor(this.#staged.cursor, cursor)) {
      this.#staged = { cursor, tasks: [], reminders: [], parts: part };
    }
    if (part !== this.#staged.parts) throw new Error(`Expected part ${this.#staged.parts}, got ${part}`);
    this.#staged.tasks.push(...tasks);
    this.#staged.reminders.push(...reminders);
    this.#staged.parts += 1;
    if (!last) return false;
    const staged = this.#staged;
    this.#staged = null;
    const told = { cursor, user, systems, processes, reminders: inOrder(staged.reminders) };
    await this.#replaceAll(told, staged.tasks);
    return true;
  }

  /** The first tasks in the order in which they need attention, and how many there are. */
  async list(query: TaskQuery): Promise<TaskList> {
    return this.#row ? this.#reader.list(this.#row, query) : NO_TASKS;
  }

  /** The processes that the tasks belong to, by name. */
  async taskProcesses(): Promise<{ key: string; name: string }[]> {
    return this.#row ? this.#reader.processes(this.#row) : [];
  }

  /** The first tasks of several records, in the order of the records. */
  async ofRecords(records: readonly RecordRef[], limit: number): Promise<Task[]> {
    return this.#row ? this.#reader.ofRecords(this.#row, records, limit) : [];
  }

  /** How many tasks of a record wait for the person. */
  async waiting(record: RecordRef): Promise<number> {
    return this.#row ? this.#reader.waiting(this.#row, record) : 0;
  }

  /** How many tasks need attention: due up to the end of today. */
  get attention(): number {
    return this.#row ? this.#reader.attention(this.#row) : 0;
  }

  async task(id: string): Promise<Task | null> {
    if (!this.account) return null;
    return (await this.#database.get('tasks', [this.account, id]))?.task ?? null;
  }

  async #replaceAll(
    told: Pick<AccountRow, 'cursor' | 'user' | 'systems' | 'processes' | 'reminders'>,
    tasks: readonly Task[],
  ): Promise<void> {
    const row = this.#row;
    if (!row) throw new Error('Expected a snapshot after a welcome, got one before it');
    const { account } = row;
    const standing = row.met ? await knownTasks(this.#database, account) : null;
    const before = standing && new Map(standing.map((task) => [task.id, task]));
    const rows = tasks.map((task) => {
      const fresh = taskRow(account, told.user, task, before?.get(task.id) ?? null);
      return before ? fresh : seen(fresh);
    });
    const next = { ...row, ...told, met: true, counts: countsOf(rows) };
    const transaction = this.#database.transaction(
      ['accounts', 'tasks', 'pages', 'drafts', 'met'],
      'readwrite',
    );
    const store = transaction.objectStore('tasks');
    void transaction.objectStore('met').delete(account);
    const pages = transaction.objectStore('pages');
    void store.delete(ofAccount(account));
    for (const fresh of rows) void store.put(fresh);
    const drafts = await transaction.objectStore('drafts').getAllKeys(ofAccount(account));
    const kept = new Set([...tasks.map(({ id }) => id), ...drafts.map(([, task]) => task)]);
    for (const key of await pages.getAllKeys(ofAccount(account))) {
      // How such a task ended is not in a snapshot: its page is asked for again and the server says so. Where somebody
      // types, they keep their page: the server says so when they send it.
      if (!kept.has(key[1])) void pages.delete(key);
    }
    void transaction.objectStore('accounts').put(next);
    await transaction.done;
    if (this.#row === row) this.#row = next;
    this.#everythingChanged();
  }

  async #patch(change: Partial<AccountRow>): Promise<void> {
    if (!this.#row) return;
    this.#row = { ...this.#row, ...change };
    await this.#database.put('accounts', this.#row);
    this.#topics.changed('account');
  }

  #everythingChanged(): void {
    this.#topics.changed('account', 'tasks', 'pages', 'cases', 'outbox', 'sites', 'reminders');
    this.#activitiesChanged();
  }

  #activitiesChanged(): void {
    this.#activities += 1;
    this.#topics.changed('activities');
  }
}

function accountKey(server: string, user: string): string {
  return JSON.stringify([server, user]);
}

function idOf(event: Extract<ChannelEvent, { type: 'task.upserted' | 'task.removed' }>): string {
  return event.type === 'task.upserted' ? event.task.id : event.task;
}

function replace(row: AccountRow, event: ChannelEvent): void {
  if (event.type === 'processes.replaced') row.processes = event.processes;
  else if (event.type === 'systems.replaced') row.systems = event.systems;
  else if (event.type === 'user.replaced') row.user = event.user;
  else if (event.type === 'reminder.upserted')
    row.reminders = inOrder([...without(row.reminders, event.reminder.activity), event.reminder]);
  else if (event.type === 'reminder.removed') row.reminders = without(row.reminders, event.activity);
}

function without(reminders: readonly Reminder[], activity: string): Reminder[] {
  return reminders.filter((reminder) => reminder.activity !== activity);
}

function inOrder(reminders: readonly Reminder[]): Reminder[] {
  return reminders.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function topicsOf(events: readonly ChannelEvent[]): Topic[] {
  const tasks = events.some(({ type }) => type === 'task.upserted' || type === 'task.removed');
  const pages = events.some(({ type }) => type === 'page.replaced');
  const systems = events.some(({ type }) => type === 'systems.replaced');
  const account = events.some(({ type }) => type === 'user.replaced' || type === 'processes.replaced');
  const reminders = events.some(({ type }) => type === 'reminder.upserted' || type === 'reminder.removed');
  return [
    ...(reminders ? (['reminders'] as const) : []),
    ...(tasks ? (['tasks', 'pages'] as const) : []),
    ...(pages ? (['pages'] as const) : []),
    ...(systems ? (['sites', 'account'] as const) : []),
    ...(account ? (['account'] as const) : []),
  ];
}

function sameCursor(one: Cursor, other: Cursor): boolean {
  return one.epoch === other.epoch && one.offset === other.offset;
}
