/** Cases on the page of their record: what of them travels. */
import * as z from 'zod/mini';
import { Id, Instant, LinkedRecord, Person, RecordRef, Role, Text } from './entities.ts';
import { Finding } from './library.ts';

/** Who does a step: a person, or whoever of a role takes it. */
const Performer = z.strictObject({ user: z.nullable(Person), role: z.nullable(Role) });

/** What a step of a case is to who looks at the record: a tile under the bar. */
export const CaseStepView = z.strictObject({
  /** The step in the definition, and its run in the instance; null: it has not begun. */
  id: Id,
  step: z.nullable(Id),
  name: Text,
  kind: Id,
  required: z.boolean(),
  /** A person has added it by hand; it is none of the definition, and stands in the way of nothing. */
  added: z.boolean(),
  /** `later`: begins after another step. `failed`: an administrator has to look. */
  status: z.enum(['later', 'open', 'completed', 'skipped', 'failed']),
  performer: Performer,
  due: z.nullable(Instant),
  /** In the words of its author; of an approval, `approved` or `rejected`. */
  result: z.nullable(Text),
  /** The task that I may open, perform or take; null: it is not mine. */
  task: z.nullable(Id),
});
export type CaseStepView = z.infer<typeof CaseStepView>;

/** One stay of the record in a stage. */
export const StageVisit = z.strictObject({
  from: Instant,
  until: z.nullable(Instant),
  /** Who moved it there; null: a rule, the CRM, or the start. */
  by: z.nullable(Person),
  how: z.enum(['start', 'person', 'result', 'automatic', 'crm']),
});
export type StageVisit = z.infer<typeof StageVisit>;

/** What a click on a stage would mean. */
export const StageMove = z.enum([
  'current',
  'forward',
  'back',
  /** Required steps stand in the way. */
  'blocked',
  /** Neither a possible next nor a possible previous stage, or the case has ended for good. */
  'closed',
]);
export type StageMove = z.infer<typeof StageMove>;

/** What a stage looks like on the bar. The themes hold a readable pair of colours for each. */
export const StageColour = z.enum(['blue', 'teal', 'green', 'amber', 'red', 'violet', 'grey']);
export type StageColour = z.infer<typeof StageColour>;

/** Whether a case ends here, and how (behaviour 8.3). */
export const StageEnd = z.enum(['successful', 'unsuccessful']);

export const CaseStageView = z.strictObject({
  id: Id,
  name: Text,
  colour: StageColour,
  /** The stage whose slot it shares; null: its own. */
  group: z.nullable(Id),
  end: z.nullable(StageEnd),
  /** Whether the record has come as far as this, in the order of the bar. */
  reached: z.boolean(),
  move: StageMove,
  /** Oldest first. */
  visits: z.array(StageVisit),
});
export type CaseStageView = z.infer<typeof CaseStageView>;

/** How case and CRM agree about the stage. */
export const StageAgreement = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('agreed') }),
  /** The CRM has not been told yet, or cannot be reached; it is tried again. `problem` null: all goes well so far. */
  z.strictObject({ state: z.literal('writing'), problem: z.nullable(Text) }),
  /** The CRM refuses, or its record was changed at the same time to something else: a person decides. */
  z.strictObject({
    state: z.literal('conflict'),
    /** The stage that the CRM shows; null: a value that no stage has, in `value`. */
    stage: z.nullable(Id),
    value: z.nullable(Text),
    problem: z.nullable(Text),
  }),
  /** No connection to this CRM: the case keeps its stage for itself. */
  z.strictObject({ state: z.literal('apart') }),
]);
export type StageAgreement = z.infer<typeof StageAgreement>;

/** Another case, or another version of this one, that fits the record better (behaviour 8.2, 8.8). */
export const CaseChange = z.strictObject({
  process: Id,
  name: Text,
  version: z.number(),
  reason: z.enum(['field', 'version']),
});
export type CaseChange = z.infer<typeof CaseChange>;

/** The case of one record. */
export const CaseView = z.strictObject({
  instance: Id,
  process: z.strictObject({ key: Id, name: Text, version: z.number() }),
  record: LinkedRecord,
  status: z.enum(['running', 'completed', 'cancelled', 'error']),
  /** Rises with every change. */
  revision: z.number(),
  stage: Id,
  /** In the order of the bar. */
  stages: z.array(CaseStageView),
  playbook: z.nullable(Text),
  /** Those of the stage, in the order of the definition. */
  steps: z.array(CaseStepView),
  agreement: StageAgreement,
  change: z.nullable(CaseChange),
  /** Whether this person may move it at all. */
  mayMove: z.boolean(),
});
export type CaseView = z.infer<typeof CaseView>;

/** A case that could begin on a record. `now`: the definition has it begin when it is first seen. */
export const CaseOffer = z.strictObject({ process: Id, name: Text, now: z.boolean() });
export type CaseOffer = z.infer<typeof CaseOffer>;

/** What a move would do, before it is done. */
export const MovePreview = z.strictObject({
  stage: Id,
  revision: z.number(),
  move: StageMove,
  /** Required steps that stand in the way; with any of them the move is refused. */
  blocking: z.array(CaseStepView),
  cancelled: z.array(CaseStepView),
  created: z.array(CaseStepView),
  /** The case ends with it. */
  ends: z.boolean(),
});
export type MovePreview = z.infer<typeof MovePreview>;

export const CASE_COMMANDS = [
  /** Starts the case on the record; the record must have none. */
  z.strictObject({ type: z.literal('case.start'), process: Id, record: LinkedRecord }),
  /** `revision`: as it was when the person decided; when another has moved it since, `case-moved` refuses. */
  z.strictObject({ type: z.literal('case.move'), instance: Id, stage: Id, revision: z.number() }),
  /** Ends a conflict: the stage of the case is written over the CRM's, or the case follows the CRM. */
  z.strictObject({
    type: z.literal('case.settle'),
    instance: Id,
    keep: z.enum(['case', 'crm']),
    revision: z.number(),
  }),
  /** Cancels the case of the record and starts this one instead. */
  z.strictObject({ type: z.literal('case.change'), instance: Id, process: Id, revision: z.number() }),
  /**
   * Adds a step to the present stage by hand (behaviour 8.4): an e-mail that the user writes and sends, with the page of
   * that kind of step, which the answer opens.
   */
  z.strictObject({
    type: z.literal('case.add'),
    instance: Id,
    kind: z.enum(['send-email']),
    /** What the e-mail is proposed to be about, and the task is called. */
    subject: z.string().check(z.minLength(1), z.maxLength(500)),
  }),
  /** Takes a step away again that was added by hand and is open: who performs it may, and who may move the case. */
  z.strictObject({ type: z.literal('case.remove'), instance: Id, step: Id }),
] as const;

export const CaseCommand = z.discriminatedUnion('type', CASE_COMMANDS);
export type CaseCommand = z.infer<typeof CaseCommand>;

export const CASE_QUERIES = [
  /**
   * The case of a record, or which one could begin. Whoever asks is told with `case.changed` of what happens to it, for
   * `CASE_LEASE_MS` from then on.
   */
  z.strictObject({ type: z.literal('case.view'), record: RecordRef }),
  z.strictObject({ type: z.literal('case.preview'), instance: Id, stage: Id }),
] as const;

export const CaseQuery = z.discriminatedUnion('type', CASE_QUERIES);
export type CaseQuery = z.infer<typeof CaseQuery>;

export const CASE_RESULTS = [
  z.strictObject({ type: z.literal('case.view'), case: z.nullable(CaseView), offer: z.nullable(CaseOffer) }),
  z.strictObject({ type: z.literal('case.preview'), preview: MovePreview }),
] as const;

export const CaseQueryResult = z.discriminatedUnion('type', CASE_RESULTS);
export type CaseQueryResult = z.infer<typeof CaseQueryResult>;

/** The case of a record that I look at has changed, has begun or has ended: read it again. */
export const CaseChanged = z.strictObject({ type: z.literal('case.changed'), record: RecordRef });

/** Milliseconds. */
export const CASE_LEASE_MS = 10 * 60 * 1000;

// ---------------------------------------------------------------- what administrators read

/** A record on the board. */
export const CaseCard = z.strictObject({
  instance: Id,
  record: LinkedRecord,
  stage: Id,
  /** Since when it has been in this stage. */
  since: Instant,
  startedAt: Instant,
  /** Steps that somebody has to do, when the earliest of them is due, and by whom they are done: each once. */
  open: z.number(),
  due: z.nullable(Instant),
  performers: z.array(Performer),
  failed: z.boolean(),
  agreement: z.enum(['agreed', 'writing', 'conflict', 'apart']),
});
export type CaseCard = z.infer<typeof CaseCard>;

/** A stage as overviews show it. */
export const StageLook = z.strictObject({
  id: Id,
  name: Text,
  colour: StageColour,
  group: z.nullable(Id),
  end: z.nullable(StageEnd),
});
export type StageLook = z.infer<typeof StageLook>;

/** How long records have been in a stage, in classes: less than the first of these milliseconds, … , more than the last. */
export const STAGE_AGES_MS = [1, 7, 30, 90].map((days) => days * 24 * 60 * 60 * 1000);

export const StageFigures = z.strictObject({
  stage: Id,
  /** Records that have been here, and that are here now. */
  entered: z.number(),
  now: z.number(),
  /** That came as far as this on the bar, here or past it; an unsuccessful end is no way further. */
  reached: z.number(),
  /** That were further on the bar afterwards, and that went from here to an unsuccessful end. */
  left: z.number(),
  lost: z.number(),
  /** Those that are here now by how long: one number for each class of `STAGE_AGES_MS`. */
  ages: z.array(z.number()),
  /** Milliseconds of ended stays; null: none has ended. */
  medianMs: z.nullable(z.number()),
  p90Ms: z.nullable(z.number()),
  /** Milliseconds of the oldest stay that goes on. */
  oldestMs: z.nullable(z.number()),
});
export type StageFigures = z.infer<typeof StageFigures>;

/** A field of the records that a case guides, to choose from. */
export const SectionField = z.strictObject({
  name: Id,
  label: Text,
  writable: z.boolean(),
  /** The values that it can have; null: any, or the CRM does not tell. */
  choices: z.nullable(z.array(z.strictObject({ value: Text, label: Text }))),
});
export type SectionField = z.infer<typeof SectionField>;

export const CASE_ADMIN_QUERIES = [
  /** At most `limit` cards for each stage, longest there first. */
  z.strictObject({
    type: z.literal('case.board'),
    process: Id,
    search: z.nullable(Text),
    /** Only those with an open step of this user or role. */
    user: z.nullable(Id),
    role: z.nullable(Id),
    limit: z.number().check(z.gte(1), z.lte(200)),
    /** How many cards of a stage come before those that are wanted; nothing is said of the others. */
    skip: z.array(z.strictObject({ stage: Id, cards: z.int().check(z.gte(0)) })).check(z.maxLength(200)),
  }),
  /** Of cases that began in the period. */
  z.strictObject({
    type: z.literal('case.figures'),
    process: Id,
    /** Null: of all versions, by the stages of the actual one. */
    version: z.nullable(z.number()),
    /** Only those in which this user has or had a step. */
    user: z.nullable(Id),
    from: Instant,
    until: Instant,
  }),
  /** What the case would do on this record, worked out and not begun. `text`: the document, as it stands in the designer. */
  z.strictObject({
    type: z.literal('case.try'),
    text: z.string().check(z.maxLength(1_000_000)),
    record: RecordRef,
  }),
  /** What the CRM tells of a section: `kind:type`, of which the first CRM that is connected is asked, or `system:type`. */
  z.strictObject({ type: z.literal('case.fields'), section: z.string().check(z.maxLength(300)) }),
] as const;

export const CASE_ADMIN_RESULTS = [
  z.strictObject({
    type: z.literal('case.board'),
    /** A stage that only earlier versions have stands behind the others. */
    columns: z.array(
      z.strictObject({
        stage: StageLook,
        total: z.number(),
        /** How many come before them. */
        skipped: z.number(),
        cards: z.array(CaseCard),
      }),
    ),
    /** Whether this user may move the cases. */
    mayMove: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('case.figures'),
    /** Of the version that the figures are about, in the order of the bar; `figures` are in the same order. */
    stages: z.array(StageLook),
    figures: z.array(StageFigures),
    /** From which stage how many went to which, each as often as it did. */
    moves: z.array(z.strictObject({ from: Id, to: Id, count: z.number() })),
    won: z.number(),
    lost: z.number(),
  }),
  z.strictObject({
    type: z.literal('case.try'),
    /** Whether the condition chooses this case for the record; null: it could not be read. */
    fits: z.nullable(z.boolean()),
    record: z.nullable(LinkedRecord),
    /** Where it would begin: the stage that the record is in. */
    stage: z.nullable(Id),
    steps: z.array(CaseStepView),
    /** What the rules, the CRM and the record have against it. */
    problems: z.array(Finding),
  }),
  z.strictObject({
    type: z.literal('case.fields'),
    /** Null: the CRM does not tell; why not. */
    fields: z.nullable(z.array(SectionField)),
    problem: z.nullable(Text),
  }),
] as const;

export const CASE_ORDERS = [
  /** Starts it on every record of its section that fits and has none, one after the other as a bulk. */
  z.strictObject({ type: z.literal('case.start-all'), process: Id }),
] as const;
