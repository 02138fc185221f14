/** Random processes under random commands: nothing is lost, nothing doubled, nothing stuck. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Definition } from './definition.ts';
import { explain } from './explain.ts';
import type { Effect, EngineCommand } from './model.ts';
import { State } from './state.ts';
import { step } from './step.ts';
import { defined } from './testing/process.ts';
import { block, processOf } from './testing/random-process.ts';
import { NOW } from './testing/scenario.ts';

const occasion = { now: NOW, actor: 'anna' } as const;
const START: EngineCommand = { ...occasion, type: 'start', variables: { startedBy: 'anna' } };

/** One decision of a run: which open step, and which of its answers. */
const decisions = fc.array(fc.tuple(fc.nat(50), fc.nat(5)), { maxLength: 60 });

interface Run {
  commands: EngineCommand[];
  states: State[];
  effects: Effect[][];
}

/** Completes open steps as the decisions say, until the instance ends or the decisions do. */
function run(definition: Definition, moves: [number, number][], reload: boolean): Run {
  const made: Run = { commands: [], states: [], effects: [] };
  const advance = (state: State | null, command: EngineCommand) => {
    const kept = state !== null && reload ? State.parse(JSON.parse(JSON.stringify(state))) : state;
    const outcome = step(definition, kept, command);
    made.commands.push(command);
    made.states.push(outcome.state);
    made.effects.push(outcome.effects);
    return outcome.state;
  };
  let state = advance(null, START);
  for (const [which, answer] of moves) {
    const waiting = state.waiting[which % Math.max(1, state.waiting.length)];
    if (waiting === undefined) break;
    state = advance(state, {
      ...occasion,
      type: 'complete',
      step: waiting.id,
      variables: {},
      outcome: answerOf(definition, waiting.element, answer),
    });
  }
  return made;
}

function answerOf(definition: Definition, element: string, answer: number): string {
  const found = definition.elements[element];
  const answers = found?.type === 'userTask' && found.plan.kind === 'user-dialog' ? found.plan.answers : [];
  return answers[answer % Math.max(1, answers.length)]?.code ?? 'done';
}

const ids = (effects: Effect[], type: Effect['type']) =>
  effects.flatMap((effect) => (effect.type === type && 'step' in effect ? [effect.step] : []));

describe('random processes under random commands', () => {
  it('[ENG-20] [ENG-30] every run ends, or waits for something that explain names', async () => {
    await fc.assert(
      fc.asyncProperty(block, decisions, async (root, moves) => {
        const definition = await defined(processOf(root));
        const state = run(definition, moves, false).states.at(-1);
        if (state === undefined) throw new Error('Expected a state after the start');
        const waiting = explain(definition, state);
        if (state.status === 'error')
          expect(state.failures.map(({ incident }) => incident.code)).toContain('loop-guard');
        else expect(waiting.length > 0).toBe(state.status === 'running');
        expect(waiting.map((entry) => entry.step)).toEqual(state.waiting.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('[ENG-1] no token is lost or doubled: every step that is entered is completed once, or still open', async () => {
    await fc.assert(
      fc.asyncProperty(block, decisions, async (root, moves) => {
        const definition = await defined(processOf(root));
        const made = run(definition, moves, false);
        const effects = made.effects.flat();
        const state = made.states.at(-1);
        const entered = ids(effects, 'step.entered');
        const left = [
          ...ids(effects, 'step.completed'),
          ...(state?.waiting ?? []).map(({ id }) => id),
          ...(state?.joins ?? []).map(({ id }) => id),
        ];
        expect(new Set(entered).size).toBe(entered.length);
        if (state?.status !== 'error') expect(left.toSorted()).toEqual(entered.toSorted());
        // Blocks keep their tokens together, so the one end event is reached once at most.
        const ends = effects.filter((effect) => effect.type === 'step.completed' && effect.element === 'out');
        expect(ends.length).toBe(state?.status === 'completed' ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  it('[ENG-31] state that is stored and read again after every step gives the same run', async () => {
    await fc.assert(
      fc.asyncProperty(block, decisions, async (root, moves) => {
        const definition = await defined(processOf(root));
        const stored = JSON.parse(JSON.stringify(definition)) as Definition;
        expect(run(stored, moves, true)).toEqual(run(definition, moves, false));
      }),
      { numRuns: 40 },
    );
  });

  it('[ENG-31] the commands alone give the same states again, and no command changes the state it is given', async () => {
    await fc.assert(
      fc.asyncProperty(block, decisions, async (root, moves) => {
        const definition = await defined(processOf(root));
        const made = run(definition, moves, false);
        let state: State | null = null;
        for (const [index, command] of made.commands.entries()) {
          const before = structuredClone(state);
          const outcome = step(definition, state, command);
          expect(state).toEqual(before);
          expect(outcome).toEqual({ state: made.states[index], effects: made.effects[index] });
          state = outcome.state;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('[ENG-32] effects are plain JSON', async () => {
    await fc.assert(
      fc.asyncProperty(block, decisions, async (root, moves) => {
        const { effects } = run(await defined(processOf(root)), moves, false);
        expect(JSON.parse(JSON.stringify(effects))).toStrictEqual(effects);
      }),
      { numRuns: 40 },
    );
  });

  it('[ENG-28] cancelling at any moment leaves nothing open', async () => {
    await fc.assert(
      fc.asyncProperty(block, decisions, async (root, moves) => {
        const definition = await defined(processOf(root));
        const made = run(definition, moves, false);
        const state = made.states.at(-1) ?? null;
        const cancel: EngineCommand = { ...occasion, type: 'cancel', reason: 'test' };
        if (state?.status === 'completed') {
          expect(() => step(definition, state, cancel)).toThrow(ProtocolError);
          return;
        }
        const outcome = step(definition, state, cancel);
        const effects = [...made.effects.flat(), ...outcome.effects];
        expect(outcome.state).toMatchObject({ status: 'cancelled', waiting: [], joins: [] });
        const opened = effects.flatMap((effect) => (effect.type === 'task.opened' ? [effect.task.step] : []));
        expect(ids(effects, 'task.closed').toSorted()).toEqual(opened.toSorted());
        expect(explain(definition, outcome.state)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
