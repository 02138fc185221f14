import * as z from 'zod/mini';

/** Opaque identifier made by the server or taken from a CRM. Never parsed, never compared as a number. */
export const Id = z.string().check(z.minLength(1), z.maxLength(200));

/** Text for a person's eyes. The limit keeps a hostile host page from filling a message. */
export const Text = z.string().check(z.maxLength(4000));

/** A point in time, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

/** A single value. */
export const Scalar = z.union([z.string().check(z.maxLength(20_000)), z.number(), z.boolean(), z.null()]);
export type Scalar = z.infer<typeof Scalar>;

/** A flat record, for example one row that was read from a CRM. */
export const Row = z.record(Id, Scalar);
export type Row = z.infer<typeof Row>;

/** What a variable of a process can hold: a single value, a row, or a list of them (behaviour 9.5). */
export const Value = z.union([Scalar, z.array(z.union([Scalar, Row])), Row]);
export type Value = z.infer<typeof Value>;

export const Values = z.record(Id, Value);
export type Values = z.infer<typeof Values>;

/** One record of one CRM installation. `system` is the id under which the server knows that installation. */
export const RecordRef = z.strictObject({ system: Id, type: Id, id: Id });
export type RecordRef = z.infer<typeof RecordRef>;

/** Whether both are the same record: the same id is another record in another system and in another type. */
export function isSameRecord(one: RecordRef | null, other: RecordRef | null): boolean {
  if (!one || !other) return false;
  return one.system === other.system && one.type === other.type && one.id === other.id;
}

/** A record as a person knows it: the reference, its title and the address of its page, where known. */
export const LinkedRecord = z.strictObject({
  ...RecordRef.shape,
  title: z.nullable(Text),
  url: z.nullable(z.string().check(z.maxLength(4000))),
});
export type LinkedRecord = z.infer<typeof LinkedRecord>;

/** One CRM installation: `kind` names the site adapter, `origins` where its pages live. */
export const System = z.strictObject({ id: Id, kind: Id, name: Text, origins: z.array(z.url()) });
export type System = z.infer<typeof System>;

export const Permission = z.enum(['run-processes', 'see-log', 'cancel-instances', 'manage-definitions']);
export type Permission = z.infer<typeof Permission>;

export const Person = z.strictObject({ id: Id, name: Text });
export type Person = z.infer<typeof Person>;

export const Role = z.strictObject({ id: Id, name: Text });
export type Role = z.infer<typeof Role>;

export const User = z.strictObject({
  ...Person.shape,
  email: z.nullable(Text),
  roles: z.array(Role),
  permissions: z.array(Permission),
});
export type User = z.infer<typeof User>;

/** The kinds of user step, as in the behaviour reference 1.1–1.8. */
export const StepKind = z.enum([
  'perform-task',
  'user-dialog',
  'open-edit-page',
  'auto-generated-page',
  'pre-configured-page',
  'send-email',
  'approval',
]);
export type StepKind = z.infer<typeof StepKind>;

/** A title by language, as browsers name it (`de`, `pt-BR`). */
export const Titles = z.record(z.string().check(z.maxLength(20)), Text);
export type Titles = z.infer<typeof Titles>;

/** What a process is called, where it is named beside something else. */
export const ProcessName = z.strictObject({
  key: Id,
  name: Text,
  version: z.number(),
  /** The name in other languages, where the author wrote it in them. */
  names: z.optional(Titles),
});
export type ProcessName = z.infer<typeof ProcessName>;

/**
 * A waiting user step as its performer sees it. At least one of `user` and `role` is set; both: a task of the role
 * that one of its members has taken. Also those of people whose deputy the person is at present.
 */
export const Task = z.strictObject({
  id: Id,
  kind: StepKind,
  title: Text,
  /** The title in other languages, where the author wrote it in them. */
  titles: z.optional(Titles),
  process: ProcessName,
  instance: z.strictObject({ id: Id, caption: Text }),
  performer: z.strictObject({ user: z.nullable(Person), role: z.nullable(Role) }),
  record: z.nullable(LinkedRecord),
  start: Instant,
  due: z.nullable(Instant),
  /** The activity that belongs to it, where it has one. */
  activity: z.nullable(Id),
  createdAt: Instant,
});
export type Task = z.infer<typeof Task>;

/** A process that this user may start, and the record types on whose pages it is offered. */
export const StartableProcess = z.strictObject({
  key: Id,
  name: Text,
  description: z.nullable(Text),
  names: z.optional(Titles),
  descriptions: z.optional(Titles),
  version: z.number(),
  /** `kind:type` or `system:type`; empty: offered without a record only. */
  recordTypes: z.array(Id),
  /** Listed first, for one press (behaviour 3.1). */
  quickLaunch: z.boolean(),
});
export type StartableProcess = z.infer<typeof StartableProcess>;
