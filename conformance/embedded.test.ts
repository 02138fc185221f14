import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CASES } from './cases/index.ts';
import { createEmbeddedRunner } from './embedded.ts';
import { readRecording } from './recorded.ts';
import { sampleCases } from './samples.ts';
import { differences, traceOf } from './trace.ts';

const runner = createEmbeddedRunner();

describe('the embedded engine does what the remote one was seen to do', () => {
  for (const [topic, cases] of Object.entries(CASES)) {
    const { engine, traces } = readRecording(topic);
    it.each(cases)(`${topic}: $name`, async (subject) => {
      const recorded = traces[subject.name];
      expect(recorded, 'a recorded trace: npm run conformance -- --record').toBeDefined();
      if (recorded === undefined) return;
      const here = { name: runner.name, trace: await traceOf(runner, subject) };
      expect(here.trace.problem).toBeNull();
      expect(differences(subject, here, { name: engine, trace: recorded })).toEqual([]);
    });
  }
});

describe('the samples', () => {
  it('all run to their end, by the first and by the last of what is offered', async () => {
    const cases = await sampleCases();
    expect(cases.length).toBeGreaterThan(0);
    for (const subject of cases) {
      const { pictures, problem } = await traceOf(runner, subject);
      expect(problem, subject.name).toBeNull();
      expect(pictures.at(-1)?.status, subject.name).toMatch(/^(completed|cancelled)$/);
    }
  });
});

describe('the cases', () => {
  it('have names of their own within their topic', () => {
    for (const [topic, cases] of Object.entries(CASES)) {
      const names = cases.map(({ name }) => name);
      expect(names, topic).toEqual([...new Set(names)]);
    }
  });

  it('name rules that docs/process-semantics.md has', () => {
    const text = readFileSync(new URL('../docs/process-semantics.md', import.meta.url), 'utf8');
    const named = Object.values(CASES).flatMap((cases) => cases.flatMap(({ rules }) => rules ?? []));
    expect(named.filter((rule) => !text.includes(`[${rule}]`))).toEqual([]);
  });

  it('say why wherever they declare a difference', () => {
    const declared = Object.values(CASES).flatMap((cases) => cases.flatMap(({ differs }) => differs ?? []));
    expect(declared.every(({ why }) => why.length > 20)).toBe(true);
  });
});
