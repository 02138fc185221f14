/**
 * A process that passed every check, as plain JSON: what `deploy` makes and `step` runs. It is stored as it
 * stands; `format` rises when its shape changes.
 */
import * as z from 'zod';
import { Choice, MailPart, PageButton, PageItem } from '../../lib/protocol/index.ts';
import { ActivityPlan } from './activity-plan.ts';
import { Expression, Template } from './expressions/expression.ts';
import { Duration } from './time.ts';

const task = {
  title: Template,
  hint: z.nullable(Template),
  /** The variable that receives the outcome. */
  result: z.nullable(z.string()),
  showPage: z.boolean(),
  assignee: z.nullable(Template),
  role: z.nullable(Template),
  due: z.nullable(Template),
  startIn: z.nullable(Duration),
  planned: z.nullable(Duration),
  /** Null: none, or that of a *Perform task* of which nothing is said. */
  activity: z.nullable(ActivityPlan).default(null),
  /** The manager of the user in `assignee` performs it (behaviour 1.1). */
  ofManager: z.boolean().default(false),
};

const customPage = {
  recommendation: z.nullable(Template),
  items: z.array(PageItem),
  buttons: z.array(PageButton),
  /** The process variables that expressions of the page read. */
  variables: z.optional(z.array(z.string())),
  /** The record that it is about; missing: that of the instance. */
  record: z.optional(z.object({ system: Template, type: Template, id: Template })),
  /** The signal that a button throws, by the code of the button. */
  signals: z.optional(z.record(z.string(), z.string())),
};

/** What a user task asks of a person: everything but the values of the variables. */
export const TaskPlan = z.discriminatedUnion('kind', [
  z.object({
    ...task,
    kind: z.literal('user-dialog'),
    question: Template,
    multiple: z.boolean(),
    required: z.boolean(),
    answers: z.array(Choice),
    preselected: z.nullable(z.string()),
  }),
  z.object({
    ...task,
    ...customPage,
    kind: z.literal('auto-generated-page'),
  }),
  z.object({
    ...task,
    ...customPage,
    kind: z.literal('pre-configured-page'),
    /** What the page is opened with, by the key of the field. */
    parameters: z.array(z.object({ key: z.string(), value: Template })),
    outputs: z.record(z.string(), z.string()),
    /** Records that fields are bound to: `system:type:id`, and the variable that receives the id. */
    sources: z
      .array(z.object({ code: z.string(), place: Template, output: z.nullable(z.string()) }))
      .optional(),
  }),
  z.object({
    ...task,
    kind: z.literal('perform-task'),
    category: z.string(),
    description: z.nullable(Template),
    results: z.array(Choice),
  }),
  z.object({
    ...task,
    kind: z.literal('approval'),
    purpose: z.nullable(Template),
    facts: z.array(z.object({ label: z.string(), value: Template })),
    /** The record that it is about; null: that of the instance. */
    record: z.nullable(z.object({ system: Template, type: Template, id: Template })),
    comment: z.object({ key: z.nullable(z.string()), required: z.boolean() }),
    delegation: z.boolean(),
    notices: z
      .object({ approver: z.boolean(), result: z.nullable(Template) })
      .default({ approver: false, result: null }),
  }),
  z.object({
    ...task,
    kind: z.literal('open-edit-page'),
    recommendation: Template,
    /** `id` null: a new record. */
    record: z.object({ system: Template, type: Template, id: z.nullable(Template) }),
    offered: z.array(z.object({ field: z.string(), value: Template })),
    /** FEEL over the record's fields; all of them have to hold. Empty: a save is enough. */
    conditions: z.array(z.string()),
    /** Every name in the conditions: those that no field has are process variables. */
    names: z.array(z.string()),
    /** The field whose value is the outcome; null: the outcome is `saved`. */
    resultField: z.nullable(z.string()),
    results: z.array(Choice),
    /** From a field of the record to the process variable that receives it. */
    outputs: z.record(z.string(), z.string()),
  }),
  z.object({
    ...task,
    kind: z.literal('send-email'),
    from: z.nullable(Template),
    to: z.nullable(Template),
    cc: z.nullable(Template),
    bcc: z.nullable(Template),
    subject: Template,
    body: z.nullable(Template),
    importance: z.enum(['low', 'normal', 'high']),
    /** Where recipients are found: `system:type`, and the field with the address. Absent: nowhere. */
    recipients: z.optional(z.object({ place: Template, address: z.nullable(z.string()) })),
    /** From the part of the mail to the variable that receives it. */
    outputs: z.partialRecord(MailPart, z.string()),
  }),
]);
export type TaskPlan = z.infer<typeof TaskPlan>;

/** A value that a step takes in or gives out: a name in one scope, computed in the other. */
export const Mapping = z.object({ name: z.string(), value: Template });
export type Mapping = z.infer<typeof Mapping>;

/** Something that an element waits for or throws. A single expression as template keeps its type. */
export const EventPlan = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('timer'),
    /** A date, a duration, or `R<n>/<duration>`. */
    timer: z.enum(['date', 'duration', 'cycle']),
    value: Template,
  }),
  z.object({ kind: z.literal('message'), name: Template }),
  z.object({ kind: z.literal('signal'), name: Template }),
  z.object({
    kind: z.literal('record'),
    event: z.enum(['added', 'modified', 'deleted']),
    recordType: Template,
    id: z.nullable(Template),
    fields: z.array(z.string()),
    filter: z.nullable(z.string()),
  }),
  z.object({
    kind: z.literal('error'),
    /** Null: every error. */
    code: z.nullable(z.string()),
    codeVariable: z.nullable(z.string()),
    messageVariable: z.nullable(z.string()),
  }),
]);
export type EventPlan = z.infer<typeof EventPlan>;
export type EventOf<Kind extends EventPlan['kind']> = Extract<EventPlan, { kind: Kind }>;

/** A system action, carried out by a worker: ours (`throughline:<action>`) or an external task's topic. */
export const ActionPlan = z.object({
  topic: z.string(),
  settings: z.array(Mapping),
  /** From the name of an output of the action to the process variable that receives it. */
  outputs: z.record(z.string(), z.string()),
  /** Every other output goes to the variable of its own name, as on the Camunda 7 family: topics that are not ours. */
  all: z.boolean(),
  attempts: z.number(),
});
export type ActionPlan = z.infer<typeof ActionPlan>;

/** Several executions of one element (behaviour 9.4). */
export const Loop = z.object({
  sequential: z.boolean(),
  /** A number of executions, or a list with one execution for each item. */
  over: z.discriminatedUnion('type', [
    z.object({ type: z.literal('cardinality'), value: Expression }),
    z.object({ type: z.literal('collection'), value: Expression, variable: z.nullable(z.string()) }),
  ]),
  completion: z.nullable(Expression),
  /** At most so many at the same time; null: all. Sequential: one. */
  limit: z.nullable(z.number()),
});
export type Loop = z.infer<typeof Loop>;

const element = {
  id: z.string(),
  name: z.string(),
  /** The BPMN name that the log shows, for example `sendTask`. */
  bpmnType: z.string(),
  /** The sub-process that it is drawn in; null: the process itself. */
  parent: z.nullable(z.string()),
  /** "Run following elements in the background"; null: the flag of the token that arrives stays. */
  background: z.nullable(z.boolean()),
  /** Ids of flows, in the order of the file. */
  incoming: z.array(z.string()),
  outgoing: z.array(z.string()),
  defaultFlow: z.nullable(z.string()),
  /** `camunda:inputOutput`. */
  inputs: z.array(Mapping),
  outputs: z.array(Mapping),
  loop: z.nullable(Loop),
  /** Ids of the boundary events on it, in the order of the file. */
  boundary: z.array(z.string()),
};

export const ProcessElement = z.discriminatedUnion('type', [
  z.object({
    ...element,
    type: z.literal('startEvent'),
    /** Null: none start event. Errors only in event sub-processes. */
    event: z.nullable(EventPlan),
    /** For event sub-processes: whether the scope around it is ended. */
    interrupting: z.boolean(),
  }),
  z.object({
    ...element,
    type: z.literal('endEvent'),
    end: z.discriminatedUnion('type', [
      z.object({ type: z.literal('none') }),
      z.object({ type: z.literal('terminate') }),
      z.object({ type: z.literal('error'), code: z.string(), message: z.nullable(Template) }),
      z.object({ type: z.literal('signal'), name: Template, variables: z.array(Mapping) }),
      /** A message is thrown by a worker, as on the Camunda 7 family. */
      z.object({ type: z.literal('action'), action: ActionPlan }),
    ]),
  }),
  z.object({
    ...element,
    type: z.literal('userTask'),
    plan: TaskPlan,
    /** The same step with its texts in other languages, by language. */
    translations: z.record(z.string(), TaskPlan).default({}),
  }),
  /** Manual and undefined tasks, and intermediate throw events without an event: passed through. */
  z.object({ ...element, type: z.literal('passThrough') }),
  /** Service, send and business-rule tasks, and message throw events. */
  z.object({ ...element, type: z.literal('serviceTask'), action: ActionPlan }),
  z.object({ ...element, type: z.literal('receiveTask'), event: EventPlan }),
  z.object({ ...element, type: z.literal('catchEvent'), event: EventPlan }),
  z.object({
    ...element,
    type: z.literal('throwSignal'),
    signal: Template,
    variables: z.array(Mapping),
  }),
  /** A link throw event; `target` is the link catch event of the same name and scope. */
  z.object({ ...element, type: z.literal('throwLink'), target: z.string() }),
  z.object({ ...element, type: z.literal('catchLink') }),
  z.object({
    ...element,
    type: z.literal('boundaryEvent'),
    attachedTo: z.string(),
    interrupting: z.boolean(),
    event: EventPlan,
  }),
  z.object({ ...element, type: z.literal('exclusiveGateway') }),
  z.object({ ...element, type: z.literal('parallelGateway') }),
  /** `loose`: its converging side lets every token through (behaviour 9.2), as an option of the process. */
  z.object({ ...element, type: z.literal('inclusiveGateway'), loose: z.boolean() }),
  z.object({ ...element, type: z.literal('eventBasedGateway') }),
  z.object({
    ...element,
    type: z.literal('subProcess'),
    /** Its none start event, or for an event sub-process the start event with the event. */
    start: z.string(),
    triggeredByEvent: z.boolean(),
    /** Ids of the event sub-processes directly inside. */
    eventSubProcesses: z.array(z.string()),
  }),
  z.object({
    ...element,
    type: z.literal('callActivity'),
    process: Template,
    /** Variables that go in and come out; `all` copies every variable first. */
    in: z.object({ all: z.boolean(), mappings: z.array(Mapping) }),
    out: z.object({ all: z.boolean(), mappings: z.array(Mapping) }),
    businessKey: z.nullable(Template),
  }),
]);
export type ProcessElement = z.infer<typeof ProcessElement>;
export type ElementType = ProcessElement['type'];
export type ElementOf<Type extends ElementType> = Extract<ProcessElement, { type: Type }>;

export const Flow = z.object({
  id: z.string(),
  target: z.string(),
  condition: z.nullable(Expression),
});
export type Flow = z.infer<typeof Flow>;

export const Definition = z.object({
  format: z.literal(2),
  key: z.string(),
  name: z.string(),
  caption: Template,
  /** The none start event; null: the process begins by its events only. */
  start: z.nullable(z.string()),
  /** Ids of all start events of the process itself. */
  starts: z.array(z.string()),
  eventSubProcesses: z.array(z.string()),
  /** How often one element may be executed in one instance (behaviour 2.4). */
  maxExecutions: z.number(),
  elements: z.record(z.string(), ProcessElement),
  flows: z.record(z.string(), Flow),
});
export type Definition = z.infer<typeof Definition>;
