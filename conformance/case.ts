/** What a case is: a process, a script of actions, and what both engines are compared by. */
import type { Values } from '../lib/protocol/index.ts';

/** The one thing that happens next. Elements are named by their ids; of several at one element, the oldest. */
export type Action =
  /** A person completes a user task. `outcome` goes into the result variable of the task. */
  | { complete: string; outcome?: string | string[]; variables?: Values }
  /** The moment of a timer has come: that of a catch event, boundary event or start event. */
  | { timer: string }
  /** A signal from outside, to everybody who waits for it. */
  | { signal: string; variables?: Values }
  /** A message from outside, to the one who waits for it. */
  | { message: string; variables?: Values }
  /** What an event about a record waits for has happened; a message there. */
  | { record: string; variables?: Values }
  /** A worker has carried out a task that was handed to it. */
  | { work: string; variables?: Values }
  /** A worker answers with a BPMN error. */
  | { error: string; code: string; message?: string; variables?: Values }
  /** A worker has failed for good. */
  | { fail: string }
  | { set: Values }
  | { cancel: true };

/** What an engine shows after an action. Lists are sorted unless the case is `ordered`. */
export interface Picture {
  after: string;
  status: 'running' | 'completed' | 'cancelled' | 'error';
  /** Elements of open user tasks. */
  tasks: string[];
  /** `timer late`, `message paid@pay`, `signal go@wait`, `work send`: other places at which something is waited for. */
  waits: string[];
  /** Elements completed since the start, as often as they were. */
  completed: string[];
  cancelled: string[];
  variables: Values;
}

export interface Case {
  name: string;
  /** Ids of the rules in docs/process-semantics.md that it shows. */
  rules?: string[];
  /** Process files; the first is started, the others are there to be called. */
  processes: string[];
  forms?: Record<string, unknown>;
  variables?: Values;
  /**
   * How it begins, when not by a none start event: by a message, a signal, the moment of a timer start event,
   * or put at a start event without what that waits for.
   */
  begin?: { message: string } | { signal: string } | { timer: string } | { at: string };
  script: Action[];
  /** Elements that wait for something that happens to a record. */
  records?: string[];
  /** Variables that are compared after every action. */
  watch?: string[];
  /** Nothing runs beside another, so the order in which elements began is compared too. */
  ordered?: boolean;
  /** Where the engines differ and are meant to: from the picture after so many actions on, and why. */
  differs?: { after: number; why: string };
}

/** One engine that can run a case. */
export interface Runner {
  /** For the log, for example `operaton 2.1.4`. */
  name: string;
  /** The pictures after the start and after every action. */
  run(subject: Case): AsyncIterable<Picture>;
}

/** The name of an action in pictures and differences. */
export function nameOf(action: Action): string {
  return Object.entries(action)
    .slice(0, 1)
    .map(([verb, object]) => `${verb} ${typeof object === 'string' ? object : JSON.stringify(object)}`)
    .join('');
}
