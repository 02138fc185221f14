import * as z from 'zod/mini';
import { Id, Instant, Person, Scalar, Task, Text, Value, Values } from './entities.ts';
import { Choice, PageButton, PageItem, PageSource } from './forms.ts';
import { Translations } from './translations.ts';

/** A value that is offered for a field of a new record: the person copies it, nobody writes into the CRM's page. */
export const OfferedValue = z.strictObject({ field: Id, label: Text, value: Text });
export type OfferedValue = z.infer<typeof OfferedValue>;

/** How a field of a record is compared, in conditions of steps and in questions to a CRM. */
export const OPERATORS = [
  'equals',
  /** Also true of an empty field. */
  'not-equals',
  /** Of texts, whatever the case. */
  'contains',
  'starts-with',
  /** Of numbers, dates and moments. An empty field is never greater or less. */
  'greater',
  'less',
  'at-least',
  'at-most',
  /** `value` is `null`. A number 0 and a `false` are set, an empty text is empty. */
  'is-set',
  'is-empty',
  /** `value` is a list; an empty list fits nothing. */
  'in',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One thing that a record must be like before its step is done (must-have M12). */
export const RecordCondition = z.strictObject({
  /** As its author wrote it. */
  text: Text,
  /** The same in parts, where it compares one field with one value; `value` null: with nothing. */
  compared: z.nullable(
    z.strictObject({
      label: Text,
      operator: z.enum(OPERATORS),
      value: z.union([Scalar, z.array(Scalar)]),
    }),
  ),
  /** As the record was when it was last read; `unknown`: it has not been read yet. */
  state: z.enum(['unknown', 'open', 'met']),
});
export type RecordCondition = z.infer<typeof RecordCondition>;

/** What one e-mail carries at most; the files are uploaded one by one before it is sent. */
export const ATTACHMENTS = { files: 5, bytes: 10_000_000 } as const;

/** The text of an e-mail. */
export const MailBody = z.string().check(z.maxLength(20_000));

/** A file that goes out with an e-mail, as its page lists it: what is in it stays with the server. */
export const Attachment = z.strictObject({
  id: Id,
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** In bytes. */
  size: z.number(),
});
export type Attachment = z.infer<typeof Attachment>;

/** The parts of an e-mail that a process can go on with. */
export const MailPart = z.enum(['to', 'cc', 'bcc', 'subject', 'body']);
export type MailPart = z.infer<typeof MailPart>;

/** Addresses, alone or with a name: `Ada <ada@example.org>`. */
const Recipients = z.array(z.string().check(z.maxLength(500))).check(z.maxLength(50));

/** A page with fields and buttons that exist in the process only (behaviour 1.5, 1.6). */
const customPage = {
  recommendation: z.nullable(Text),
  items: z.array(PageItem),
  buttons: z.array(PageButton),
  /** The process variables that expressions of the items read. */
  data: z.optional(Values),
};

/** What a page shows, by step kind (behaviour 1.2–1.8). */
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
    ...customPage,
    kind: z.literal('auto-generated-page'),
  }),
  z.strictObject({
    ...customPage,
    kind: z.literal('pre-configured-page'),
    /** The process variable that receives a field, by the field's key; missing: the one of that name. */
    outputs: z.record(z.string(), z.string()),
    /** The records that items are bound to; absent: none. */
    sources: z.optional(z.array(PageSource)),
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
    /** Mails about it: whether the approver gets one, and the addresses that hear what was decided. */
    notices: z.strictObject({ approver: z.boolean(), result: z.nullable(Text) }),
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
    /**
     * Who can tell that it is done: the server, which reads the record, or the person. `unknown` until the server has
     * looked for the first time: what is saved before, it can't tell from how the record was.
     */
    confirmedBy: z.enum(['unknown', 'server', 'person']),
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
    /** The records of a CRM that recipients are found among as the person types; absent: none. */
    recipients: z.optional(
      z.strictObject({
        /** The id or kind of a system. */
        system: Id,
        type: Id,
        /** The field with the address; null: the one that is for it. */
        address: z.nullable(Id),
      }),
    ),
    /** What people have attached so far; absent: nothing. */
    attachments: z.optional(z.array(Attachment)),
    /** Which process variable receives which part of what was sent. */
    outputs: z.partialRecord(MailPart, Id),
  }),
]);
export type PageContent = z.infer<typeof PageContent>;

/** What comes of an approval: the codes that flows compare with (behaviour 1.8). */
export const Decision = z.enum(['approved', 'rejected']);
export type Decision = z.infer<typeof Decision>;

/** All that a page needs to open. `hint` is shown by the information button (behaviour 1.1). */
export const TaskPage = z.strictObject({
  task: Task,
  hint: z.nullable(Text),
  content: PageContent,
  /** The record of the task was deleted in its CRM, as far as the server has heard. */
  recordGone: z.optional(z.boolean()),
  /** Texts of `{title, hint, content}` in other languages, where the author wrote them in them. */
  translations: z.optional(Translations),
});
export type TaskPage = z.infer<typeof TaskPage>;

/** What a person submits; the server checks it against the page's content before anything changes. */
export const Submission = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user-dialog'), answers: z.array(Id) }),
  z.strictObject({ kind: z.literal('auto-generated-page'), button: Id, values: Values }),
  z.strictObject({
    kind: z.literal('pre-configured-page'),
    button: Id,
    values: Values,
    /** What `sources.read` has answered: what the CRM holds now and did not then is not written over. */
    read: z.optional(Values),
  }),
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
    /** Ids of those files of the page that go with it; absent: none. */
    attachments: z.optional(z.array(Id).check(z.maxLength(ATTACHMENTS.files))),
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
