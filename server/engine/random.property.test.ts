/** Random processes under random commands: nothing is lost, nothing doubled, nothing stuck. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Definition } from './definition.ts';
import { explain } from './explain.ts';
import { INCIDENT_CODES } from './model.ts';
import type { OpenStep, State } from './state.ts';
import { step } from './step.ts';
import { openAfter, openIn, unbalanced } from './testing/accounts.ts';
import { randomProcess } from './testing/random-process.ts';
import { type RandomRun, randomRun } from './testing/random-run.ts';
import { NOW } from './testing/scenario.ts';

const decisions = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 5, maxLength: 80, size: 'max' });
const CANCEL = { now: NOW, actor: 'anna', type: 'cancel', reason: 'test' } as const;

/** Tries a property on random runs of random processes. */
function holds(property: (definition: Definition, run: RandomRun, last: State) => void, numRuns = 300): void {
  fc.assert(
    fc.property(randomProcess, decisions, (definition, moves) => {
      const run = randomRun(definition, moves, false);
      const last = run.states.at(-1);
      if (last === undefined) throw new Error('Expected a state after the start');
      property(definition, run, last);
    }),
    { numRuns },
  );
}

/** Whether a step only stands for others: those inside it, or those that a gateway waits for. */
const standsForOthers = ({ executions, loop, arrived, incident }: OpenStep) =>
  incident === undefined && (executions !== undefined || loop !== undefined || arrived !== undefined);

describe('random processes under random commands', () => {
  it('[ENG-20] [ENG-30] every run ends, waits for something that explain names, or is in error with a reason', () => {
    holds((definition, { states }) => {
      for (const state of states) {
        const named = explain(definition, state);
        const over = state.status === 'completed' || state.status === 'cancelled';
        expect(named.length > 0).toBe(!over);
        expect(state.open.length > 0).toBe(!over);
        const failed = named.flatMap((entry) => (entry.for.type === 'incident' ? [entry.for.incident] : []));
        expect(failed.length > 0).toBe(state.status === 'error');
        for (const { code, message } of failed) {
          expect(INCIDENT_CODES).toContain(code);
          expect(message).toMatch(/^Expected .+, got .+\. [A-Z].+\.$/s);
        }
        const waiting = state.open.filter((open) => !standsForOthers(open)).map(({ id }) => id);
        expect(new Set(named.map((entry) => entry.step))).toEqual(new Set(waiting));
      }
    });
  });

  it('[ENG-1] [ENG-28] all that is opened is closed once, never opened again, and the state knows what is open', () => {
    holds((_, { commands, states, effects }, last) => {
      expect(openAfter(commands, effects)).toEqual(openIn(last));
      const waits = last.registrations.map((registration) => `${registration.step} ${registration.element}`);
      expect(new Set(waits).size).toBe(waits.length);
      for (const [index, state] of states.entries())
        if (state.status === 'completed')
          expect(openAfter(commands.slice(0, index + 1), effects).size).toBe(0);
    });
  });

  it('[ENG-1] no token is lost or doubled: in each scope as many come to an element as leave those before it', () => {
    holds((definition, { commands, effects }) => {
      expect(unbalanced(definition, commands, effects)).toEqual([]);
    }, 600);
  });

  it('[ENG-56] an inclusive join is executed at most as often as the gateway that it joins', () => {
    holds((definition, { commands, effects }) => {
      // An administrator may let a join go on before its time.
      if (commands.some(({ type }) => type === 'skip')) return;
      const joins = Object.keys(definition.elements).filter((id) => /^inclusive.*-end$/.test(id));
      const executed = (id: string) =>
        effects.flat().filter((effect) => effect.type === 'step.entered' && effect.element === id).length;
      for (const join of joins)
        expect(executed(join)).toBeLessThanOrEqual(executed(join.replace('-end', '')));
    });
  });

  it('[ENG-31] state that is stored and read again after every step gives the same run', () => {
    fc.assert(
      fc.property(randomProcess, decisions, (definition, moves) => {
        const stored = JSON.parse(JSON.stringify(definition)) as Definition;
        expect(randomRun(stored, moves, true)).toEqual(randomRun(definition, moves, false));
      }),
      { numRuns: 150 },
    );
  });

  it('[ENG-31] the commands alone give the same states again, and no command changes the state it is given', () => {
    holds((definition, run) => {
      let state: State | null = null;
      for (const [index, command] of run.commands.entries()) {
        const before = structuredClone(state);
        const outcome = step(definition, state, command);
        expect(state).toEqual(before);
        expect(outcome).toEqual({ state: run.states[index], effects: run.effects[index] });
        state = outcome.state;
      }
    }, 150);
  });

  it('[ENG-32] effects and states are plain JSON', () => {
    holds((_, { effects, states }) => {
      expect(JSON.parse(JSON.stringify({ effects, states }))).toStrictEqual({ effects, states });
    }, 150);
  });

  it('[ENG-28] cancelling at any moment leaves nothing open', () => {
    holds((definition, { commands, effects }, last) => {
      if (last.status === 'completed') {
        expect(() => step(definition, last, CANCEL)).toThrow(ProtocolError);
        return;
      }
      const outcome = step(definition, last, CANCEL);
      const open = openAfter([...commands, CANCEL], [...effects, outcome.effects]);
      expect([...open].filter((entry) => !entry.startsWith('incident'))).toEqual([]);
      expect(outcome.state).toMatchObject({ status: 'cancelled', open: [], registrations: [] });
      expect(explain(definition, outcome.state)).toEqual([]);
    });
  });

  it('[ENG-60] what was done once is refused the second time', () => {
    holds((definition, { commands }, last) => {
      const { command } = { command: commands.at(-1) };
      const once = ['complete', 'job.completed', 'job.failed', 'child.ended', 'timer', 'skip'];
      if (command === undefined || !once.includes(command.type)) return;
      const again = last.open.find((open) => 'step' in command && open.id === command.step);
      if (again !== undefined) return;
      expect(() => step(definition, last, command)).toThrow(ProtocolError);
    });
  });
});
