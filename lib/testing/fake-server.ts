import type { OpenTransport, TransportOptions } from '../connection/transport.ts';
import {
  type ActivityQuery,
  type ActivityQueryResult,
  type AdapterStatement,
  type CaseQuery,
  type CaseQueryResult,
  type ChannelEvent,
  type ClientMessage,
  type Command,
  type CommandResult,
  type FoundRecord,
  type Hello,
  type Order,
  type OrderResult,
  PROTOCOL_VERSION,
  type Reminder,
  type ServerMessage,
  type StartableProcess,
  type System,
  type Task,
  type TaskPage,
  type User,
  type WireError,
  wireError,
} from '../protocol/index.ts';
import { sampleUser } from './samples.ts';

const REPLAY = 20;
const SNAPSHOT_PART = 3;

/** One client's connection to the fake server. */
interface Line {
  options: TransportOptions;
  open: boolean;
  live: boolean;
}

/**
 * The process server as a client sees it: one user's channel, stored answers, and lines that can be cut at
 * any moment. It keeps the protocol's rules, and its snapshots and gaps are small enough to be met often.
 */
export class FakeServer {
  user: User = sampleUser();
  systems: System[] = [];
  /** What an administrator gives to everybody. */
  adapters: { key: string; statements: AdapterStatement[] } = { key: '', statements: [] };
  processes: StartableProcess[] = [];
  readonly tasks = new Map<string, Task>();
  readonly reminders = new Map<string, Reminder>();
  readonly pages = new Map<string, TaskPage>();
  readonly answers = new Map<string, CommandResult>();
  /** Commands whose effect took place, in order. */
  readonly effects: Command[] = [];
  readonly heard: ClientMessage[] = [];
  /** Set to refuse, or to answer something else than an instance without pages. */
  onCommand: (command: Command) => CommandResult | WireError = () => ({
    instance: 'i',
    open: [],
    ended: false,
  });
  /** What every lookup finds. */
  records: FoundRecord[] = [];
  onActivityQuery: (query: ActivityQuery) => ActivityQueryResult | WireError = () =>
    wireError('activity-unknown', { activity: 'any' });
  onCaseQuery: (query: CaseQuery) => CaseQueryResult | WireError = (query) =>
    query.type === 'case.view'
      ? { type: query.type, case: null, offer: null }
      : wireError('instance-unknown', { id: query.instance });
  onOrder: (order: Order) => OrderResult | WireError = () => ({ type: 'done' });
  /** Answers are computed and stored, but do not leave: the moment before a crash. */
  mute = false;
  /** Live lines are not told what happens: the next that they hear comes after a gap. */
  forgetful = false;
  /** Why new lines are refused; null: they are welcome. */
  refusal: WireError | null = null;
  reachable = true;
  epoch = 'epoch-1';
  readonly lines = new Set<Line>();
  #log: ChannelEvent[] = [];

  get offset(): number {
    return this.#log.length;
  }

  readonly transport: OpenTransport = (options) => {
    const line: Line = { options, open: this.reachable, live: false };
    if (this.reachable) {
      this.lines.add(line);
      queueMicrotask(() => void this.#greet(line));
    } else {
      queueMicrotask(() =>
        options.onLost(wireError('server-unreachable', { server: 'it', problem: 'nothing' })),
      );
    }
    return {
      send: (message) => this.#hear(line, message),
      close: () => this.#forget(line),
    };
  };

  /** Something happens: the channel moves and whoever is live hears it. */
  emit(...events: ChannelEvent[]): void {
    const offset = this.offset + 1;
    for (const event of events) {
      this.#log.push(event);
      if (event.type === 'task.upserted') this.tasks.set(event.task.id, event.task);
      if (event.type === 'task.removed') this.tasks.delete(event.task);
      if (event.type === 'reminder.upserted') this.reminders.set(event.reminder.activity, event.reminder);
      if (event.type === 'reminder.removed') this.reminders.delete(event.activity);
      if (event.type === 'systems.replaced') this.systems = event.systems;
      if (event.type === 'processes.replaced') this.processes = event.processes;
    }
    for (const line of this.lines) {
      if (line.live && !this.forgetful)
        this.#say(line, { type: 'events', epoch: this.epoch, offset, events });
    }
  }

  /** Says again some of what was said before. */
  repeat(from: number, count: number): void {
    const events = this.#log.slice(from, from + count);
    if (events.length === 0) return;
    for (const line of this.lines) {
      if (line.live) this.#say(line, { type: 'events', epoch: this.epoch, offset: from + 1, events });
    }
  }

  /** Loses the channel's history, as after a restore from a backup. */
  newEpoch(): void {
    this.epoch = `${this.epoch}+`;
    this.#log = [];
    this.cut();
  }

  /** Every line breaks. */
  cut(problem: WireError = wireError('server-unreachable', { server: 'it', problem: 'a cut' })): void {
    for (const line of [...this.lines]) {
      this.#forget(line);
      line.options.onLost(problem);
    }
  }

  async #greet(line: Line): Promise<void> {
    line.options.onOpen();
    let hello: Hello;
    try {
      hello = await line.options.hello();
    } catch {
      this.#forget(line);
      return line.options.onLost(wireError('not-signed-in', { problem: 'no token' }));
    }
    this.heard.push(hello);
    if (!line.open) return;
    if (this.refusal) {
      this.#forget(line);
      return line.options.onLost(this.refusal);
    }
    const { epoch, offset } = this;
    const from = hello.cursor?.epoch === epoch ? hello.cursor.offset : null;
    const resumed = from !== null && offset - from <= REPLAY;
    this.#say(line, {
      ...{ type: 'welcome', version: PROTOCOL_VERSION, user: this.user, cursor: { epoch, offset }, resumed },
      expiresAt: '2030-01-01T00:00:00Z',
      server: { version: '1', node: 'n' },
    });
    if (resumed) {
      const events = this.#log.slice(from);
      if (events.length > 0) this.#say(line, { type: 'events', epoch, offset: from + 1, events });
    } else {
      this.#snapshot(line);
    }
    line.live = true;
  }

  #snapshot(line: Line): void {
    const { epoch, offset, user, systems, processes } = this;
    const tasks = [...this.tasks.values()];
    const parts = Math.max(1, Math.ceil(tasks.length / SNAPSHOT_PART));
    for (let part = 0; part < parts; part += 1) {
      this.#say(line, {
        ...{ type: 'snapshot', cursor: { epoch, offset }, part, last: part === parts - 1 },
        ...{ user, systems, processes },
        tasks: tasks.slice(part * SNAPSHOT_PART, (part + 1) * SNAPSHOT_PART),
        reminders: part === 0 ? [...this.reminders.values()] : [],
      });
    }
  }

  #hear(line: Line, message: ClientMessage): void {
    if (!line.open) return;
    this.heard.push(message);
    if (message.type === 'ping') this.#say(line, { type: 'pong', id: message.id });
    if (message.type === 'command') this.#command(line, message.id, message.command);
    if (message.type === 'order') {
      const result = this.onOrder(message.order);
      const { id } = message;
      this.#say(
        line,
        'code' in result ? { type: 'refusal', id, error: result } : { type: 'ordered', id, result },
      );
    }
    if (message.type === 'query' && message.query.type === 'lookup.search') {
      const result = { type: message.query.type, found: this.records };
      this.#say(line, { type: 'reply', id: message.id, result });
    }
    if (
      message.type === 'query' &&
      message.query.type !== 'lookup.search' &&
      message.query.type !== 'lookup.browse' &&
      message.query.type !== 'sources.read' &&
      message.query.type !== 'task.page' &&
      message.query.type !== 'admin' &&
      message.query.type !== 'adapters'
    ) {
      const { query } = message;
      const result =
        query.type === 'case.view' || query.type === 'case.preview'
          ? this.onCaseQuery(query)
          : this.onActivityQuery(query);
      const { id } = message;
      this.#say(
        line,
        'code' in result ? { type: 'refusal', id, error: result } : { type: 'reply', id, result },
      );
    }
    if (message.type === 'query' && message.query.type === 'adapters') {
      this.#say(line, { type: 'reply', id: message.id, result: { type: 'adapters', ...this.adapters } });
    }
    if (message.type === 'query' && message.query.type === 'task.page') {
      const page = this.pages.get(message.query.task);
      this.#say(
        line,
        page
          ? { type: 'reply', id: message.id, result: { type: 'task.page', page } }
          : { type: 'refusal', id: message.id, error: wireError('task-unknown', message.query) },
      );
    }
  }

  #command(line: Line, id: string, command: Command): void {
    let result: CommandResult | WireError | undefined = this.answers.get(id);
    if (!result) {
      result = this.onCommand(command);
      if ('open' in result) {
        this.answers.set(id, result);
        this.effects.push(command);
      }
    }
    if (this.mute) return;
    if ('open' in result) this.#say(line, { type: 'answer', id, result });
    else this.#say(line, { type: 'refusal', id, error: result });
  }

  #say(line: Line, message: ServerMessage): void {
    const copy = structuredClone(message);
    queueMicrotask(() => {
      if (line.open) void line.options.onMessage(copy);
    });
  }

  #forget(line: Line): void {
    line.open = false;
    this.lines.delete(line);
  }
}
