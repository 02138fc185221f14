/**
 * The words of the engine, as plain JSON: what is deployed, what is kept of a running instance, what can be
 * commanded and what then has to be done. `step` is a pure function over them: it imports nothing that does
 * I/O, reads no clock and draws no random numbers; times and ids arrive in the command.
 */
import type { PageContent, StepKind, Value, Values } from '../../lib/protocol/index.ts';

/** One thing that is wrong with a process file: which element, what is wrong, what to do. */
export interface Finding {
  element: string | null;
  name: string | null;
  problem: string;
  remedy: string;
}

/** Why an instance is in *Error*: shown to the administrator, never a stack trace. */
export interface Incident {
  code:
    | 'no-flow-matches'
    | 'expression-failed'
    | 'loop-guard'
    | 'no-performer'
    | 'content-invalid'
    | 'join-starved';
  element: string;
  message: string;
}

export type InstanceStatus = 'running' | 'completed' | 'cancelled' | 'error';

/** A step that waits for a person. `id` is unique within its instance and never used again. */
export interface OpenStep {
  id: string;
  element: string;
  /** The result variable of the element, null when it has none. */
  result: string | null;
}

/** Who acted, when, on what. `actor` is a user id; null: the system itself. */
interface Occasion {
  now: string;
  actor: string | null;
}

export type EngineCommand =
  | (Occasion & { type: 'start'; variables: Values })
  | (Occasion & {
      type: 'complete';
      step: string;
      /** Written to the process variables before the flows are chosen. */
      variables: Values;
      /** The outcome: an answer, the answers, a button or an activity's result (behaviour 1.11). */
      outcome: string | string[];
    })
  | (Occasion & { type: 'cancel'; reason: string });

/** What the rest of the server has to do, in order. Plain JSON; carried out in the command's transaction. */
export type Effect =
  | { type: 'step.entered'; step: string; element: string; elementType: string; name: string }
  | { type: 'step.completed'; step: string; element: string; outcome: string | string[] | null }
  | { type: 'step.cancelled'; step: string; element: string }
  | { type: 'task.opened'; task: OpenedTask }
  | { type: 'task.closed'; step: string; reason: 'completed' | 'cancelled' }
  | { type: 'instance.captioned'; caption: string }
  | { type: 'instance.ended'; status: 'completed' | 'cancelled' }
  | { type: 'instance.failed'; incident: Incident };

/** A user step that has just started to wait. */
export interface OpenedTask {
  step: string;
  element: string;
  kind: StepKind;
  title: string;
  hint: string | null;
  content: PageContent;
  /** `user` is a user id, `role` a role id; at least one is set. */
  performer: { user: string | null; role: string | null };
  start: string;
  due: string | null;
  /**
   * The element before does not run in the background and this step shows its page by itself. Whether the
   * page opens is decided by the server, which knows who acted (behaviour 2.1).
   */
  foreground: boolean;
}

/** What an instance waits for at one step: the answer to "why does it not continue?". */
export interface Waiting {
  step: string;
  element: string;
  name: string;
  for: { type: 'person'; user: string | null; role: string | null };
}

export type { PageContent, StepKind, Value, Values };
