import * as z from 'zod/mini';
import { Id, Instant, Person, Scalar, Task, Text, Value, Values } from './entities.ts';

/** One answer, result or choice: `code` is what the process sees, `label` what the person sees. */
export const Choice = z.strictObject({ code: Id, label: Text });
export type Choice = z.infer<typeof Choice>;

const field = {
  /** The process variable that receives the value. */
  key: Id,
  label: Text,
  description: z.nullable(Text),
  required: z.boolean(),
  readonly: z.boolean(),
  /**
   * What the page shows before the person types; what is submitted has the same form. Text, a number, true or
   * false; a date is `YYYY-MM-DD`, a time `HH:MM`, a datetime an instant with its zone (`2026-03-02T09:00Z`);
   * radio and select hold the code of a choice, a checklist a list of codes. Null: nothing was entered.
   */
  value: Value,
};

/**
 * The items of an auto-generated page: the subset of Camunda Forms (form-js schema) that is rendered.
 * A form with any other item is refused at deployment, with the item's name.
 */
export const PageItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: Text }),
  z.strictObject({ type: z.literal('separator') }),
  z.strictObject({
    ...field,
    type: z.literal('textfield'),
    minLength: z.nullable(z.number()),
    maxLength: z.nullable(z.number()),
    pattern: z.nullable(Text),
    inputType: z.enum(['text', 'email', 'tel', 'url']),
  }),
  z.strictObject({
    ...field,
    type: z.literal('textarea'),
    minLength: z.nullable(z.number()),
    maxLength: z.nullable(z.number()),
  }),
  z.strictObject({
    ...field,
    type: z.literal('number'),
    min: z.nullable(z.number()),
    max: z.nullable(z.number()),
    /** Digits after the decimal point; null: any. */
    decimals: z.nullable(z.number()),
  }),
  z.strictObject({ ...field, type: z.literal('date') }),
  z.strictObject({ ...field, type: z.literal('time') }),
  z.strictObject({ ...field, type: z.literal('datetime') }),
  z.strictObject({ ...field, type: z.literal('checkbox') }),
  z.strictObject({ ...field, type: z.literal('radio'), choices: z.array(Choice) }),
  z.strictObject({ ...field, type: z.literal('select'), choices: z.array(Choice) }),
  z.strictObject({ ...field, type: z.literal('checklist'), choices: z.array(Choice) }),
]);
export type PageItem = z.infer<typeof PageItem>;
export type FieldItem = Extract<PageItem, { key: string }>;

export const PageButton = z.strictObject({
  ...Choice.shape,
  style: z.enum(['primary', 'secondary', 'danger']),
  /** Check the fields on click (behaviour 1.5); a button without it completes the step as the page stands. */
  validates: z.boolean(),
});
export type PageButton = z.infer<typeof PageButton>;

/** A value that is offered for a field of a new record: the person copies it, nobody writes into the CRM's page. */
export const OfferedValue = z.strictObject({ field: Id, label: Text, value: Text });
export type OfferedValue = z.infer<typeof OfferedValue>;

/** One thing that a record must be like before its step is done (must-have M12). */
export const RecordCondition = z.strictObject({
  /** As its author wrote it. */
  text: Text,
  /** The same in parts, where it compares one field with one value; `value` null: with nothing. */
  compared: z.nullable(
    z.strictObject({
      label: Text,
      operator: z.enum([
        'equals',
        'not-equals',
        'contains',
        'starts-with',
        'greater',
        'less',
        'at-least',
        'at-most',
        'is-set',
        'is-empty',
        'in',
      ]),
      value: z.union([Scalar, z.array(Scalar)]),
    }),
  ),
  /** As the record was when it was last read; `unknown`: it has not been read yet. */
  state: z.enum(['unknown', 'open', 'met']),
});
export type RecordCondition = z.infer<typeof RecordCondition>;

/** The text of an e-mail. */
export const MailBody = z.string().check(z.maxLength(20_000));

/** The parts of an e-mail that a process can go on with. */
export const MailPart = z.enum(['to', 'cc', 'bcc', 'subject', 'body']);
export type MailPart = z.infer<typeof MailPart>;

/** Addresses, alone or with a name: `Ada <ada@example.org>`. */
const Recipients = z.array(z.string().check(z.maxLength(500))).check(z.maxLength(50));

/** What a page shows, by step kind (behaviour 1.2–1.5, 1.7, 1.8). */
export const PageContent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('user-dialog'),
    question: Text,
    multiple: z.boolean(),
    required: z.boolean(),
    answers: z.array(Choice),
    preselected: z.nullable(Id),
  }),
  z.strictObject({
    kind: z.literal('auto-generated-page'),
    recommendation: z.nullable(Text),
    items: z.array(PageItem),
    buttons: z.array(PageButton),
  }),
  z.strictObject({
    kind: z.literal('perform-task'),
    category: Text,
    description: z.nullable(Text),
    plannedMinutes: z.nullable(z.number()),
    results: z.array(Choice),
  }),
  z.strictObject({
    kind: z.literal('approval'),
    /** What is to be approved; null: as the title says. */
    purpose: z.nullable(Text),
    /** What the author wants to be seen before somebody decides. */
    facts: z.array(z.strictObject({ label: Text, value: Value })),
    /** The process variable that receives the comment, and whether approving needs one; rejecting always does. */
    comment: z.strictObject({ key: z.nullable(Id), required: z.boolean() }),
    /** Whether the approver may hand it on, which is possible once, and who has done so. */
    delegation: z.strictObject({ allowed: z.boolean(), by: z.nullable(Person) }),
  }),
  z.strictObject({
    kind: z.literal('open-edit-page'),
    recommendation: Text,
    /** The record whose page is filled out; `id` null: a new one, which is not there yet. */
    target: z.strictObject({ system: Id, type: Id, id: z.nullable(Id) }),
    offered: z.array(OfferedValue),
    /** Empty: it is done when it is saved. */
    conditions: z.array(RecordCondition),
    /** What the person chooses from where they say themselves that it is done. */
    results: z.array(Choice),
    /** Who can tell that it is done: the server, which reads the record, or the person. */
    confirmedBy: z.enum(['server', 'person']),
    /** The record is not there any more; administrators are told. */
    gone: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('send-email'),
    /** Whom it comes from; null: the sender that the server is set to. */
    from: z.nullable(Text),
    /** Addresses with commas between them, as the author proposes them. */
    to: Text,
    cc: Text,
    bcc: Text,
    subject: Text,
    body: MailBody,
    importance: z.enum(['low', 'normal', 'high']),
    /** Which process variable receives which part of what was sent. */
    outputs: z.partialRecord(MailPart, Id),
  }),
]);
export type PageContent = z.infer<typeof PageContent>;

/** What comes of an approval: the codes that flows compare with (behaviour 1.8). */
export const Decision = z.enum(['approved', 'rejected']);
export type Decision = z.infer<typeof Decision>;

/** All that a page needs to open. `hint` is shown by the information button (behaviour 1.1). */
export const TaskPage = z.strictObject({ task: Task, hint: z.nullable(Text), content: PageContent });
export type TaskPage = z.infer<typeof TaskPage>;

/** What a person submits; the server checks it against the page's content before anything changes. */
export const Submission = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user-dialog'), answers: z.array(Id) }),
  z.strictObject({ kind: z.literal('auto-generated-page'), button: Id, values: Values }),
  z.strictObject({ kind: z.literal('perform-task'), result: Id, details: z.nullable(Text) }),
  z.strictObject({ kind: z.literal('approval'), decision: Decision, comment: z.nullable(Text) }),
  /** The person says that the record is as it should be: only where the server can't read it. */
  z.strictObject({ kind: z.literal('open-edit-page'), result: z.nullable(Id) }),
  /** It is sent before the step is completed; when that fails, the submission is refused and the step waits. */
  z.strictObject({
    kind: z.literal('send-email'),
    to: Recipients.check(z.minLength(1)),
    cc: Recipients,
    bcc: Recipients,
    subject: z.string().check(z.minLength(1), z.maxLength(500)),
    body: MailBody,
  }),
]);
export type Submission = z.infer<typeof Submission>;

/** Why a task is no longer open, and by whom. */
export const TaskEnd = z.strictObject({
  reason: z.enum(['completed', 'cancelled', 'reassigned']),
  by: z.nullable(Person),
  at: Instant,
});
export type TaskEnd = z.infer<typeof TaskEnd>;
