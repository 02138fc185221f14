/** Random cases under random commands: always in one stage, nothing left open behind it, nothing required passed over. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaseDefinition } from '../../lib/cases/definition.ts';
import { checkCase } from '../../lib/cases/rules.ts';
import { stage, taskStep } from '../../lib/cases/testing/sample-case.ts';
import { ProtocolError } from '../../lib/protocol/index.ts';
import type { Effect, EngineCommand } from '../engine/model.ts';
import type { CompiledCase } from './compiled.ts';
import { advanceCase } from './machine.ts';
import { blockingSteps, outlookOf, standingOf } from './read-standing.ts';
import { RECORD_STAGE } from './standing.ts';
import type { CaseState } from './state.ts';
import { compiled, ON_RECORD } from './testing/case-run.ts';

/** Two to five stages, the last of which end the case. */
const randomCase = fc
  .array(
    fc.record({
      steps: fc.array(fc.record({ required: fc.boolean(), after: fc.nat(3), goes: fc.nat(9) }), {
        maxLength: 4,
      }),
      advance: fc.constantFrom('manual', 'required', 'all'),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((drawn) => fc.tuple(fc.constant(drawn), fc.boolean(), fc.boolean()))
  .map(([drawn, open, thanks]) => {
    const ids = [...drawn.map((_, at) => `n${at}`), 'won', 'lost'];
    const stages = drawn.map(({ steps, advance }, at) => {
      const written = steps.map(({ required, after, goes }, number) => {
        const to = ids[goes];
        const results = to === undefined || to === `n${at}` ? [] : [{ result: 'done', stage: to }];
        return taskStep(`n${at}_${number}`, {
          ...{ required, results, after: after < number ? `n${at}_${after}` : null },
        });
      });
      const counted = advance === 'all' ? written : written.filter(({ required }) => required === true);
      const goes = advance !== 'manual' && counted.length > 0;
      const way = goes ? { when: advance, to: ids[at + 1] } : { when: 'manual', to: null };
      return stage(`n${at}`, { steps: written, advance: way });
    });
    return CaseDefinition.parse({
      ...{ format: 'throughline-case/1', key: 'random', name: 'Random', section: 'demo:lead' },
      ...{ stageField: 'status', afterEnd: open ? 'open' : 'locked' },
      stages: [
        ...stages,
        stage('won', { end: 'successful', steps: thanks ? [taskStep('thank')] : [] }),
        stage('lost', { end: 'unsuccessful' }),
      ],
    });
  });

const decisions = fc.array(fc.tuple(fc.nat(10), fc.nat(50)), { minLength: 5, maxLength: 60, size: 'max' });

interface Advanced {
  command: EngineCommand;
  before: CaseState | null;
  state: CaseState;
  effects: Effect[];
}

/** Carries out what the numbers choose among what could be done; refusals change nothing and are left out. */
function run(known: CompiledCase, definition: CaseDefinition, moves: [number, number][]): Advanced[] {
  const done: Advanced[] = [];
  const values = [...definition.stages.map(({ value }) => value), 'foreign', null];
  let state: CaseState | null = null;
  const give = (command: EngineCommand) => {
    try {
      const before = state;
      const outcome = advanceCase(known, before, command);
      state = outcome.state;
      done.push({ command, before, ...outcome });
    } catch (refusal) {
      if (!(refusal instanceof ProtocolError)) throw refusal;
    }
  };
  const at = (second: number, actor: string | null) => ({
    ...{ now: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(), actor },
  });
  const [first] = moves;
  const read =
    first && first[1] % 2 === 0 ? { [RECORD_STAGE]: values[first[1] % values.length] ?? null } : {};
  give({ type: 'start', start: null, variables: { ...ON_RECORD, ...read }, ...at(0, null) });
  for (const [place, [kind, choice]] of moves.entries()) {
    const now = at(place + 1, 'anna');
    const system = at(place + 1, null);
    const present: CaseState | null = state;
    if (present === null) break;
    const { engine, agreement, visits } = present as CaseState;
    const open = engine.open[choice % Math.max(1, engine.open.length)]?.id ?? 'none';
    const value = values[choice % values.length] ?? null;
    const stageId = definition.stages[choice % definition.stages.length]?.id ?? '';
    const step = agreement.step;
    if (kind <= 2) give({ type: 'case.move', stage: stageId, ...now });
    else if (kind <= 4) give({ type: 'complete', step: open, outcome: 'done', variables: {}, ...now });
    else if (kind === 5) {
      const subscription = choice % 17 === 0 ? 'case.deleted' : 'case.modified';
      give({ type: 'event', subscription, variables: {}, ...system });
    } else if (kind === 6) give({ type: 'case.settle', keep: choice % 2 === 0 ? 'case' : 'crm', ...now });
    else if (kind === 7 && choice % 5 === 0)
      give({ type: 'job.failed', step, code: null, message: 'down', ...system });
    else if (kind === 7) give({ type: 'retry', step, ...now });
    else if (kind === 8 && choice % 2 === 0)
      give({ type: 'case.add', kind: 'send-email', subject: 'Hello', ...now });
    else if (kind === 8) give({ type: 'case.remove', step: open, ...now });
    else if (choice % 13 === 0)
      give({ type: 'job.completed', step, outputs: { outcome: 'gone', value: null }, ...system });
    else if (agreement.phase === 'writing') {
      const outputs =
        choice % 4 === 0
          ? { outcome: 'conflict', value }
          : {
              outcome: 'written',
              value: definition.stages.find(({ id }) => id === visits.at(-1)?.stage)?.value ?? null,
            };
      give({ type: 'job.completed', step, outputs, ...system });
    } else give({ type: 'job.completed', step, outputs: { outcome: 'seen', value }, ...system });
  }
  return done;
}

async function holds(property: (definition: CaseDefinition, known: CompiledCase, done: Advanced[]) => void) {
  await fc.assert(
    fc.asyncProperty(randomCase, decisions, async (definition, moves) => {
      expect(checkCase(definition).filter(({ code }) => code !== 'stage-unreachable')).toEqual([]);
      const known = (await compiled(definition)).definition as CompiledCase;
      property(definition, known, run(known, definition, moves));
    }),
    { numRuns: 150 },
  );
}

describe('random cases under random commands', () => {
  it('are in exactly one stage, and what is open belongs to it', async () => {
    await holds((definition, known, done) => {
      for (const { state } of done) {
        const current = state.visits.filter(({ until }) => until === null);
        expect(current.length).toBe(state.visits.length === 0 ? 0 : 1);
        const { steps } = definition.stages.find(({ id }) => id === current[0]?.stage) ?? { steps: [] };
        const ids = ['case.email', ...steps.map(({ id }) => id)];
        for (const { element } of state.engine.open) expect(ids).toContain(element);
        if (state.status === 'completed' || state.status === 'cancelled')
          expect(state.engine.open).toEqual([]);
        expect(definition.stages.map(({ id }) => id)).toContain(standingOf(known, state).stage);
      }
    });
  });

  it('visit one stage after the other without a gap, but for the time when they were over', async () => {
    await holds((_definition, _known, done) => {
      const visits = done.at(-1)?.state.visits ?? [];
      const ends = done.flatMap(({ command, effects }) =>
        effects.some(({ type }) => type === 'instance.ended') ? [command.now] : [],
      );
      for (const [at, { until, stage: id }] of visits.slice(0, -1).entries()) {
        expect([visits[at + 1]?.from, ...ends]).toContain(until);
        expect(id).not.toBe(visits[at + 1]?.stage);
      }
    });
  });

  it('never pass over a required step when a person moves them forward', async () => {
    await holds((definition, known, done) => {
      for (const { command, before } of done) {
        if (command.type !== 'case.move' || before === null) continue;
        const { move } = outlookOf(known, before, command.stage);
        expect(['forward', 'back']).toContain(move);
        const goal = definition.stages.find(({ id }) => id === command.stage);
        if (move === 'forward' && goal?.end !== 'unsuccessful')
          expect(blockingSteps(definition, before)).toEqual([]);
      }
    });
  });

  it('close whatever they open, once', async () => {
    await holds((_definition, _known, done) => {
      const open = new Set<string>();
      for (const { effects, state } of done) {
        for (const effect of effects) {
          if (effect.type === 'step.entered') {
            expect(open.has(effect.step)).toBe(false);
            open.add(effect.step);
          } else if (effect.type === 'step.completed' || effect.type === 'step.cancelled')
            expect(open.delete(effect.step)).toBe(true);
        }
        const last = state.visits.at(-1);
        const over = state.status === 'completed' || state.status === 'cancelled';
        const wanted = over
          ? []
          : [state.agreement.step, ...(last ? [last.step] : []), ...state.engine.open.map(({ id }) => id)];
        expect([...open].sort()).toEqual(wanted.sort());
      }
    });
  });

  it('agree with their CRM, say that they do not, or are at work on it', async () => {
    await holds((definition, _known, done) => {
      for (const { state } of done) {
        const { phase, known, dispute, apart, incident } = state.agreement;
        if (state.status === 'cancelled') continue;
        const value = definition.stages.find(({ id }) => id === state.visits.at(-1)?.stage)?.value;
        if (phase === 'idle' && dispute === null && !apart && state.visits.length > 0)
          expect(known).toBe(value);
        if (incident !== null) expect(state.status).toBe('error');
        if (dispute === 'restless') expect(incident).not.toBeNull();
      }
    });
  });

  it('come to the same state when everything is done again', async () => {
    await holds((_definition, known, done) => {
      let state: CaseState | null = null;
      for (const { command, state: expected } of done) {
        state = advanceCase(known, state && structuredClone(state), command).state;
        expect(state).toEqual(expected);
      }
    });
  });
});
