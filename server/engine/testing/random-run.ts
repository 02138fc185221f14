/** Runs an instance under random commands: everything that people, clocks, workers and administrators can do. */
import type { Definition } from '../definition.ts';
import type { Effect, EngineCommand } from '../model.ts';
import type { OpenStep, State } from '../state.ts';
import { step } from '../step.ts';

/** One decision of a run: which of the things that can happen, and how it turns out. */
export type Decision = [which: number, how: number];

export interface RandomRun {
  commands: EngineCommand[];
  states: State[];
  effects: Effect[][];
}

const START = Date.parse('2026-03-02T09:00:00.000Z');

/** Begins an instance and lets happen what the decisions say, until it ends or the decisions do. */
export function randomRun(definition: Definition, decisions: Decision[], reload: boolean): RandomRun {
  const made: RandomRun = { commands: [], states: [], effects: [] };
  const advance = (state: State | null, command: EngineCommand): State => {
    const kept = reload ? (JSON.parse(JSON.stringify(state)) as State | null) : state;
    const outcome = step(definition, kept, command);
    made.commands.push(command);
    made.states.push(outcome.state);
    made.effects.push(outcome.effects);
    return outcome.state;
  };
  const occasion = (moment: number) => ({
    now: new Date(START + moment * 3_600_000).toISOString(),
    actor: 'anna',
  });
  const variables = { list: ['a', 'b'], zero: 0 };
  let state = advance(null, { ...occasion(0), type: 'start', start: null, variables });
  for (const [moment, [which, how]] of decisions.entries()) {
    const possible = commandsFor(state, how);
    const chosen = possible[which % Math.max(1, possible.length)];
    if (chosen === undefined) break;
    state = advance(state, { ...occasion(moment), ...chosen } as EngineCommand);
  }
  return made;
}

type Untimed<Command> = Command extends unknown ? Omit<Command, 'now' | 'actor'> : never;

/** Everything that can happen to an instance now; what usually happens several times as often as the rest. */
function commandsFor(state: State, how: number): Untimed<EngineCommand>[] {
  const steps = state.open.flatMap((open) => progress(open, how));
  const events = state.registrations.map(({ id, at }): Untimed<EngineCommand> => {
    if (at !== undefined) return { type: 'timer', timer: id };
    return { type: 'event', subscription: id, variables: how % 2 === 0 ? {} : { brought: how } };
  });
  const usual = [...steps, ...events];
  const rare = how % 7 === 0 ? state.open.flatMap((open) => interventions(open, how)) : [];
  return [...usual, ...usual, ...rare];
}

function progress(
  { id, performer, topic, process, incident }: OpenStep,
  how: number,
): Untimed<EngineCommand>[] {
  const error = how % 6 === 5 ? { code: how % 4 === 1 ? 'late' : 'early', message: 'no' } : null;
  if (performer !== undefined) {
    const outcome = how % 5 === 4 ? '01' : how % 2 === 0 ? 'a0' : 'a1';
    return [{ type: 'complete', step: id, outcome, variables: {} }];
  }
  if (topic !== undefined && how % 6 >= 4)
    return [{ type: 'job.failed', step: id, code: error?.code ?? null, message: 'no' }];
  if (topic !== undefined) return [{ type: 'job.completed', step: id, outputs: { r: how } }];
  if (process !== undefined) {
    const status = how % 6 === 4 ? 'cancelled' : 'completed';
    return [{ type: 'child.ended', step: id, status, error, variables: { child: how } }];
  }
  return incident === undefined ? [] : [{ type: 'retry', step: id }];
}

function interventions({ id, performer }: OpenStep, how: number): Untimed<EngineCommand>[] {
  const reassign = { type: 'reassign', step: id, performer: { user: 'ben', role: null } } as const;
  return [
    { type: 'skip', step: id, outcome: how % 2 === 0 ? null : 'a0', variables: {}, reason: 'random' },
    { type: 'set-variables', variables: { zero: how % 3 } },
    ...(performer === undefined ? [] : [reassign]),
  ];
}
