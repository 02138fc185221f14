import { describe, expect, it } from 'vitest';
import { createEmbeddedEngine } from './embedded.ts';
import { process } from './testing/process.ts';
import { NOW } from './testing/scenario.ts';

const engine = createEmbeddedEngine();
const START = { type: 'start', now: NOW, actor: 'anna', start: null, variables: {} } as const;

async function deployed(): Promise<unknown> {
  const bpmn = process().start('in').task('work').path('in', 'work').xml();
  const outcome = await engine.deploy({ bpmn, forms: {} });
  return outcome.ok ? outcome.process.definition : null;
}

describe('the embedded engine', () => {
  it('runs an instance whose definition and state went through a database', async () => {
    const stored = JSON.stringify(await deployed());
    const first = await engine.advance(JSON.parse(stored), null, START);
    expect(first).toMatchObject({ status: 'running' });
    const kept = JSON.stringify(first.state);
    expect(engine.explain(JSON.parse(stored), JSON.parse(kept))).toMatchObject([{ element: 'work' }]);
    const last = await engine.advance(JSON.parse(stored), JSON.parse(kept), {
      type: 'complete',
      now: NOW,
      actor: 'anna',
      step: 's2',
      outcome: 'done',
      variables: {},
    });
    expect(last.status).toBe('completed');
    expect(last.effects.map(({ type }) => type)).toEqual(['task.closed', 'step.completed', 'instance.ended']);
  });

  it('refuses a definition or a state of another format instead of guessing', async () => {
    const definition = await deployed();
    await expect(engine.advance({ ...(definition as object), format: 1 }, null, START)).rejects.toThrow();
    expect(() => engine.explain(definition, { format: 1 })).toThrow('a state of format 2');
  });

  it('refuses a start with a state and a completion without one, as faults of the caller', async () => {
    const definition = await deployed();
    const { state } = await engine.advance(definition, null, START);
    await expect(engine.advance(definition, state, START)).rejects.toThrow('no state before the start');
    await expect(
      engine.advance(definition, null, { type: 'cancel', now: NOW, actor: null, reason: 'x' }),
    ).rejects.toThrow('the state of an instance');
  });
});
