import type { TaskList, TaskQuery } from '../messaging/contract.ts';
import type { RecordRef, Task } from '../protocol/index.ts';
import { type Database, ofAccount } from './database.ts';
import { attentionOf, type Counts, folded, recordKey, type Shelf, type TaskRow } from './task-rows.ts';
import { countUpTo } from './times.ts';

/** Of a long selection: most of its tasks are found among the first. */
const RECORDS_AT_ONCE = 200;

/** Whose tasks are read. */
export interface Reader {
  readonly account: string;
  readonly counts: Counts;
}

/**
 * Reads lists of tasks through the indexes of the database, so that 10,000 tasks cost what ten do. What no index can
 * find, such as words, is looked for in all rows; these are read once and kept until a task changes.
 */
export class TaskReader {
  readonly #database: Database;
  #rows: { account: string; all: Promise<TaskRow[]> } | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A task has changed: what was read is old. */
  forget(): void {
    this.#rows = null;
  }

  /** The first tasks in the order in which they need attention, and how many there are. */
  async list({ account, counts }: Reader, query: TaskQuery): Promise<TaskList> {
    const { shelf, record, process, search } = query;
    const today = endOfToday();
    if (record || process || search.trim())
      return filtered(await this.#candidates(account, query), query, today);
    const index = this.#database.transaction('tasks').store.index('by-shelf');
    const prefix = [account, shelf];
    const range = IDBKeyRange.bound(prefix, [...prefix, query.future ? [] : today]);
    const rows = await index.getAll(range, query.limit);
    const due = (on: Shelf) => (query.future ? counts[on].length : countUpTo(counts[on], today));
    return {
      ...listed(rows),
      total: due(shelf),
      later: counts[shelf].length - countUpTo(counts[shelf], today),
      counts: { task: due('task'), approval: due('approval') },
    };
  }

  /** How many tasks need attention: due up to the end of today. */
  attention({ counts }: Reader): number {
    return attentionOf(counts, endOfToday());
  }

  /** How many tasks of a record wait for the person, whenever they are due. */
  async waiting({ account }: Reader, record: RecordRef): Promise<number> {
    const rows = await this.#database.getAllFromIndex('tasks', 'by-record', ofRecord(account, record));
    return rows.filter(({ taken }) => !taken).length;
  }

  /** The first tasks of several records, in the order of the records. */
  async ofRecords({ account }: Reader, records: readonly RecordRef[], limit: number): Promise<Task[]> {
    const tasks: Task[] = [];
    for (let from = 0; from < records.length && tasks.length < limit; from += RECORDS_AT_ONCE) {
      const index = this.#database.transaction('tasks').store.index('by-record');
      const found = await Promise.all(
        records
          .slice(from, from + RECORDS_AT_ONCE)
          .map((record) => index.getAll(ofRecord(account, record), limit)),
      );
      for (const { task } of found.flat()) tasks.push(task);
    }
    return tasks.slice(0, limit);
  }

  /** The processes that the tasks belong to, by name. Each costs one look, however many tasks it has. */
  async processes({ account }: Reader): Promise<{ key: string; name: string }[]> {
    const index = this.#database.transaction('tasks').store.index('by-process');
    const found: { key: string; name: string }[] = [];
    let cursor = await index.openCursor(ofAccount(account));
    while (cursor) {
      const { process } = cursor.value.task;
      found.push({ key: process.key, name: process.name });
      cursor = await cursor.continue([account, process.key, []] as never);
    }
    return found.toSorted((one, other) => one.name.localeCompare(other.name));
  }

  /** The rows among which those are that the query wants: the fewest that an index gives. */
  #candidates(account: string, { record, process }: TaskQuery): Promise<TaskRow[]> {
    if (record) return this.#database.getAllFromIndex('tasks', 'by-record', ofRecord(account, record));
    if (!process) return this.#all(account);
    const range = IDBKeyRange.bound([account, process], [account, process, []]);
    return this.#database.getAllFromIndex('tasks', 'by-process', range);
  }

  #all(account: string): Promise<TaskRow[]> {
    if (this.#rows?.account !== account) {
      const all = this.#database.getAllFromIndex('tasks', 'by-shelf', ofAccount(account));
      this.#rows = { account, all };
    }
    return this.#rows.all;
  }
}

function filtered(rows: readonly TaskRow[], query: TaskQuery, today: number): TaskList {
  const words = folded(query.search).split(/\s+/).filter(Boolean);
  const found = rows.filter(
    (row) =>
      (!query.process || row.process === query.process) && words.every((word) => row.words.includes(word)),
  );
  const isDue = ({ at }: TaskRow) => at <= today;
  const due = query.future ? found : found.filter(isDue);
  const here = due.filter(({ shelf }) => shelf === query.shelf);
  const onShelf = found.filter(({ shelf }) => shelf === query.shelf);
  return {
    ...listed(here.slice(0, query.limit)),
    total: here.length,
    later: onShelf.length - onShelf.filter(isDue).length,
    counts: {
      task: due.filter(({ shelf }) => shelf === 'task').length,
      approval: due.filter(({ shelf }) => shelf === 'approval').length,
    },
  };
}

function listed(rows: readonly TaskRow[]): Pick<TaskList, 'items' | 'unread' | 'taken'> {
  const ids = (wanted: (row: TaskRow) => boolean) => rows.filter(wanted).map(({ id }) => id);
  return {
    items: rows.map(({ task }) => task),
    unread: ids(({ unread }) => unread),
    taken: ids(({ taken }) => taken),
  };
}

function ofRecord(account: string, record: RecordRef): IDBKeyRange {
  const prefix = [account, recordKey(record)];
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}

/** The last millisecond of today where the person is, in ms: what is due by then needs attention. */
export function endOfToday(now: Date = new Date()): number {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - 1;
}
