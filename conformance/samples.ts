/** The sample processes as cases: each is walked through, by the first and by the last of what is offered. */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unwritten } from '../server/engine/camunda/unwritten.ts';
import type { Definition } from '../server/engine/definition.ts';
import { createEmbeddedEngine } from '../server/engine/embedded.ts';
import type { Deployable, ProcessFiles } from '../server/engine/port.ts';
import type { Case } from './case.ts';
import { walk } from './walk.ts';

const FOLDER = fileURLToPath(new URL('../demo/processes/', import.meta.url));

/** What the server sets when somebody starts a process on a record. */
const STARTED = {
  startedBy: 'anna',
  recordSystem: 'demo',
  recordType: 'lead',
  recordId: '7',
  recordTitle: 'Acme',
};

interface Sample {
  files: ProcessFiles;
  process: Deployable;
}

/** A case for each way through each sample. */
export async function sampleCases(): Promise<Case[]> {
  const samples = await readSamples();
  const cases: Case[] = [];
  for (const sample of samples)
    for (const taste of ['first', 'last'] as const) cases.push(await walk(caseOf(sample, samples), taste));
  return cases;
}

async function readSamples(): Promise<Sample[]> {
  const engine = createEmbeddedEngine();
  const samples: Sample[] = [];
  for (const file of globSync('*/*.bpmn', { cwd: FOLDER }).sort()) {
    const forms = globSync(`${file.split(/[/\\]/)[0]}/*.form`, { cwd: FOLDER });
    const files = {
      bpmn: readFileSync(join(FOLDER, file), 'utf8'),
      forms: Object.fromEntries(
        forms.map((form) => [basename(form), JSON.parse(readFileSync(join(FOLDER, form), 'utf8'))]),
      ),
    };
    const outcome = await engine.deploy(files);
    if (!outcome.ok) throw new Error(`Expected ${file} to deploy, got ${JSON.stringify(outcome.findings)}`);
    samples.push({ files, process: outcome.process });
  }
  return samples;
}

function caseOf(sample: Sample, samples: Sample[]): Case {
  const all = withCalled(sample, samples);
  const { key, parameters } = sample.process.facts;
  const defaults = parameters.flatMap(({ name, default: value }) => (value === null ? [] : [[name, value]]));
  return {
    ...beginOf(sample.process),
    name: `sample ${key}`,
    records: all.flatMap(({ process }) => recordElements(process.definition as Definition)),
    processes: all.map(({ files }) => files.bpmn),
    forms: Object.assign({}, ...all.map(({ files }) => files.forms)),
    variables: {
      ...unwritten(sample.process.definition as Definition),
      ...STARTED,
      ...Object.fromEntries(defaults),
    },
    script: [],
  };
}

function recordElements({ elements }: Definition): string[] {
  return Object.values(elements).flatMap((element) =>
    'event' in element && element.event?.kind === 'record' ? [element.id] : [],
  );
}

/** A process without a none start event is put at its first one. */
function beginOf({ facts: { starts } }: Deployable): Pick<Case, 'begin'> {
  const [first] = starts;
  if (first === undefined || starts.some(({ on }) => on.kind === 'none')) return {};
  return { begin: { at: first.element } };
}

/** A sample and those that it calls, directly or not. */
function withCalled(sample: Sample, samples: Sample[]): Sample[] {
  const found = [sample];
  for (const { process } of found)
    for (const other of samples)
      if (process.facts.calls.includes(other.process.facts.key) && !found.includes(other)) found.push(other);
  return found;
}
