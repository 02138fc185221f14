/** What every BPMN element does, in three verbs. One file per element implements them, in this order. */
import type { ElementOf, ElementType } from '../definition.ts';
import type { Incident } from '../model.ts';
import type { Run, Token } from '../run.ts';

/**
 * `null`: it went well. An incident: the token stops here and the instance is in *Error*. A processor returns
 * what can go wrong with a process and throws only where the engine broke a promise of its own.
 */
export type Outcome = Incident | null;

export interface Processor<Type extends ElementType> {
  /**
   * A token has arrived. Next: `complete` at once, or wait (the step is put among those that wait and
   * `complete` follows later).
   */
  enter(run: Run, step: string, element: ElementOf<Type>, token: Token): Outcome;
  /** The step is over. Next: tokens on the flows that are taken; without any, the branch ends here. */
  complete(run: Run, step: string, element: ElementOf<Type>, background: boolean): Outcome;
  /** The instance is cancelled while the step waits. Next: nothing. */
  cancel(run: Run, step: string, element: ElementOf<Type>): void;
}
