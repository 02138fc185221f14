/** The refusals of commands that do not fit the state. Nothing has changed when one is thrown. */
import { ProtocolError, phrase } from '../../lib/protocol/index.ts';
import type { EngineCommand } from './model.ts';
import type { State } from './state.ts';

export type CommandOf<Type extends EngineCommand['type']> = Extract<EngineCommand, { type: Type }>;

export function instanceClosed({ status }: State): ProtocolError {
  return new ProtocolError('instance-closed', { status: phrase(status) });
}

/** For timers, subscriptions, system actions and called processes that are over or never were. */
export function staleEvent(id: string): ProtocolError {
  return new ProtocolError('stale-event', { got: id });
}

/** A process has no stages. */
export function noCase(): ProtocolError {
  return new ProtocolError('step-unfit', { expected: phrase('a-case'), got: phrase('a-process') });
}

/** Tells a task that is over from one that never was. */
export function taskRefusal(state: State, step: string): ProtocolError {
  const number = /^s([1-9]\d*)$/.exec(step)?.[1];
  if (number === undefined || Number(number) > state.steps)
    return new ProtocolError('task-unknown', { task: step });
  const reason = phrase(state.status === 'cancelled' ? 'cancelled' : 'completed');
  return new ProtocolError('task-closed', {
    ...{ reason, by: phrase('somebody'), at: phrase('an-earlier-time') },
  });
}
