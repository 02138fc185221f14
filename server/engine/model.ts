/**
 * The words of the engine, as plain JSON: what is deployed, what is kept of a running instance, what can be
 * commanded and what then has to be done. `step` is a pure function over them: it imports nothing that does
 * I/O, reads no clock and draws no random numbers; times and ids arrive in the command.
 */
import type {
  Detail,
  PageContent,
  RecordRef,
  StepKind,
  Translations,
  Value,
  Values,
} from '../../lib/protocol/index.ts';
import type { OpenedActivity } from './activity-plan.ts';

/** One thing that is wrong with a process file: which element, what is wrong, what to do. */
export interface Finding {
  element: string | null;
  name: string | null;
  problem: string;
  remedy: string;
  /** Where it can be said in other languages: what it is, and its parts. */
  code?: string | undefined;
  details?: Record<string, Detail> | undefined;
}

export const INCIDENT_CODES = [
  'no-flow-matches',
  'expression-failed',
  'loop-guard',
  'no-performer',
  /** The performer may not open the record of the task, or it is gone; found by the server. */
  'record-closed',
  'content-invalid',
  'join-starved',
  /** A system action failed for good. */
  'job-failed',
  /** A BPMN error that nothing catches. */
  'error-uncaught',
  /** The called process is unknown, or its instance was cancelled. */
  'child-failed',
  /** The collection of a multi-instance step is no list. */
  'collection-invalid',
] as const;

/** Why an instance is in *Error*: shown to the administrator, never a stack trace. */
export interface Incident {
  code: (typeof INCIDENT_CODES)[number];
  element: string;
  message: string;
}

export type InstanceStatus = 'running' | 'completed' | 'cancelled' | 'error';

/** Who acted, when, on what. `actor` is a user id; null: the system itself. */
interface Occasion {
  now: string;
  actor: string | null;
}

/**
 * A step, timer or subscription that is not open (any more) is refused with a `ProtocolError`: `task-closed`
 * or `task-unknown` for steps of people, `stale-event` for everything else. Nothing changes.
 */
export type EngineCommand =
  | (Occasion & {
      type: 'start';
      /** The start event; null: the none start event of the process. */
      start: string | null;
      /** A call activity has started it: errors that nothing here handles end it and go to that step. */
      called?: boolean;
      variables: Values;
    })
  | (Occasion & {
      type: 'complete';
      step: string;
      /** Written to the process variables before the flows are chosen. */
      variables: Values;
      /** The outcome: an answer, the answers, a button or an activity's result (behaviour 1.11). */
      outcome: string | string[];
    })
  | (Occasion & { type: 'cancel'; reason: string })
  /** The moment of a timer has come. */
  | (Occasion & { type: 'timer'; timer: string })
  /** A message, signal or record event for one subscription of this instance. */
  | (Occasion & { type: 'event'; subscription: string; variables: Values })
  /** A system action has been carried out; `outputs` by the names of the action's outputs. */
  | (Occasion & { type: 'job.completed'; step: string; outputs: Values })
  /** It failed for good: a BPMN error with `code` where one is given, else an incident. */
  | (Occasion & { type: 'job.failed'; step: string; code: string | null; message: string })
  /** The instance that a call activity started has ended; `variables` are its variables at the end. */
  | (Occasion & {
      type: 'child.ended';
      step: string;
      status: 'completed' | 'cancelled' | 'failed';
      /** The BPMN error that it ended with, where it did. */
      error: { code: string; message: string } | null;
      variables: Values;
    })
  /** Executes a failed step once more, from its beginning. */
  | (Occasion & { type: 'retry'; step: string })
  /** Ends a waiting or failed step without doing it; flows are chosen by `outcome`, as on completing it. */
  | (Occasion & {
      type: 'skip';
      step: string;
      outcome: string | string[] | null;
      variables: Values;
      reason: string;
    })
  | (Occasion & { type: 'set-variables'; variables: Values })
  | (Occasion & { type: 'reassign'; step: string; performer: Performer })
  | (Occasion & CaseCommand);

/** What only cases understand; a process refuses it. */
export type CaseCommand =
  /** A person moves the case to that stage (behaviour 8.5). */
  | { type: 'case.move'; stage: string }
  /** A person ends a conflict about the stage: the one of the case is written to the CRM, or the case follows it. */
  | { type: 'case.settle'; keep: 'case' | 'crm' }
  /** A person adds an e-mail of their own to the steps of the stage (behaviour 8.4). */
  | { type: 'case.add'; kind: 'send-email'; subject: string }
  /** A person takes away what was added by hand. */
  | { type: 'case.remove'; step: string };

export interface Performer {
  user: string | null;
  role: string | null;
}

/** What an event is waited for by: shared by subscriptions and by start events. */
export type EventName =
  | { kind: 'message'; name: string }
  | { kind: 'signal'; name: string }
  | { kind: 'record'; on: RecordEvent };

/** Something that happens to records of a CRM (behaviour 3.4, 9.1). */
export interface RecordEvent {
  event: 'added' | 'modified' | 'deleted';
  /** `system:type` or `kind:type`. */
  type: string;
  /** One record only, by its id; null: any. */
  id: string | null;
  /** For `modified`: one of these fields has changed; empty: any. */
  fields: string[];
  /** What the record must be like: a FEEL expression over its fields; null: anything. */
  filter: string | null;
}

/** What the rest of the server has to do, in order. Plain JSON; carried out in the command's transaction. */
export type Effect =
  | {
      type: 'step.entered';
      step: string;
      element: string;
      elementType: string;
      name: string;
      /** The step of the sub-process or multi-instance body that it runs in; null: the process itself. */
      parent: string | null;
      /** Which of a multi-instance, from 0; null: none. */
      index: number | null;
    }
  | {
      type: 'step.completed';
      step: string;
      element: string;
      outcome: string | string[] | null;
      /** An administrator has skipped it, for this reason. */
      skipped: string | null;
    }
  | { type: 'step.cancelled'; step: string; element: string }
  | { type: 'task.opened'; task: OpenedTask }
  | { type: 'task.closed'; step: string; reason: 'completed' | 'cancelled' }
  | { type: 'task.reassigned'; step: string; performer: Performer }
  | { type: 'timer.set'; timer: string; step: string; element: string; at: string }
  | { type: 'timer.cleared'; timer: string }
  | { type: 'subscription.opened'; subscription: string; step: string; element: string; event: EventName }
  | { type: 'subscription.closed'; subscription: string }
  | { type: 'job.created'; job: Job }
  | { type: 'job.cancelled'; step: string }
  | { type: 'child.started'; child: ChildStart }
  | { type: 'child.cancelled'; step: string }
  /** For everybody else who waits for it or starts with it; waiters in this instance have it already. */
  | { type: 'signal.thrown'; name: string; variables: Values }
  | { type: 'instance.captioned'; caption: string }
  | {
      type: 'instance.ended';
      status: 'completed' | 'cancelled';
      /** The BPMN error that it ended with; for the parent. */
      error: { code: string; message: string } | null;
    }
  | { type: 'instance.failed'; step: string; incident: Incident }
  /** A step that had failed goes on; with the last of them the instance runs again. */
  | { type: 'instance.recovered'; step: string };

/** An effect of one type. */
export type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

/** A user step that has just started to wait. */
export interface OpenedTask {
  step: string;
  element: string;
  kind: StepKind;
  title: string;
  hint: string | null;
  content: PageContent;
  /** Its texts in the other languages of the process. */
  translations: Translations;
  /** `user` is a user id, `role` a role id; at least one is set. */
  performer: Performer;
  /** Not `performer.user` performs it but their manager, whom the server knows (behaviour 1.1). */
  ofManager: boolean;
  /** The calendar record that belongs to it; null: none. */
  activity: OpenedActivity | null;
  start: string;
  due: string | null;
  /** The record that the page belongs to; null: that of the instance. */
  record: RecordRef | null;
  /** What completes it besides its page; null: nothing. */
  watch: RecordWatch | null;
  /**
   * The element before does not run in the background and this step shows its page by itself. Whether the
   * page opens is decided by the server, which knows who acted (behaviour 2.1).
   */
  foreground: boolean;
}

/**
 * What a record of a CRM must be like before a step is done (behaviour 1.4). The server reads the record: the
 * engine knows no CRM. Which record it is stands in the page.
 */
export interface RecordWatch {
  /** FEEL over the fields; names that no field has are in `variables`. Empty: a save is enough. */
  conditions: string[];
  /** As they were when the step began: what is asked of the person does not change under their hands. */
  variables: Values;
  /** The field whose value is the outcome; null: the outcome is {@link SAVED}. */
  resultField: string | null;
  /** The values that it must have one of; empty: any. */
  results: string[];
  /** From a field, or `id`, to the process variable that receives it. */
  outputs: Record<string, string>;
}

/** The outcome of a record page without a field of its own for that. */
export const SAVED = 'saved';

/** A system action that is to be carried out by a worker. One for each step. */
export interface Job {
  step: string;
  element: string;
  /** The topic of the external task; for our own actions `throughline:<action>`. */
  topic: string;
  /** The settings of the action, evaluated. */
  inputs: Values;
  /** Process variables that the action may use. */
  variables: Values;
  attempts: number;
  /** The element before does not run in the background: whoever acted waits for it (behaviour 2.1). */
  foreground: boolean;
  /** It is not begun before so many seconds have passed, and why. Left out: at once. */
  after?: { seconds: number; why: string };
}

/** An instance that a call activity starts. */
export interface ChildStart {
  step: string;
  element: string;
  process: string;
  variables: Values;
  businessKey: string | null;
  /** As that of a job. */
  foreground: boolean;
}

/** What an instance waits for at one step: the answer to "why does it not continue?". */
export interface Waiting {
  step: string;
  element: string;
  name: string;
  for:
    | ({ type: 'person' } & Performer)
    | { type: 'timer'; at: string }
    | { type: 'event'; event: EventName }
    | { type: 'job'; topic: string }
    | { type: 'process'; process: string }
    /** It has failed and waits for an administrator. */
    | { type: 'incident'; incident: Incident };
  /** Events that may come first, from those of the step to those of the whole process; left out: none. */
  meanwhile?: Meanwhile[];
}

/** An event on the boundary of what waits, or that starts an event sub-process around it. */
export interface Meanwhile {
  element: string;
  name: string;
  /** False: what waits goes on waiting. */
  interrupts: boolean;
  for: { type: 'timer'; at: string } | { type: 'event'; event: EventName };
}

export type { OpenedActivity, PageContent, RecordRef, StepKind, Value, Values };
