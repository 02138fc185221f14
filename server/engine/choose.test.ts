import { expect, it } from 'vitest';
import { chooseEngine } from './choose.ts';
import { process } from './testing/process.ts';

const NOW = '2026-03-02T09:00:00.000Z';
const files = { bpmn: process().start('in').task('a').end('out').path('in', 'a', 'out').xml(), forms: {} };
const start = { type: 'start', start: null, variables: {}, now: NOW, actor: 'anna' } as const;

/** Nobody listens there. */
const NOWHERE = { url: 'http://127.0.0.1:9/engine-rest' };

it('without an address, processes run on the embedded engine', async () => {
  const engine = chooseEngine(null);
  const deployed = await engine.deploy(files);
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
  const { definition } = deployed.process;
  const { state, status } = await engine.advance(definition, null, start);
  expect(status).toBe('running');
  expect(engine.explain(definition, state)).toMatchObject([{ element: 'a', for: { type: 'person' } }]);
});

it('with an address, what was deployed to the embedded engine goes on there', async () => {
  const deployed = await chooseEngine(null).deploy(files);
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.findings));
  const { status } = await chooseEngine(NOWHERE).advance(deployed.process.definition, null, start);
  expect(status).toBe('running');
});

it('with an address, a new process goes to the remote engine, and its absence is told', async () => {
  await expect(chooseEngine(NOWHERE).deploy(files)).rejects.toThrow(
    /^Expected an answer from the engine .*THROUGHLINE_ENGINE_URL/,
  );
});

it('without an address, a process of a remote engine is refused with what to set', async () => {
  await expect(chooseEngine(null).advance({ format: 'camunda-7' }, null, start)).rejects.toThrow(
    /^Expected THROUGHLINE_ENGINE_URL/,
  );
});
