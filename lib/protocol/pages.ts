import * as z from 'zod/mini';
import { Id, Instant, Person, Task, Text, Value, Values } from './entities.ts';

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

/** What a page shows, by step kind (behaviour 1.2, 1.3, 1.5, 1.8). */
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
]);
export type Submission = z.infer<typeof Submission>;

/** Why a task is no longer open, and by whom. */
export const TaskEnd = z.strictObject({
  reason: z.enum(['completed', 'cancelled', 'reassigned']),
  by: z.nullable(Person),
  at: Instant,
});
export type TaskEnd = z.infer<typeof TaskEnd>;
