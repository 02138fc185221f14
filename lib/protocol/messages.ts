import * as z from 'zod/mini';
import { ACTIVITY_COMMANDS, ACTIVITY_QUERIES, ACTIVITY_RESULTS, Reminder } from './activities.ts';
import { ADAPTER_QUERIES, ADAPTER_RESULTS } from './adapters.ts';
import { CASE_COMMANDS, CASE_QUERIES, CASE_RESULTS, CaseChanged, type CaseCommand } from './cases.ts';
import { Id, Instant, LinkedRecord, StartableProcess, System, Task, Text, User, Values } from './entities.ts';
import { LOOKUP_QUERIES, LOOKUP_RESULTS } from './forms.ts';
import { AdminQuery, AdminQueryResult, Order, OrderResult } from './manage.ts';
import { ATTACHMENTS, Submission, TaskEnd, TaskPage } from './pages.ts';
import { WireError } from './wire-error.ts';

/** Where a client stands in a channel. `offset` is that of the last event it has stored. */
export const Cursor = z.strictObject({ epoch: Id, offset: z.number() });
export type Cursor = z.infer<typeof Cursor>;

// ---------------------------------------------------------------- commands: change something, answered once

export const Command = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('process.start'),
    process: Id,
    record: z.nullable(LinkedRecord),
    /** Values of the parameters of the process; those that are missing get their defaults. */
    variables: z.optional(Values),
    /** What the instance is known by outside: messages can name it. */
    businessKey: z.optional(Id),
  }),
  z.strictObject({ type: z.literal('task.complete'), task: Id, submission: Submission }),
  ...ACTIVITY_COMMANDS,
  /** Has the server look at the record of an *Open edit page* of mine; it is completed when nothing is open. */
  z.strictObject({
    type: z.literal('task.check'),
    task: Id,
    /** The client has seen how the person saved it; false: they may have. */
    saved: z.boolean(),
    /** The person asks for another look: conditions that hold are enough then, also if nothing was saved. */
    asked: z.optional(z.boolean()),
    /** The record that was made, for a step that asks for a new one. */
    record: z.nullable(LinkedRecord),
  }),
  ...CASE_COMMANDS,
]);
export type Command = z.infer<typeof Command>;

/**
 * What a command led to. `open` lists the pages that open now, in the tab where the person acted, first one
 * on top: foreground steps whose performer is the person who acted (behaviour 2.1).
 */
export const CommandResult = z.strictObject({
  /** The instance that it was about; null: none. */
  instance: z.nullable(Id),
  open: z.array(TaskPage),
  /** True when the instance has ended with this command. */
  ended: z.boolean(),
  /**
   * How many pieces of system work the command has begun in the foreground: actions and called processes.
   * Each is followed by a `work.done` with the command's id. Absent: none.
   */
  working: z.optional(z.number()),
  /** The page of the task that was looked at, when it waits still. */
  page: z.optional(TaskPage),
});
export type CommandResult = z.infer<typeof CommandResult>;

/** The result of starting a process or completing a task: there is always an instance that it was about. */
export const InstanceResult = z.strictObject({ ...CommandResult.shape, instance: Id });
export type InstanceResult = z.infer<typeof InstanceResult>;
/** The result of a command of one type. */
export type ResultOf<Of extends Command> = Of['type'] extends
  | 'process.start'
  | 'task.complete'
  | 'task.check'
  | CaseCommand['type']
  ? InstanceResult
  : CommandResult;

// ---------------------------------------------------------------- queries: read something, never stored

export const Query = z.discriminatedUnion('type', [
  /** The page of one task of mine. */
  z.strictObject({ type: z.literal('task.page'), task: Id }),
  z.strictObject({ type: z.literal('admin'), query: AdminQuery }),
  ...LOOKUP_QUERIES,
  ...ACTIVITY_QUERIES,
  ...CASE_QUERIES,
  ...ADAPTER_QUERIES,
]);
export type Query = z.infer<typeof Query>;

export const QueryResult = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('task.page'), page: TaskPage }),
  z.strictObject({ type: z.literal('admin'), result: AdminQueryResult }),
  ...LOOKUP_RESULTS,
  ...ACTIVITY_RESULTS,
  ...CASE_RESULTS,
  ...ADAPTER_RESULTS,
]);
export type QueryResult = z.infer<typeof QueryResult>;

// ---------------------------------------------------------------- events of a user's channel

export const ChannelEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('task.upserted'), task: Task }),
  z.strictObject({ type: z.literal('task.removed'), task: Id, end: TaskEnd }),
  z.strictObject({ type: z.literal('reminder.upserted'), reminder: Reminder }),
  z.strictObject({ type: z.literal('reminder.removed'), activity: Id }),
  /**
   * An activity that concerns me is new, changed or gone, in this period before or after: lists that show it are
   * to be read again. What happens to a task of mine is told as such, and holds for its activity.
   */
  z.strictObject({ type: z.literal('activities.changed'), activity: Id, from: Instant, until: Instant }),
  CaseChanged,
  /** The page of an open task shows something else: more is known of its record, or it is gone. */
  z.strictObject({ type: z.literal('page.replaced'), page: TaskPage }),
  z.strictObject({ type: z.literal('processes.replaced'), processes: z.array(StartableProcess) }),
  z.strictObject({ type: z.literal('systems.replaced'), systems: z.array(System) }),
  z.strictObject({ type: z.literal('user.replaced'), user: User }),
  /**
   * A piece of the system work that a command of mine has begun in the foreground is over: the pages that open
   * now where I acted, and how many pieces it has begun itself. With as many done as begun, nothing follows.
   */
  z.strictObject({
    type: z.literal('work.done'),
    command: Id,
    open: z.array(TaskPage),
    working: z.number(),
  }),
]);
export type ChannelEvent = z.infer<typeof ChannelEvent>;

/** Some events of a channel in order, `offset` of the first one; each next is one higher. */
export const Events = z.strictObject({
  type: z.literal('events'),
  epoch: Id,
  offset: z.number(),
  events: z.array(ChannelEvent),
});
export type Events = z.infer<typeof Events>;

/**
 * A whole channel as of `cursor`, in parts of at most 500 tasks. The client replaces what it has when the
 * part with `last` has come, not before.
 */
export const Snapshot = z.strictObject({
  type: z.literal('snapshot'),
  cursor: Cursor,
  part: z.number(),
  last: z.boolean(),
  user: User,
  systems: z.array(System),
  processes: z.array(StartableProcess),
  tasks: z.array(Task),
  /** All of them in the first part. */
  reminders: z.array(Reminder),
});
export type Snapshot = z.infer<typeof Snapshot>;

// ---------------------------------------------------------------- the link

export const Hello = z.strictObject({
  type: z.literal('hello'),
  version: z.number(),
  token: z.string().check(z.maxLength(16_000)),
  client: z.strictObject({ name: Text, version: Text }),
  /** How the person reads: for what is written to them when no page of theirs is open. */
  reader: z.optional(
    z.strictObject({
      /** As browsers name it, for example `de-AT`. */
      language: z.string().check(z.maxLength(40)),
      timeZone: z.string().check(z.maxLength(60)),
    }),
  ),
  /** Null: nothing stored yet, send a snapshot. */
  cursor: z.nullable(Cursor),
});
export type Hello = z.infer<typeof Hello>;

/** What a client may send. `id` is made by the client; an answer carries it back. */
export const ClientMessage = z.discriminatedUnion('type', [
  Hello,
  z.strictObject({ type: z.literal('command'), id: Id, command: Command }),
  z.strictObject({ type: z.literal('query'), id: Id, query: Query }),
  z.strictObject({ type: z.literal('order'), id: Id, order: Order }),
  /** A fresh access token, sent before the old one expires. */
  z.strictObject({ type: z.literal('token'), token: z.string().check(z.maxLength(16_000)) }),
  z.strictObject({ type: z.literal('ping'), id: Id }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** What the server sends. */
export const ServerMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'),
    version: z.number(),
    user: User,
    cursor: Cursor,
    /** True: the gap since the client's cursor follows as events. False: a snapshot follows. */
    resumed: z.boolean(),
    /** When the access token expires. */
    expiresAt: Instant,
    server: z.strictObject({ version: Text, node: Text }),
  }),
  Snapshot,
  Events,
  z.strictObject({ type: z.literal('answer'), id: Id, result: CommandResult }),
  z.strictObject({ type: z.literal('refusal'), id: Id, error: WireError }),
  z.strictObject({ type: z.literal('reply'), id: Id, result: QueryResult }),
  z.strictObject({ type: z.literal('ordered'), id: Id, result: OrderResult }),
  z.strictObject({ type: z.literal('pong'), id: Id }),
  /** About the link itself; the socket closes after it when the code has a close number. */
  z.strictObject({ type: z.literal('error'), error: WireError }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/**
 * The HTTP fallback: one stateless request, any server node. It carries the hello and what there is to send,
 * and is answered at once when there is something to say, else after at most `waitMs`.
 */
export const LinkRequest = z.strictObject({
  hello: Hello,
  messages: z.array(ClientMessage).check(z.maxLength(50)),
  waitMs: z.number().check(z.gte(0), z.lte(25_000)),
});
export type LinkRequest = z.infer<typeof LinkRequest>;
export const LinkResponse = z.strictObject({ messages: z.array(ServerMessage) });
export type LinkResponse = z.infer<typeof LinkResponse>;

export const LIMITS = {
  /** Bytes of one command: what a person enters in one step. */
  commandBytes: 256 * 1024,
  /** Bytes of one message from a client: an order can carry a folder of processes. */
  messageBytes: 4 * 1024 * 1024,
  /** Files of one e-mail. */
  attachments: ATTACHMENTS.files,
  /** Bytes of all files of one e-mail together. */
  attachmentBytes: ATTACHMENTS.bytes,
  /** Messages of one client in ten seconds. */
  messagesPer10s: 200,
  /** Milliseconds between two pings of a client. */
  pingMs: 20_000,
  /** Milliseconds within which `hello` must come. */
  helloMs: 10_000,
  /** Events replayed on reconnect; a wider gap gets a snapshot. */
  replayEvents: 200,
  /** Tasks in one part of a snapshot. */
  snapshotTasks: 500,
} as const;
