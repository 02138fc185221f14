/**
 * System actions, as the job runner sees them. Each is a function; `throughline:<name>` as the topic of a
 * service task calls the one that is registered under the name.
 */
import type { RecordRef, Values } from '../../lib/protocol/index.ts';

/** What an action is told besides its inputs. */
export interface ActionContext {
  /** The same for every attempt at one step, and for no other step: for whoever has to recognise a repetition. */
  key: string;
  instance: string;
  step: string;
  element: string;
  process: { key: string; version: number };
  /** The record that the instance was started on. */
  record: RecordRef | null;
  /** User id of whoever the instance was started by. */
  startedBy: string | null;
  businessKey: string | null;
  /** Whose rights are checked in the CRM (behaviour 3.8); null: nobody's, those of the connection count. */
  rightsOf: RightsOf | null;
  /** Process variables that the action may use. */
  variables: Values;
  /** Which attempt this is, from 1. */
  attempt: number;
  attempts: number;
  /** Whether somebody still waits for it: to ask just before what cannot be taken back. */
  isWanted: () => Promise<boolean>;
  /** Aborted when the server stops: end soon, by throwing. */
  signal: AbortSignal;
}

/** The user who started the instance; `login` is null where no user did. */
export interface RightsOf {
  login: string | null;
}

/** Values by the names of the action's outputs. */
export type Outputs = Values;

/**
 * Carries out one system action. It can happen that an action runs again although it was done (the server
 * died before it could note it): what may not happen twice has to be recognised by `context.key`.
 *
 * Throw `ActionError` to say whether another attempt makes sense; anything else that is thrown is retried.
 */
export type Action = (inputs: Values, context: ActionContext) => Promise<Outputs>;

/** System actions by name, without `throughline:`. */
export type Actions = Readonly<Record<string, Action>>;

/**
 * Why an action failed.
 *
 * ```ts
 * throw new ActionError('Expected a record of the type lead, got none with the id 7.', { retryable: false });
 * throw new ActionError('Expected an answer, got none.', { retryable: true, afterSeconds: 30 });
 * throw new ActionError('The card was declined.', { retryable: false, code: 'declined' });
 * ```
 */
export class ActionError extends Error {
  readonly retryable: boolean;
  /** The BPMN error that a boundary event may catch; null: none. Only of use when it is final. */
  readonly code: string | null;
  /** True when it may have taken place all the same: a request went out and no answer came. */
  readonly uncertain: boolean;
  /** Not before so many seconds have passed; null: as the runner thinks fit. */
  readonly afterSeconds: number | null;

  constructor(
    message: string,
    options: {
      retryable: boolean;
      code?: string | null;
      afterSeconds?: number | null;
      uncertain?: boolean;
    },
  ) {
    super(message);
    this.name = 'ActionError';
    this.retryable = options.retryable;
    this.code = options.code ?? null;
    this.uncertain = options.uncertain ?? false;
    this.afterSeconds = options.afterSeconds ?? null;
  }
}
