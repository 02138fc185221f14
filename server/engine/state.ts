/**
 * What is kept of an instance between two commands, as plain JSON. `format` rises when its shape changes.
 * It is stored at every step: what is not the case is left out instead of being written down as null.
 */
import { invariant } from './invariant.ts';
import type { EventName, Incident, InstanceStatus, Performer, Value, Values } from './model.ts';

/** One execution of one element that is not over: it waits, has failed, or has other steps inside it. */
export interface OpenStep {
  id: string;
  element: string;
  /** The step of the sub-process or multi-instance body that it runs in; left out: the process itself. */
  parent?: string;
  /** Which of a multi-instance, from 0. */
  index?: number;
  /** The token that arrived runs the following elements in the background. */
  background?: true;
  /** Its own variables: inputs, the item of a multi-instance, what an event brought. */
  variables?: Values;
  /** How often each element inside was executed, for the loop guard. */
  executions?: Record<string, number>;
  /** A task of this person or role is open. */
  performer?: Performer;
  /** A system action with this topic is under way. */
  topic?: string;
  /** An instance of this process is under way. */
  process?: string;
  /** The flows on which tokens have come to a gateway that joins. */
  arrived?: string[];
  /** It is the body of a multi-instance. */
  loop?: LoopState;
  /** It failed after it had begun to wait: its boundary events are as they are, also when it is retried. */
  guarded?: true;
  /** What it waited for is done, and only the flows behind it could not be chosen. */
  over?: Over;
  /** It has failed and waits for an administrator. */
  incident?: Incident;
}

/** How a step came to its end. */
export interface Over {
  outcome: string | string[] | null;
  /** The reason, where an administrator skipped it. */
  skipped: string | null;
}

/** How far a multi-instance has come. */
export interface LoopState {
  total: number;
  started: number;
  done: number;
  /** The items that are not started yet; left out for a plain number of executions. */
  rest?: Value[];
}

/** A timer or subscription that is open. */
export interface Registration {
  id: string;
  /** The step that it belongs to; left out: the process itself. */
  step?: string;
  /** The catch event, boundary event, receive task or start event that it starts. */
  element: string;
  at?: string;
  /** For a timer that comes again: the time between two, and how often after this one; null: for ever. */
  cycle?: { every: string; left: number | null };
  event?: EventName;
}

export interface State {
  format: 2;
  status: InstanceStatus;
  /** A call activity has started it. */
  called?: true;
  variables: Values;
  caption: string;
  /** The number of the last step; step ids count from 1 and are never used again. So with `events`. */
  steps: number;
  events: number;
  executions: Record<string, number>;
  open: OpenStep[];
  registrations: Registration[];
}

/**
 * A state that the store gives back. It is our own, written by `step` and by nothing else: a look at its
 * format is enough, and checking every field would cost more than the step itself.
 */
export function readState(stored: unknown): State {
  const known = typeof stored === 'object' && stored !== null && 'format' in stored && stored.format === 2;
  invariant(known, 'a state of format 2');
  return stored as State;
}
