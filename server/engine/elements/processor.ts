/** What every BPMN element does, in two verbs. One file per element implements them, in this order. */
import type { ElementOf, ElementType } from '../definition.ts';
import type { Incident, Values } from '../model.ts';
import type { Run } from '../run.ts';
import type { OpenStep, Over } from '../state.ts';
import type { Token } from '../tokens.ts';
import type { Choice } from './flows.ts';

/**
 * What becomes of a step that a token has entered. A processor returns what can go wrong with a process and
 * throws only where the engine broke a promise of its own; what follows from it is done by the interpreter.
 */
export type Entry =
  | { next: 'done' }
  /** Something has been opened for it, or other tokens have to come. */
  | { next: 'wait' }
  | { next: 'fail'; incident: Incident }
  | { next: 'throw-signal'; name: string; variables: Values }
  | { next: 'throw-error'; code: string; message: string }
  /** The scope around it is over. */
  | { next: 'terminate' };

export const DONE: Entry = { next: 'done' };
export const WAIT: Entry = { next: 'wait' };

export interface Processor<Type extends ElementType> {
  /** A token has arrived and the inputs are mapped. */
  enter(run: Run, step: OpenStep, element: ElementOf<Type>, token: Token): Entry;
  /** The step is over: which flows are taken; without any, the branch ends here. */
  leave(run: Run, step: OpenStep, element: ElementOf<Type>, over: Over): Choice;
}
