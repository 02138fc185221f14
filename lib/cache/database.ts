import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type {
  CaseOffer,
  CaseView,
  Command,
  Cursor,
  Reminder,
  StartableProcess,
  System,
  TaskEnd,
  TaskPage,
  User,
  Values,
  WireError,
} from '../protocol/index.ts';

import { type Counts, countsOf, type Known, seen, type TaskRow, taskRow } from './task-rows.ts';

/**
 * One person at one server. Every row carries it, so that switching either never shows the data of the
 * other, while drafts and unsent commands wait for their owner to come back.
 */
export interface AccountRow {
  account: string;
  server: string;
  user: User;
  systems: System[];
  processes: StartableProcess[];
  /** Earliest first. */
  reminders: Reminder[];
  /** Of the last event stored. Null: the tasks are not trusted, a snapshot is due. */
  cursor: Cursor | null;
  /** Of all tasks stored, kept in the transactions that change them. */
  counts: Counts;
  /** Whether a snapshot has come before: the tasks of the first one are no news to anybody. */
  met: boolean;
}

/** What is kept of somebody who signs out, so that on their return they are told what came meanwhile. */
export interface MetRow {
  account: string;
  tasks: ({ id: string } & Known)[];
}

export interface PageRow {
  account: string;
  task: string;
  page: TaskPage;
  /** Set when the task has ended while its page was kept here. */
  end: TaskEnd | null;
}

export interface OutboxRow {
  /** Given by the database: the order in which commands leave. */
  order?: number;
  account: string;
  id: string;
  command: Command;
  /** For the person, in the list of refusals. */
  title: string;
  /** The tab in which the person acted; the pages that follow open there. */
  tab: number | null;
  state: 'queued' | 'sent' | 'refused';
  /** How often the server asked to try later. */
  attempts: number;
  /** Not sent again before this time, in ms. */
  notBefore: number;
  error: WireError | null;
}

export interface DraftRow {
  account: string;
  task: string;
  draft: Values;
}

/** The case of a record as it was when it was read last; no row: it has none. */
export interface CaseRow {
  account: string;
  /** See `recordKey`. */
  record: string;
  case: CaseView | null;
  offer: CaseOffer | null;
  /** In ms. */
  at: number;
}

export interface Schema extends DBSchema {
  accounts: { key: string; value: AccountRow };
  /** Which account is shown for a server: who was welcomed last and has not signed out. */
  current: { key: string; value: { server: string; account: string } };
  tasks: {
    key: [string, string];
    value: TaskRow;
    indexes: {
      'by-shelf': [string, string, number];
      'by-record': [string, string, number];
      'by-process': [string, string, number];
      'by-untold': [string, number];
    };
  };
  /** Of who has signed out: what they knew. */
  met: { key: string; value: MetRow };
  pages: { key: [string, string]; value: PageRow };
  outbox: { key: number; value: OutboxRow; indexes: { 'by-id': string; 'by-account': string } };
  drafts: { key: [string, string]; value: DraftRow };
  cases: { key: [string, string]; value: CaseRow; indexes: { 'by-time': [string, number] } };
}

export type Database = IDBPDatabase<Schema>;
type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

export const DATABASE_NAME = 'throughline';

/** Step n leads from version n to n + 1. A step that has been released never changes. */
export const MIGRATIONS: readonly ((database: Database, transaction: Upgrade) => void | Promise<void>)[] = [
  (database) => {
    database.createObjectStore('accounts', { keyPath: 'account' });
    database.createObjectStore('current', { keyPath: 'server' });
    const tasks = database.createObjectStore('tasks', { keyPath: ['account', 'id'] });
    // Its place has been taken by an index of a later step.
    tasks.createIndex('by-time' as never, ['account', 'at']);
    tasks.createIndex('by-record', ['account', 'record', 'at']);
    database.createObjectStore('pages', { keyPath: ['account', 'task'] });
    const outbox = database.createObjectStore('outbox', { keyPath: 'order', autoIncrement: true });
    outbox.createIndex('by-id', 'id', { unique: true });
    outbox.createIndex('by-account', 'account');
    database.createObjectStore('drafts', { keyPath: ['account', 'task'] });
  },
  // Processes say whether they are listed for quick launch: a snapshot brings them anew.
  async (_, transaction) => {
    const accounts = transaction.objectStore('accounts');
    for (const row of await accounts.getAll()) await accounts.put({ ...row, processes: [], cursor: null });
  },
  // Tasks name their activities, and there are reminders: a snapshot brings both.
  async (_, transaction) => {
    const accounts = transaction.objectStore('accounts');
    for (const row of await accounts.getAll()) await accounts.put({ ...row, reminders: [], cursor: null });
  },
  // Lists are kept apart by shelf, searched and filtered by process; what is new is marked.
  async (database, transaction) => {
    database.createObjectStore('met', { keyPath: 'account' });
    const tasks = transaction.objectStore('tasks');
    tasks.deleteIndex('by-time');
    tasks.createIndex('by-shelf', ['account', 'shelf', 'at']);
    tasks.createIndex('by-process', ['account', 'process', 'at']);
    tasks.createIndex('by-untold', ['account', 'untold']);
    const accounts = transaction.objectStore('accounts');
    for (const row of await accounts.getAll()) {
      const known = await tasks.getAll(ofAccount(row.account));
      const rows = known.map(({ task }) => seen(taskRow(row.account, row.user, task, null)));
      for (const fresh of rows) await tasks.put(fresh);
      await accounts.put({ ...row, counts: countsOf(rows), met: true, cursor: null });
    }
  },
  // Cases of records are kept, so that the stage bar is there at once.
  (database) => {
    const cases = database.createObjectStore('cases', { keyPath: ['account', 'record'] });
    cases.createIndex('by-time', ['account', 'at']);
  },
];

/**
 * Opens the database of the extension and brings it up to date, step by step, whatever version it has.
 * It gives way to a newer instance of the extension, which could not change the schema under it.
 */
export function openDatabase(
  name: string = DATABASE_NAME,
  version: number = MIGRATIONS.length,
): Promise<Database> {
  return openDB<Schema>(name, version, {
    async upgrade(database, oldVersion, newVersion, transaction) {
      for (const step of MIGRATIONS.slice(oldVersion, newVersion ?? MIGRATIONS.length))
        await step(database, transaction);
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/** Every key of an account in a store or index whose keys start with the account. */
export function ofAccount(account: string): IDBKeyRange {
  // An array sorts after every string and number, so [account, []] closes the range.
  return IDBKeyRange.bound([account], [account, []]);
}
