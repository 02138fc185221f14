import * as z from 'zod/mini';
import {
  Id,
  Instant,
  LinkedRecord,
  Person,
  ProcessName,
  RecordRef,
  Role,
  StepKind,
  Text,
  Values,
} from './entities.ts';
import { HistoryLine } from './library.ts';

/** `cancelling`: ordered, not yet done (behaviour 4.3). */
export const InstanceStatus = z.enum(['running', 'completed', 'cancelling', 'cancelled', 'error']);
export type InstanceStatus = z.infer<typeof InstanceStatus>;

/** How an instance was started. */
export const Origin = z.enum([
  'person',
  'bulk',
  'timer',
  'message',
  'signal',
  'record',
  'call',
  'rest',
  'command-line',
]);
export type Origin = z.infer<typeof Origin>;

export const Incident = z.strictObject({ code: Id, element: Id, message: z.string() });
export type Incident = z.infer<typeof Incident>;

/** One run of a process, in a list (behaviour 4.2). */
export const InstanceSummary = z.strictObject({
  id: Id,
  process: ProcessName,
  caption: Text,
  status: InstanceStatus,
  owner: z.nullable(Person),
  origin: Origin,
  record: z.nullable(LinkedRecord),
  parent: z.nullable(Id),
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  /** Milliseconds; null while it runs. */
  duration: z.nullable(z.number()),
  traced: z.boolean(),
  incident: z.nullable(Incident),
  /** Of a case: the stage it is in, or ended in, by its name. */
  stage: z.optional(Text),
});
export type InstanceSummary = z.infer<typeof InstanceSummary>;

/** Every part narrows; null and empty lists do not. */
export const LogFilter = z.strictObject({
  process: z.nullable(Id),
  version: z.nullable(z.number()),
  statuses: z.array(InstanceStatus),
  owner: z.nullable(Id),
  origin: z.nullable(Origin),
  record: z.nullable(RecordRef),
  /** Started in this time, `from` included, `to` not. */
  from: z.nullable(Instant),
  to: z.nullable(Instant),
  /** Part of the caption, or an id, or a business key. */
  search: z.nullable(Text),
  /** Where a step of this element is open. */
  element: z.nullable(Id),
});
export type LogFilter = z.infer<typeof LogFilter>;

export const LogSort = z.enum(['started', 'ended', 'duration']);
export type LogSort = z.infer<typeof LogSort>;

export const LogPage = z.strictObject({
  items: z.array(InstanceSummary),
  /** Where the next page begins; null: this was the last. Opaque. */
  next: z.nullable(z.string()),
  /** How many there are; counted up to 10,000, `more` says that there are more. */
  total: z.number(),
  more: z.boolean(),
});
export type LogPage = z.infer<typeof LogPage>;

/** Why a place waits, in facts; the page makes the sentence. */
export const WaitReason = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('person'),
    task: Id,
    user: z.nullable(Person),
    role: z.nullable(Role),
    due: z.nullable(Instant),
    /**
     * What keeps anybody from doing it: nobody has the role, the person is not active, may not open the
     * record (must-have M33), or the manager is missing.
     */
    obstacle: z.nullable(z.enum(['role-empty', 'user-inactive', 'record-closed', 'record-gone'])),
    record: z.nullable(LinkedRecord),
  }),
  z.strictObject({ type: z.literal('timer'), at: Instant }),
  z.strictObject({ type: z.literal('message'), name: Text }),
  z.strictObject({ type: z.literal('signal'), name: Text }),
  z.strictObject({
    type: z.literal('record'),
    event: z.enum(['added', 'modified', 'deleted']),
    recordType: Text,
    id: z.nullable(Id),
    /** The server hears of such events by webhook or polling; false: nothing would ever tell it. */
    fed: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('job'),
    topic: Text,
    status: z.enum(['ready', 'running', 'retrying', 'dead']),
    attempts: z.number(),
    maxAttempts: z.number(),
    nextAt: z.nullable(Instant),
    problem: z.nullable(z.string()),
  }),
  z.strictObject({
    type: z.literal('process'),
    process: Text,
    instance: z.nullable(Id),
    status: z.nullable(InstanceStatus),
  }),
  z.strictObject({ type: z.literal('incident'), incident: Incident }),
]);
export type WaitReason = z.infer<typeof WaitReason>;

/** What this user may do at a waiting place. */
export const StepAction = z.enum(['open', 'retry', 'skip', 'reassign']);
export type StepAction = z.infer<typeof StepAction>;

/** What may happen meanwhile instead: a boundary event, or an event sub-process around the place. */
export const Meanwhile = z.strictObject({
  /** The event. */
  element: Id,
  name: Text,
  /** False: what waits goes on waiting beside it. */
  interrupts: z.boolean(),
  reason: WaitReason,
});
export type Meanwhile = z.infer<typeof Meanwhile>;

export const WaitingPlace = z.strictObject({
  step: Id,
  element: Id,
  name: Text,
  since: Instant,
  reason: WaitReason,
  /** From the step's own events to those of the whole process. */
  meanwhile: z.array(Meanwhile),
  actions: z.array(StepAction),
  /** Outcomes that a skip can choose, for the flows behind; empty: none to choose. */
  outcomes: z.array(z.strictObject({ code: Id, label: Text })),
  /** Several of them may be chosen. */
  several: z.boolean(),
});
export type WaitingPlace = z.infer<typeof WaitingPlace>;

/** One step of an instance (behaviour 4.4). */
export const StepView = z.strictObject({
  id: Id,
  element: Id,
  name: Text,
  type: Id,
  kind: z.nullable(StepKind),
  parent: z.nullable(Id),
  index: z.nullable(z.number()),
  status: z.enum(['running', 'completed', 'cancelled', 'skipped', 'error']),
  enteredAt: Instant,
  endedAt: z.nullable(Instant),
  performer: z.strictObject({ user: z.nullable(Person), role: z.nullable(Role) }),
  endedBy: z.nullable(Person),
  outcome: z.nullable(Text),
  incident: z.nullable(Incident),
  /** The instance that a call activity started. */
  child: z.nullable(Id),
  traced: z.boolean(),
});
export type StepView = z.infer<typeof StepView>;

export const InstanceDetails = z.strictObject({
  summary: InstanceSummary,
  businessKey: z.nullable(Text),
  parent: z.nullable(InstanceSummary),
  children: z.array(InstanceSummary),
  records: z.array(z.strictObject({ ...LinkedRecord.shape, how: z.enum(['started', 'connected', 'task']) })),
  waiting: z.array(WaitingPlace),
  /** In the order of their beginning, at most 1,000; `moreSteps` when there are more. */
  steps: z.array(StepView),
  moreSteps: z.boolean(),
  /** Flows and elements that were taken, for the diagram: how often each element was executed. */
  taken: z.record(Id, z.number()),
  variables: Values,
  /** Who did what, newest first, at most 500. */
  history: z.array(HistoryLine),
  may: z.strictObject({ cancel: z.boolean(), administer: z.boolean() }),
});
export type InstanceDetails = z.infer<typeof InstanceDetails>;

/** Variables before and after a step of a traced instance. */
export const StepTrace = z.strictObject({
  step: Id,
  before: z.nullable(Values),
  after: z.nullable(Values),
});
export type StepTrace = z.infer<typeof StepTrace>;

/** With a `period` the view is about the days up to whenever it is opened, and `from` and `to` are null. */
export const SavedView = z.strictObject({
  id: Id,
  name: Text,
  filter: z.strictObject({ ...LogFilter.shape, period: z.optional(z.enum(['day', 'week', 'month'])) }),
});
export type SavedView = z.infer<typeof SavedView>;

/** Many starts or cancellations under way. */
export const Bulk = z.strictObject({
  id: Id,
  kind: z.enum(['start', 'cancel', 'reassign']),
  title: Text,
  total: z.number(),
  done: z.number(),
  failed: z.number(),
  createdAt: Instant,
  endedAt: z.nullable(Instant),
  /** Those that failed, at most 100. */
  failures: z.array(z.strictObject({ subject: Text, problem: z.string() })),
});
export type Bulk = z.infer<typeof Bulk>;

export const StatisticsFilter = z.strictObject({
  process: z.nullable(Id),
  version: z.nullable(z.number()),
  owner: z.nullable(Id),
  /** Ended in this time. */
  from: Instant,
  to: Instant,
  /** Days and weeks begin in this time zone. */
  timeZone: Text,
  by: z.enum(['day', 'week', 'month']),
});
export type StatisticsFilter = z.infer<typeof StatisticsFilter>;

/** Milliseconds. Percentiles are continuous, as PostgreSQL computes them. */
export const Durations = z.strictObject({
  count: z.number(),
  average: z.nullable(z.number()),
  median: z.nullable(z.number()),
  p90: z.nullable(z.number()),
});
export type Durations = z.infer<typeof Durations>;

/** Completed instances only (must-have M30). */
export const Statistics = z.strictObject({
  total: Durations,
  processes: z.array(z.strictObject({ key: Id, name: Text, durations: Durations })),
  /** Of the one process that is asked for; else empty. Completed steps. */
  elements: z.array(z.strictObject({ element: Id, name: Text, type: Id, durations: Durations })),
  periods: z.array(z.strictObject({ from: Instant, durations: Durations })),
  owners: z.array(z.strictObject({ owner: z.nullable(Person), durations: Durations })),
});
export type Statistics = z.infer<typeof Statistics>;

/** Somebody or some role that a step can be assigned to. */
export const Assignee = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('user'), ...Person.shape }),
  z.strictObject({ type: z.literal('role'), ...Role.shape, members: z.number() }),
]);
export type Assignee = z.infer<typeof Assignee>;
