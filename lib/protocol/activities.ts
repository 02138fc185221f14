import * as z from 'zod/mini';
import { Id, Instant, LinkedRecord, Person, RecordRef, Role, StepKind, Text, Titles } from './entities.ts';
import { Choice } from './forms.ts';
import { Assignee } from './log.ts';

/** `completed` and `cancelled` are final (behaviour 7.2). */
export const ActivityStatus = z.enum(['not-started', 'in-progress', 'completed', 'cancelled']);
export type ActivityStatus = z.infer<typeof ActivityStatus>;

export const Priority = z.enum(['low', 'medium', 'high']);
export type Priority = z.infer<typeof Priority>;

/** A calendar record: of a step of a process, or made by hand (behaviour 7.2). */
export const Activity = z.strictObject({
  id: Id,
  title: Text,
  /** The title of a step in other languages, where the author wrote it in them. */
  titles: z.optional(Titles),
  description: z.nullable(Text),
  category: Text,
  status: ActivityStatus,
  start: Instant,
  due: Instant,
  /** With what it was completed or cancelled. */
  result: z.nullable(Choice),
  details: z.nullable(Text),
  /** Who does it. With a role: one of its members has taken it, or it was given to them. */
  owner: z.nullable(Person),
  role: z.nullable(Role),
  /** Who made it; for a step who started its process. */
  author: z.nullable(Person),
  participants: z.array(Person),
  priority: Priority,
  showInCalendar: z.boolean(),
  /** When its owner is reminded; without one the members of the role. */
  remindAt: z.nullable(Instant),
  remindAuthorAt: z.nullable(Instant),
  connected: z.array(LinkedRecord),
  /** The step that it belongs to; null: made by hand. While `open`, the step's page opens instead of the activity. */
  task: z.nullable(
    z.strictObject({
      id: Id,
      kind: StepKind,
      open: z.boolean(),
      process: z.strictObject({ key: Id, name: Text }),
      instance: z.strictObject({ id: Id, caption: Text }),
    }),
  ),
  /** What it may be ended with now. Empty: it ends without a result, or by the answer on the step's page. */
  results: z.array(Choice),
  /** Whether the person who asks may change and end it; those who only take part see it. */
  mayChange: z.boolean(),
  createdAt: Instant,
  endedAt: z.nullable(Instant),
});
export type Activity = z.infer<typeof Activity>;

/**
 * Something to be reminded of. It is told when it is set, so that it comes on time without a link: it is to be
 * shown from `at` on, which may lie ahead, until it is dismissed, snoozed or removed (behaviour 6.6).
 */
export const Reminder = z.strictObject({
  activity: Id,
  /** The open task of the step, whose page opens. */
  task: z.nullable(Id),
  title: Text,
  at: Instant,
  start: Instant,
  /** Of the instance; null: made by hand. */
  caption: z.nullable(Text),
});
export type Reminder = z.infer<typeof Reminder>;

/** Somebody's tasks are also those of their deputy for this time. */
export const Absence = z.strictObject({ from: Instant, until: Instant, deputy: Person });
export type Absence = z.infer<typeof Absence>;

/** A category of activities made by hand, with what they may be ended with. */
export const ActivityCategory = z.strictObject({ name: Text, results: z.array(Choice) });
export type ActivityCategory = z.infer<typeof ActivityCategory>;

export const ActivitySettings = z.strictObject({
  /** The first one is the default. */
  categories: z.array(ActivityCategory),
  /** Mine, present or announced. */
  absence: z.nullable(Absence),
  /** Whether I have a secret address under which calendar programs read my activities. */
  calendarAddress: z.boolean(),
});
export type ActivitySettings = z.infer<typeof ActivitySettings>;

// ---------------------------------------------------------------- commands

const Details = z.string().check(z.maxLength(20_000));
const Title = Text.check(z.minLength(1), z.maxLength(500));
/** The longest time that a step is planned for, and the earliest before its start that it is reminded of. */
export const LONGEST_MINUTES = 366 * 24 * 60;
const Minutes = z.int().check(z.gte(0), z.lte(LONGEST_MINUTES));

/** A user, a role, or a member of the role; one of them at least. */
export const Performer = z.strictObject({ user: z.nullable(Id), role: z.nullable(Id) });
export type Performer = z.infer<typeof Performer>;

/** What is entered of an activity; what is absent stays as it is, or gets its default. */
export const ActivityFields = z.strictObject({
  title: z.optional(Title),
  description: z.optional(z.nullable(Text)),
  category: z.optional(Title),
  /** Also opens an activity made by hand again that had ended. */
  status: z.optional(z.enum(['not-started', 'in-progress'])),
  start: z.optional(Instant),
  due: z.optional(Instant),
  owner: z.optional(z.nullable(Id)),
  role: z.optional(z.nullable(Id)),
  participants: z.optional(z.array(Id).check(z.maxLength(200))),
  priority: z.optional(Priority),
  showInCalendar: z.optional(z.boolean()),
  remindAt: z.optional(z.nullable(Instant)),
  remindAuthorAt: z.optional(z.nullable(Instant)),
  connected: z.optional(z.array(LinkedRecord).check(z.maxLength(50))),
  details: z.optional(z.nullable(Details)),
});
export type ActivityFields = z.infer<typeof ActivityFields>;

/** Commands about tasks and activities that submit no page; they work offline. */
export const ACTIVITY_COMMANDS = [
  /** *Perform later* (behaviour 6.4). The step gets an activity if it has none. */
  z.strictObject({
    type: z.literal('task.postpone'),
    task: Id,
    start: Instant,
    minutes: Minutes,
    /** So long before the start; null: no reminder. */
    remindMinutes: z.nullable(Minutes),
    showInCalendar: z.boolean(),
    title: z.optional(Title),
    performer: z.optional(Performer),
  }),
  z.strictObject({
    type: z.literal('task.assign'),
    task: Id,
    user: z.nullable(Id),
    role: z.nullable(Id),
  }),
  /** Makes a role's task mine; the others of the role see by whom it was taken (behaviour 7.4). */
  z.strictObject({ type: z.literal('task.take'), task: Id }),
  /** Gives a task that I have taken back to its role. */
  z.strictObject({ type: z.literal('task.release'), task: Id }),
  /**
   * `create`: the client has made the id; `title`, `start` and `due` are needed. `follows`: it is the follow-up of
   * that activity, and has its author (behaviour 7.3).
   */
  z.strictObject({
    type: z.literal('activity.save'),
    activity: Id,
    create: z.boolean(),
    follows: z.optional(Id),
    fields: ActivityFields,
  }),
  /** Of a step: `completed` completes it with the result; `cancelled` without a result leaves it waiting (7.3). */
  z.strictObject({
    type: z.literal('activity.end'),
    activity: Id,
    status: z.enum(['completed', 'cancelled']),
    result: z.nullable(Id),
    details: z.nullable(Details),
  }),
  /** Those made by hand only. */
  z.strictObject({ type: z.literal('activity.delete'), activity: Id }),
  z.strictObject({ type: z.literal('reminder.snooze'), activity: Id, until: Instant }),
  z.strictObject({ type: z.literal('reminder.dismiss'), activity: Id }),
  z.strictObject({
    type: z.literal('absence.set'),
    absence: z.nullable(z.strictObject({ from: Instant, until: Instant, deputy: Id })),
  }),
] as const;
export const ActivityCommand = z.discriminatedUnion('type', ACTIVITY_COMMANDS);
export type ActivityCommand = z.infer<typeof ActivityCommand>;

// ---------------------------------------------------------------- queries

/** What a list of activities is ordered by; activities that are alike in it by their start. */
export const ActivitySort = z.enum(['start', 'due', 'title', 'category', 'status', 'priority']);
export type ActivitySort = z.infer<typeof ActivitySort>;

export const ACTIVITY_QUERIES = [
  /**
   * Activities whose time from start to due overlaps the period, earliest first if nothing else is said. `owners`:
   * `mine` are those that I own, that wait for a role of mine, or in which I take part; `own` only those that I own;
   * `all` those that I may see; ids of users those that they own or take part in.
   */
  z.strictObject({
    type: z.literal('activities.list'),
    from: Instant,
    until: Instant,
    owners: z.union([z.enum(['mine', 'own', 'all']), z.array(Id).check(z.maxLength(200))]),
    /** Empty: of any status. */
    statuses: z.array(ActivityStatus),
    /** A part of the title; empty: any. */
    search: Text,
    sort: z.optional(ActivitySort),
    descending: z.optional(z.boolean()),
    limit: z.int().check(z.gte(1), z.lte(1000)),
    /** Where the page before has ended; null: from the beginning. */
    after: z.nullable(Text),
  }),
  z.strictObject({ type: z.literal('activity'), activity: Id }),
  /** Active people and roles whose name contains the text or whose id begins with it. */
  z.strictObject({
    type: z.literal('people.search'),
    text: Text,
    /** Only these; without, both. */
    kind: z.optional(z.enum(['user', 'role'])),
    /** Only members of this role. */
    memberOf: z.optional(Id),
    limit: z.int().check(z.gte(1), z.lte(50)),
  }),
  z.strictObject({ type: z.literal('activity.settings') }),
  /** Activities that a record is connected to, newest start first: its history (behaviour 6.5). */
  z.strictObject({
    type: z.literal('activities.of-record'),
    record: RecordRef,
    limit: z.int().check(z.gte(1), z.lte(200)),
  }),
  /** The CRMs in which the person can search for records to connect, and the types of record there. */
  z.strictObject({ type: z.literal('records.types') }),
  /** Records of a type whose name contains the text, of those that the person may read in the CRM. */
  z.strictObject({
    type: z.literal('records.search'),
    system: Id,
    record: Id,
    text: Text.check(z.maxLength(200)),
  }),
] as const;
export const ActivityQuery = z.discriminatedUnion('type', ACTIVITY_QUERIES);
export type ActivityQuery = z.infer<typeof ActivityQuery>;

export const ACTIVITY_RESULTS = [
  z.strictObject({
    type: z.literal('activities.list'),
    items: z.array(Activity),
    /** For the next page; null: this was the last one. */
    after: z.nullable(Text),
  }),
  z.strictObject({ type: z.literal('activity'), activity: Activity }),
  z.strictObject({ type: z.literal('people.search'), found: z.array(Assignee) }),
  z.strictObject({ type: z.literal('activity.settings'), settings: ActivitySettings }),
  z.strictObject({ type: z.literal('activities.of-record'), items: z.array(Activity) }),
  z.strictObject({
    type: z.literal('records.types'),
    places: z.array(z.strictObject({ system: Id, types: z.array(Id) })),
  }),
  z.strictObject({ type: z.literal('records.search'), found: z.array(LinkedRecord) }),
] as const;
export const ActivityQueryResult = z.discriminatedUnion('type', ACTIVITY_RESULTS);
export type ActivityQueryResult = z.infer<typeof ActivityQueryResult>;

/** The result of a query of one type. */
export type ActivityResultOf<Type extends ActivityQuery['type']> = Extract<
  ActivityQueryResult,
  { type: Type }
>;
