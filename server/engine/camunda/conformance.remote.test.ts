/** Every case of the conformance suite once more, this time through the adapter. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/case.ts';
import { CASES } from '../../../conformance/cases/index.ts';
import { createEmbeddedRunner } from '../../../conformance/embedded.ts';
import { startOperaton } from '../../../conformance/operaton.ts';
import { readRecording } from '../../../conformance/recorded.ts';
import { sampleCases } from '../../../conformance/samples.ts';
import { differences, traceOf } from '../../../conformance/trace.ts';
import { createCamundaEngine } from './engine.ts';

const start = await startOperaton({ quickStart: true, jobExecutor: false });
afterAll(() => (start.ok ? start.operaton.stop() : undefined));

const url = start.ok ? start.operaton.url : '';
const adapter = createEmbeddedRunner(createCamundaEngine({ url }), 'the adapter');
const embedded = createEmbeddedRunner();

/** Calls and starts by timers and signals are refused at deployment; docs/operating.md says so. */
function isFollowed({ processes, begin }: Case): boolean {
  return processes.length === 1 && (begin === undefined || 'message' in begin);
}

/** The same for samples, as far as the file shows it. */
function isRefused({ processes }: Case): boolean {
  const starts = processes.join().match(/<bpmn:startEvent [\s\S]*?<\/bpmn:startEvent>/g) ?? [];
  return processes.length > 1 || starts.some((start) => /(timer|signal)EventDefinition/.test(start));
}

const samples = (await sampleCases()).filter((subject) => !isRefused(subject));

describe.skipIf(!start.ok)(`the adapter${start.ok ? '' : ` (skipped: ${start.why})`}`, () => {
  for (const [topic, cases] of Object.entries(CASES)) {
    const { engine, traces } = readRecording(topic);
    it.each(cases.filter(isFollowed).filter(({ differs }) => differs === undefined))(
      `gives the effects of what Operaton does: ${topic}: $name`,
      async (subject) => {
        const recorded = traces[subject.name];
        expect(recorded).toBeDefined();
        if (recorded === undefined) return;
        const here = { name: adapter.name, trace: await traceOf(adapter, subject) };
        expect(differences(subject, here, { name: engine, trace: recorded })).toEqual([]);
      },
    );
  }

  it.each(samples)('gives the effects of the embedded engine: $name', async (subject) => {
    const here = { name: adapter.name, trace: await traceOf(adapter, subject) };
    const there = { name: embedded.name, trace: await traceOf(embedded, subject) };
    expect(differences(subject, here, there)).toEqual([]);
  });
});
