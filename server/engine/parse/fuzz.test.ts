/** Damaged files: a finding or a process that can be run, never a throw, never an endless wait. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Definition } from '../definition.ts';
import { CORPUS } from '../testing/corpus.ts';
import { damaged, mutated } from '../testing/damage.ts';
import { drive } from '../testing/drive.ts';
import { deploy } from '../testing/process.ts';

interface File {
  name: string;
  bpmn: string;
  forms: Record<string, unknown>;
}

const SAMPLES = new URL('../../../demo/processes/', import.meta.url);
const FILES: File[] = [
  ...readdirSync(SAMPLES).map((name) => sample(name)),
  ...Object.entries(CORPUS).map(([name, built]) => ({ name, bpmn: built.xml(), forms: {} })),
];

function sample(name: string): File {
  const folder = new URL(`${name}/`, SAMPLES);
  const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
  const forms = readdirSync(folder).filter((file) => file.endsWith('.form'));
  return {
    name,
    bpmn: read(`${name}.bpmn`),
    forms: Object.fromEntries(forms.map((file) => [file, JSON.parse(read(file)) as unknown])),
  };
}

const picks = fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 });
/** A busy machine takes its time over hundreds of files. */
const LONG = 120_000;

/** Whether it was deployed; then it was run as well. */
async function judged(bpmn: string, forms: Record<string, unknown>, moves: number[]): Promise<boolean> {
  const outcome = await deploy(bpmn, forms);
  if (outcome.ok) {
    const definition = Definition.parse(JSON.parse(JSON.stringify(outcome.process.definition)));
    expect(['running', 'completed', 'error', 'cancelled']).toContain(drive(definition, moves).status);
    return true;
  }
  expect(outcome.findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(outcome.findings)).not.toContain('fault of the server');
  for (const { problem, remedy } of outcome.findings) {
    expect(problem).toMatch(/^Expected .+\.$/s);
    expect(remedy).toMatch(/^[A-Z].{8,}\.$/s);
  }
  return false;
}

describe('[ENG-33] [ENG-99] a damaged file is refused, or deployed and run', () => {
  it.each(FILES)('$name deploys undamaged, and runs whatever happens', async ({ bpmn, forms }) => {
    await fc.assert(
      fc.asyncProperty(picks, async (moves) => {
        expect(await judged(bpmn, forms, moves)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it.each(FILES)('$name when its text is damaged anywhere', { timeout: LONG }, async ({ bpmn, forms }) => {
    await fc.assert(
      fc.asyncProperty(damaged(bpmn), picks, async (text, moves) => {
        await judged(text, forms, moves);
      }),
      { numRuns: 30 },
    );
  });

  it('whatever becomes of its elements and attributes', { timeout: LONG }, async () => {
    let deployed = 0;
    for (const { bpmn, forms } of FILES)
      await fc.assert(
        fc.asyncProperty(mutated(bpmn), picks, async (text, moves) => {
          if (await judged(text, forms, moves)) deployed += 1;
        }),
        { numRuns: 60 },
      );
    // If nearly everything were refused, running would not be tried.
    expect(deployed).toBeGreaterThan(FILES.length * 3);
  });

  it('when its form is any JSON', async () => {
    const component = fc.record(
      {
        type: fc.constantFrom('textfield', 'number', 'select', 'datetime', 'button', 'text', 'group'),
        key: fc.constantFrom('need', 'a', '', 1, null),
        label: fc.anything(),
        values: fc.jsonValue(),
        validate: fc.jsonValue(),
        defaultValue: fc.jsonValue(),
        text: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const form = fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.constant('qualification'), components: fc.array(component, { maxLength: 4 }) }),
    );
    const { bpmn } = sample('qualify-a-lead');
    await fc.assert(
      fc.asyncProperty(form, picks, async (document, moves) => {
        await judged(bpmn, { 'qualification.form': document }, moves);
      }),
      { numRuns: 80 },
    );
  });

  it('when its form is damaged anywhere', async () => {
    const { bpmn, forms } = sample('qualify-a-lead');
    const text = JSON.stringify(Object.values(forms)[0]);
    await fc.assert(
      fc.asyncProperty(damaged(text), picks, async (broken, moves) => {
        await judged(bpmn, { 'qualification.form': parsed(broken) }, moves);
      }),
      { numRuns: 80 },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
