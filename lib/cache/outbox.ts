import { draftKeys, mailDraft } from '../messaging/contract.ts';
import type { Topics } from '../messaging/topics.ts';
import {
  type CaseCommand,
  type Command,
  isSameRecord,
  type RecordRef,
  type Values,
  type WireError,
} from '../protocol/index.ts';
import type { Database, OutboxRow } from './database.ts';

/** A command on its way: every field is known once it is stored. */
export type Outgoing = Required<OutboxRow>;

/** How often a command is tried again when the server asks for it; then the person decides. */
const MAX_ATTEMPTS = 5;
const RETRY_BASE_MS = 1000;

/**
 * Commands that the server has not answered, in their order. A command is stored before anything else
 * happens and leaves only when its answer is stored, so it takes effect once whenever the background dies.
 */
export class Outbox {
  readonly #database: Database;
  readonly #account: () => string | null;
  readonly #topics: Topics;

  constructor(database: Database, account: () => string | null, topics: Topics) {
    this.#database = database;
    this.#account = account;
    this.#topics = topics;
  }

  /** All commands of the person shown, in order. */
  async all(): Promise<Outgoing[]> {
    const account = this.#account();
    if (!account) return [];
    return (await this.#database.getAllFromIndex('outbox', 'by-account', account)) as Outgoing[];
  }

  async find(id: string): Promise<Outgoing | null> {
    return ((await this.#database.getFromIndex('outbox', 'by-id', id)) as Outgoing | undefined) ?? null;
  }

  /** The command that completes a task, or has its record looked at for that; refused or on its way. */
  async completing(task: string): Promise<Outgoing | null> {
    return (
      (await this.all()).find(({ command }) => completes(command, task) || checks(command, task)) ?? null
    );
  }

  /** The latest command that postpones the task or gives it to somebody else, refused or on its way. */
  async moving(task: string): Promise<Outgoing | null> {
    return (await this.all()).findLast(({ command }) => moves(command, task)) ?? null;
  }

  /** The latest command about the case of this record, refused or on its way. */
  async ofCase(record: RecordRef, instance: string | null): Promise<Outgoing | null> {
    const about = ({ command }: Outgoing) =>
      isOfCase(command) &&
      (command.type === 'case.start'
        ? isSameRecord(command.record, record)
        : instance !== null && command.instance === instance);
    return (await this.all()).findLast(about) ?? null;
  }

  /**
   * Stores a command to be sent. The same id twice, or a task that is already being completed, is stored
   * once; what was refused gives way to the next of its kind. False: there was nothing to add.
   */
  async add(entry: Pick<OutboxRow, 'id' | 'command' | 'title' | 'tab'>): Promise<boolean> {
    const account = this.#account();
    if (!account) return false;
    const transaction = this.#database.transaction('outbox', 'readwrite', { durability: 'strict' });
    const rows = await transaction.store.index('by-account').getAll(account);
    const { command } = entry;
    const rivals = rows.filter((row) => isRival(row.command, command));
    const known = (await transaction.store.index('by-id').getKey(entry.id)) !== undefined;
    if (known || rivals.some(({ state }) => busyStates(command).includes(state))) return false;
    for (const { order, state } of rivals)
      if (order !== undefined && state === 'refused') void transaction.store.delete(order);
    void transaction.store.add({
      ...entry,
      account,
      state: 'queued',
      attempts: 0,
      notBefore: 0,
      error: null,
    });
    await transaction.done;
    this.#topics.changed('outbox', 'pages');
    return true;
  }

  async markSent(row: Outgoing): Promise<void> {
    if (row.state === 'sent') return;
    await this.#database.put('outbox', { ...row, state: 'sent' });
    this.#topics.changed('outbox', 'pages');
  }

  /** The server has carried it out: the command and what was typed for it go. */
  async done({ order, account, command }: Outgoing): Promise<void> {
    const transaction = this.#database.transaction(['outbox', 'drafts'], 'readwrite');
    void transaction.objectStore('outbox').delete(order);
    if (command.type === 'task.complete') {
      void transaction.objectStore('drafts').delete([account, command.task]);
    }
    await transaction.done;
    this.#topics.changed('outbox', 'pages');
  }

  /**
   * The server will not: now (it is tried again later, others go first) or at all. Then it stays here with
   * the reason, and what it carried is a draft again if there is none, so the person loses nothing.
   */
  async refused(id: string, error: WireError, random: number = Math.random()): Promise<Outgoing | null> {
    const transaction = this.#database.transaction(['outbox', 'drafts'], 'readwrite');
    const outbox = transaction.objectStore('outbox');
    const row = (await outbox.index('by-id').get(id)) as Outgoing | undefined;
    if (!row || row.state === 'refused') return null;
    const attempts = row.attempts + 1;
    const again = error.retryable && attempts < MAX_ATTEMPTS;
    const delay = RETRY_BASE_MS * 2 ** attempts * (0.5 + random / 2);
    const next: Outgoing = again
      ? { ...row, state: 'queued', attempts, notBefore: Date.now() + delay }
      : { ...row, state: 'refused', attempts, error };
    void outbox.put(next);
    if (!again && row.command.type === 'task.complete') {
      const key: [string, string] = [row.account, row.command.task];
      const drafts = transaction.objectStore('drafts');
      if (!(await drafts.get(key))) {
        void drafts.put({ account: row.account, task: row.command.task, draft: draftOf(row.command) });
      }
    }
    await transaction.done;
    this.#topics.changed('outbox', 'pages');
    return next;
  }

  /** The person has seen that it was refused. */
  async dismiss(id: string): Promise<Outgoing | null> {
    const row = await this.find(id);
    if (row?.state !== 'refused') return null;
    await this.#database.delete('outbox', row.order);
    this.#topics.changed('outbox', 'pages');
    return row;
  }
}

function completes(command: Command, task: string): boolean {
  return command.type === 'task.complete' && command.task === task;
}

function checks(command: Command, task: string): boolean {
  return command.type === 'task.check' && command.task === task;
}

/** Commands by which a task is postponed or changes hands. */
export type Moving = Extract<
  Command,
  { type: 'task.postpone' | 'task.assign' | 'task.take' | 'task.release' }
>;

export function isMoving(command: Command): command is Moving {
  const { type } = command;
  return (
    type === 'task.postpone' || type === 'task.assign' || type === 'task.take' || type === 'task.release'
  );
}

function moves(command: Command, task: string): boolean {
  return isMoving(command) && command.task === task;
}

/** A command about the case of a record. */
export type OfCase = Extract<Command, CaseCommand>;

export function isOfCase(command: Command): command is OfCase {
  return command.type.startsWith('case.');
}

/** Whether both are about the same case, or the case of the same record. */
function isSameCase(one: OfCase, other: OfCase): boolean {
  if (one.type !== 'case.start') return other.type !== 'case.start' && one.instance === other.instance;
  return other.type === 'case.start' && isSameRecord(one.record, other.record);
}

/** Whether both want the same of the same task or case: a new one takes the place of one that was refused. */
function isRival(one: Command, other: Command): boolean {
  if (other.type === 'task.complete') return completes(one, other.task);
  if (isMoving(other)) return moves(one, other.task);
  if (isOfCase(other)) return isOfCase(one) && isSameCase(one, other);
  if (other.type !== 'task.check' || one.type !== 'task.check' || one.task !== other.task) return false;
  return one.saved === other.saved && one.record?.id === other.record?.id;
}

/** The states in which a rival makes the command needless. */
function busyStates(command: Command): readonly OutboxRow['state'][] {
  const { type } = command;
  // What is decided about a case next is decided on what has become of this.
  if (type === 'task.complete' || isOfCase(command)) return ['queued', 'sent'];
  // A look that is under way may have come before the save that this one is about.
  return type === 'task.check' ? ['queued'] : [];
}

function draftOf({ submission }: Extract<Command, { type: 'task.complete' }>): Values {
  switch (submission.kind) {
    case 'user-dialog':
      return { [draftKeys.answers]: submission.answers };
    case 'auto-generated-page':
    case 'pre-configured-page':
      return submission.values;
    case 'open-edit-page':
      return { [draftKeys.result]: submission.result };
    case 'perform-task':
      return { [draftKeys.result]: submission.result, [draftKeys.details]: submission.details };
    case 'approval':
      return { [draftKeys.comment]: submission.comment };
    case 'send-email': {
      const { to, cc, bcc, subject, body } = submission;
      return mailDraft({ to: to.join(', '), cc: cc.join(', '), bcc: bcc.join(', '), subject, body });
    }
  }
}
