/**
 * A case as its author writes it: one JSON document, checked by the designer as it is typed and by the server when it
 * is deployed. It says how the document is built; what must fit together within it is the matter of the rules.
 */
import * as z from 'zod/mini';
import { StageColour, StageEnd } from '../protocol/index.ts';

const Code = z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_-]*$/), z.maxLength(80));
const Line = z.string().check(z.minLength(1), z.maxLength(200));
const Words = z.string().check(z.maxLength(4000));
const Field = z.string().check(z.minLength(1), z.maxLength(200));

/** The kinds of step (behaviour 8.4): those of user tasks, system actions, and whole processes. */
export const CaseStepKind = z.enum([
  'perform-task',
  'user-dialog',
  'open-edit-page',
  'auto-generated-page',
  'pre-configured-page',
  'send-email',
  'approval',
  'process',
]);
export type CaseStepKind = z.infer<typeof CaseStepKind>;

/** Exactly one of them; templates may name the variables of the case, for example `${startedBy}`. */
export const StepPerformer = z.strictObject({
  user: z.nullable(Line),
  role: z.nullable(Line),
  /** The manager of `user` performs it. */
  manager: z._default(z.boolean(), false),
});

/** With this result the record goes to that stage (behaviour 8.5). */
export const ResultRule = z.strictObject({ result: Line, stage: Code });
export type ResultRule = z.infer<typeof ResultRule>;

export const CaseStep = z.strictObject({
  /** Unique in the case. */
  id: Code,
  name: Line,
  kind: CaseStepKind,
  /** Null for `process` and for an e-mail that is sent by itself. */
  performer: z.nullable(StepPerformer),
  /** The step of the same stage after which it begins; null: with the stage. */
  after: z.nullable(Code),
  /** Whether the stage can be left forward only when it is done. */
  required: z.boolean(),
  /** When it is due: a template of `camunda:dueDate`; null: never. */
  due: z._default(z.nullable(Line), null),
  /** The file of the form, for pages that have one. */
  form: z._default(z.nullable(Line), null),
  /** The key of the process, for `process`. */
  process: z._default(z.nullable(Code), null),
  /** For `process`: the variable of the called process whose value is the result. */
  resultVariable: z._default(z.nullable(Code), null),
  /** The `throughline:` properties of the step, without the prefix, as docs/authoring.md lists them for its kind. */
  properties: z._default(z.record(Line, Words), {}),
  /** The first that fits counts. */
  results: z._default(z.array(ResultRule).check(z.maxLength(100)), []),
});
export type CaseStep = z.infer<typeof CaseStep>;

/** When the case goes on by itself (behaviour 8.3). */
export const Advance = z.strictObject({
  when: z.enum(['manual', 'required', 'all']),
  /** A possible next stage; null with `manual`. */
  to: z.nullable(Code),
});

export const CaseStage = z.strictObject({
  id: Code,
  name: Line,
  /** What the stage field of the record holds in this stage: an id or a code, as the CRM keeps it. */
  value: Line,
  colour: z._default(StageColour, 'blue'),
  /** The stage whose slot of the bar it shares; that one leads (behaviour 8.3). Null: a slot of its own. */
  group: z._default(z.nullable(Code), null),
  end: z._default(z.nullable(StageEnd), null),
  /** Stages that may follow, and that one may go back to; null: all of them. */
  next: z._default(z.nullable(z.array(Code)), null),
  previous: z._default(z.nullable(z.array(Code)), null),
  advance: z._default(Advance, { when: 'manual', to: null }),
  /** What people should know in this stage; several lines, links. */
  playbook: z._default(z.nullable(Words), null),
  steps: z._default(z.array(CaseStep).check(z.maxLength(60)), []),
});
export type CaseStage = z.infer<typeof CaseStage>;

export const CASE_FORMAT = 'throughline-case/1';

export const CaseDefinition = z.strictObject({
  /** Where an editor finds the schema of the document; nobody else reads it. */
  $schema: z.optional(z.string()),
  format: z.literal(CASE_FORMAT),
  /** Names the case for good, in the same catalogue as processes. */
  key: Code,
  name: Line,
  description: z._default(z.nullable(Words), null),
  /** Its section: the records that it guides, `kind:type` or `system:type`. */
  section: z.string().check(z.regex(/^[^:]+:.+$/), z.maxLength(300)),
  /** The field of the record that holds the stage. */
  stageField: Field,
  /** Records of the section that it is for: those whose field has one of the values. Null: all (behaviour 8.1). */
  condition: z._default(
    z.nullable(
      z.strictObject({ field: Field, values: z.array(Line).check(z.minLength(1), z.maxLength(200)) }),
    ),
    null,
  ),
  /** When it starts besides on request: when the CRM tells of a new record, when somebody who may opens a record. */
  starts: z._default(z.strictObject({ appear: z.boolean(), seen: z.boolean() }), {
    appear: true,
    seen: true,
  }),
  /** Whether an ended case may be moved on (behaviour 8.5: the sources do not agree). */
  afterEnd: z._default(z.enum(['locked', 'open']), 'locked'),
  /** In the order of the bar; the first one is where a record without a stage begins. */
  stages: z.array(CaseStage).check(z.minLength(1), z.maxLength(40)),
});
export type CaseDefinition = z.infer<typeof CaseDefinition>;

/** The end of the name of such a file. */
export const CASE_FILE = '.case.json';
