import * as z from 'zod/mini';
import { Detail } from './details.ts';
import { Id, Instant, Person, Role, Text, Titles, Value } from './entities.ts';

/** `no-new-starts`: what runs goes on, nothing new begins; `inactive`: not offered and not started at all. */
export const ProcessState = z.enum(['active', 'no-new-starts', 'inactive']);
export type ProcessState = z.infer<typeof ProcessState>;

/** One thing that is wrong with a file: which element of the diagram, what is wrong, what to do. */
export const Finding = z.strictObject({
  element: z.nullable(Id),
  name: z.nullable(Text),
  problem: Text,
  remedy: Text,
  /** What it is and its parts, as of an error, where it can be said in other languages too. */
  code: z.optional(Id),
  details: z.optional(z.record(z.string(), Detail)),
});
export type Finding = z.infer<typeof Finding>;

/** What begins instances of a process, in words that a list can show: `value` is a signal, a schedule, a type. */
export const StartSummary = z.strictObject({
  element: Id,
  name: Text,
  kind: z.enum(['none', 'timer', 'message', 'signal', 'record']),
  value: z.nullable(Text),
  nextAt: z.nullable(Instant),
});
export type StartSummary = z.infer<typeof StartSummary>;

export const Parameter = z.strictObject({
  name: Id,
  label: Text,
  type: z.enum(['text', 'integer', 'decimal', 'boolean', 'date', 'datetime', 'record', 'list']),
  direction: z.enum(['in', 'out', 'both']),
  required: z.boolean(),
  default: Value,
});
export type Parameter = z.infer<typeof Parameter>;

/** One process in the library. */
export const LibraryEntry = z.strictObject({
  key: Id,
  name: Text,
  description: z.nullable(Text),
  names: z.optional(Titles),
  descriptions: z.optional(Titles),
  /** What it is written in: a diagram, or a document of stages. */
  language: z.enum(['bpmn', 'case']),
  state: ProcessState,
  actual: z.number(),
  versions: z.number(),
  /** Instances that have not ended, of all versions; those in *Error* are counted in both. */
  running: z.number(),
  failed: z.number(),
  quickLaunch: z.boolean(),
  recordTypes: z.array(Id),
  /** Which of those records a case is for: where the field has one of the values. Absent: all. */
  condition: z.optional(z.strictObject({ field: Text, values: z.array(Text) })),
  starts: z.array(StartSummary),
  deployedAt: Instant,
  deployedBy: z.nullable(Person),
});
export type LibraryEntry = z.infer<typeof LibraryEntry>;

/** Who may start a process by hand: the first entry that fits a person decides (behaviour 3.7). */
export const StartPermission = z.strictObject({
  account: z.nullable(Person),
  role: z.nullable(Role),
  allowed: z.boolean(),
});
export type StartPermission = z.infer<typeof StartPermission>;

export const ProcessVersion = z.strictObject({
  version: z.number(),
  name: Text,
  deployedAt: Instant,
  deployedBy: z.nullable(Person),
  running: z.number(),
});
export type ProcessVersion = z.infer<typeof ProcessVersion>;

/** An entry of a history: `data` depends on the event. */
export const HistoryLine = z.strictObject({
  at: Instant,
  actor: z.nullable(Person),
  event: Id,
  element: z.nullable(Id),
  data: z.record(z.string(), z.unknown()),
});
export type HistoryLine = z.infer<typeof HistoryLine>;

export const ProcessDetails = z.strictObject({
  entry: LibraryEntry,
  /** Newest first. */
  versions: z.array(ProcessVersion),
  parameters: z.array(Parameter),
  /** Keys of the processes that it calls, and of those that call it. */
  calls: z.array(Id),
  calledBy: z.array(Id),
  tracing: z.boolean(),
  /** Null: as the server is set. */
  retentionDays: z.nullable(z.number()),
  permissions: z.array(StartPermission),
  /** Newest first, at most 100. */
  history: z.array(HistoryLine),
});
export type ProcessDetails = z.infer<typeof ProcessDetails>;

/** An element of a process as tables show it. */
export const ElementSummary = z.strictObject({
  id: Id,
  name: Text,
  type: Id,
  kind: z.nullable(Id),
  parent: z.nullable(Id),
});
export type ElementSummary = z.infer<typeof ElementSummary>;

/** A file as it was given; forms are JSON text. */
export const SourceFile = z.strictObject({ name: Text, text: z.string().check(z.maxLength(2_000_000)) });
export type SourceFile = z.infer<typeof SourceFile>;

/** One version with its files. */
export const DefinitionView = z.strictObject({
  key: Id,
  version: z.number(),
  name: Text,
  /** Of a case: its drawing. */
  bpmn: z.string(),
  /** The document of a case, as its author wrote it; null: it is a process. */
  case: z.nullable(z.string()),
  forms: z.array(SourceFile),
  elements: z.array(ElementSummary),
});
export type DefinitionView = z.infer<typeof DefinitionView>;

/** What checking or deploying one BPMN file came to. `key` is null where the file could not be read. */
export const FileOutcome = z.strictObject({
  file: Text,
  key: z.nullable(Id),
  name: z.nullable(Text),
  /** Set when it was deployed. */
  version: z.nullable(z.number()),
  /** With findings it was refused. */
  findings: z.array(Finding),
  warnings: z.array(Finding),
  /** The same files are the actual version already; deploying makes no new one. */
  unchanged: z.boolean(),
});
export type FileOutcome = z.infer<typeof FileOutcome>;

/** What deactivating a process concerns (behaviour 5.2). */
export const Impact = z.strictObject({
  instances: z.number(),
  tasks: z.number(),
  /** The newest of the running instances, at most 100. */
  examples: z.array(
    z.strictObject({
      id: Id,
      caption: Text,
      startedAt: Instant,
      startedBy: z.nullable(Person),
      tasks: z.number(),
    }),
  ),
  /** Processes that call it: there it still runs. */
  calledBy: z.array(Id),
});
export type Impact = z.infer<typeof Impact>;
