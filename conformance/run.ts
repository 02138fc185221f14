/**
 * `npm run conformance`: every case and every sample on the embedded engine and on a real Operaton, compared
 * picture by picture. `--only <text>` runs some, `--engine <url>` takes an engine that runs already, `--record`
 * keeps the remote traces for the tests that have no remote engine.
 */
import { parseArgs } from 'node:util';
import type { Case, Runner } from './case.ts';
import { CASES } from './cases/index.ts';
import { createEmbeddedRunner } from './embedded.ts';
import { readRecording, writeRecording } from './recorded.ts';
import { openRemote } from './remote-engine.ts';
import { sampleCases } from './samples.ts';
import { differences, type Trace, traceOf } from './trace.ts';

const { values: options } = parseArgs({
  options: { only: { type: 'string' }, engine: { type: 'string' }, record: { type: 'boolean' } },
});

const topics = await chosenTopics();
const total = Object.values(topics).flat().length;
const embedded = await tracesBy(createEmbeddedRunner());
console.log(`embedded: ${total} cases`);
const remote = await openRemote(options.engine).catch((fault: Error) => {
  console.log(`remote engine: failed, ${fault.message}`);
  return finish(total);
});
if (!remote.ok) {
  console.log(`remote engine: skipped, ${remote.why}`);
  finish(compareWithRecording());
}
const { runner, stop } = remote;
const there = await tracesBy(runner).finally(stop);
console.log(`${runner.name}: ${total} cases`);
if (options.record) record(runner.name);
finish(compare(runner.name));

async function chosenTopics(): Promise<Record<string, Case[]>> {
  const all = { ...CASES, samples: await sampleCases() };
  const { only = '' } = options;
  const entries = Object.entries(all).map(([topic, cases]): [string, Case[]] => [
    topic,
    cases.filter(({ name }) => `${topic}: ${name}`.includes(only)),
  ]);
  return Object.fromEntries(entries.filter(([, cases]) => cases.length > 0));
}

async function tracesBy(runner: Runner): Promise<Map<Case, Trace>> {
  const traces = new Map<Case, Trace>();
  for (const subject of Object.values(topics).flat()) traces.set(subject, await traceOf(runner, subject));
  return traces;
}

/** The number of cases that failed, each told with what differs. */
function compare(name: string): number {
  return failures((subject, topic) => {
    const remoteTrace = traced(name, there, subject);
    return [
      ...differences(subject, traced('embedded', embedded, subject), remoteTrace),
      ...outdated(subject, topic, remoteTrace),
    ];
  });
}

/** The tests without a remote engine are only as good as what was recorded for them. */
function outdated(subject: Case, topic: string, now: { name: string; trace: Trace }): string[] {
  if (topic === 'samples') return [];
  const { engine, traces } = readRecording(topic);
  // Another engine may differ in ways that are its own.
  if (engine !== now.name) return [];
  const { differs: _, ...undeclared } = subject;
  const kept = traces[subject.name] ?? { pictures: [], problem: null };
  const lines = differences(
    undeclared,
    { name: 'recorded', trace: { ...kept, problem: null } },
    {
      ...now,
      trace: { ...now.trace, problem: null },
    },
  );
  return lines.map((line) => `${line}. Run npm run conformance -- --record.`);
}

/** Samples change with their authors and are not recorded: without a remote engine they only have to run. */
function compareWithRecording(): number {
  return failures((subject, topic) => {
    const here = traced('embedded', embedded, subject);
    if (topic === 'samples') return here.trace.problem === null ? [] : [here.trace.problem];
    const { engine, traces } = readRecording(topic);
    const trace = traces[subject.name];
    if (trace === undefined)
      return ['Expected a recorded trace, got none. Run npm run conformance -- --record.'];
    return differences(subject, here, { name: `${engine} (recorded)`, trace });
  });
}

function failures(check: (subject: Case, topic: string) => string[]): number {
  let failed = 0;
  for (const [topic, cases] of Object.entries(topics))
    for (const subject of cases) {
      const lines = check(subject, topic);
      if (lines.length === 0) continue;
      failed += 1;
      console.log(`\n✗ ${topic}: ${subject.name}\n${lines.map((line) => `    ${line}`).join('\n')}`);
    }
  return failed;
}

function traced(name: string, traces: Map<Case, Trace>, subject: Case): { name: string; trace: Trace } {
  return { name, trace: traces.get(subject) ?? { pictures: [], problem: 'It was not run.' } };
}

function record(engine: string): void {
  for (const [topic, cases] of Object.entries(topics)) {
    if (topic === 'samples') continue;
    const entries = cases.map((subject) => [subject.name, traced(engine, there, subject).trace] as const);
    writeRecording(topic, engine, Object.fromEntries(entries));
  }
}

function finish(failed: number): never {
  console.log(`\n${total - failed} passed, ${failed} failed`);
  process.exit(failed > 0 || total === 0 ? 1 : 0);
}
