/** Damaged files: a finding or a process, never a throw, never an endless wait. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../definition.ts';
import { deploy } from '../testing/process.ts';
import { Scenario } from '../testing/scenario.ts';

const folder = new URL('../../../demo/processes/qualify-a-lead/', import.meta.url);
const BPMN = readFileSync(new URL('qualify-a-lead.bpmn', folder), 'utf8');
const FORM = readFileSync(new URL('qualification.form', folder), 'utf8');
const TOKENS = [
  '<',
  '>',
  '"',
  '&',
  '&#0;',
  '${',
  '}',
  '{{',
  '=',
  'true',
  'userTask',
  'InterestChosen',
  'throughline:',
  'throughline:kind',
  '__proto__',
  '<bpmn:',
  '/>',
  '\u0000',
  '😀',
  '-1',
];

/** Cut short, a piece twice, a piece gone, a piece elsewhere, or something put in. */
function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length);
  const once = fc.oneof(
    place.map((at) => (whole: string) => whole.slice(0, at)),
    fc.tuple(place, fc.nat(400)).map(
      ([at, size]) =>
        (whole: string) =>
          whole.slice(0, at + size) + whole.slice(at),
    ),
    fc.tuple(place, fc.nat(400)).map(
      ([at, size]) =>
        (whole: string) =>
          whole.slice(0, at) + whole.slice(at + size),
    ),
    fc.tuple(place, fc.constantFrom(...TOKENS)).map(
      ([at, token]) =>
        (whole: string) =>
          whole.slice(0, at) + token + whole.slice(at),
    ),
    fc.tuple(place, fc.nat(30), fc.constantFrom(...TOKENS)).map(
      ([at, size, token]) =>
        (whole: string) =>
          whole.slice(0, at) + token + whole.slice(at + size),
    ),
  );
  return fc
    .array(once, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce((whole, change) => change(whole), text));
}

/** Lines taken out, repeated or swapped: files that stay well-formed more often. */
function rearranged(text: string): fc.Arbitrary<string> {
  const lines = text.split('\n');
  const line = fc.nat(lines.length - 1);
  return fc
    .array(fc.tuple(line, line, fc.constantFrom('drop', 'repeat', 'swap')), { minLength: 1, maxLength: 5 })
    .map((changes) => {
      const changed = [...lines];
      for (const [one, other, how] of changes) {
        const [a = '', b = ''] = [changed[one], changed[other]];
        if (how === 'drop') changed[one] = '';
        if (how === 'repeat') changed[one] = `${a}\n${a}`;
        if (how === 'swap') [changed[one], changed[other]] = [b, a];
      }
      return changed.join('\n');
    });
}

async function judged(bpmn: string, form: unknown): Promise<void> {
  const outcome = await deploy(bpmn, { 'qualification.form': form });
  if (!outcome.ok) {
    expect(outcome.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(outcome.findings)).not.toContain('fault of the server');
    return;
  }
  const run = new Scenario(outcome.process.definition as Definition, {
    startedBy: 'anna',
    recordTitle: 'Chairs',
  });
  expect(['running', 'completed', 'error']).toContain(run.state.status);
}

describe('[ENG-33] a damaged file is refused or deployed, and what is deployed can be started', () => {
  it('when the process is damaged anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(BPMN), (bpmn) => judged(bpmn, JSON.parse(FORM))),
      { numRuns: 120 },
    );
  });

  it('when its lines are rearranged', async () => {
    await fc.assert(
      fc.asyncProperty(rearranged(BPMN), (bpmn) => judged(bpmn, JSON.parse(FORM))),
      { numRuns: 120 },
    );
  });

  it('when the form is any JSON', async () => {
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
    await fc.assert(
      fc.asyncProperty(form, (document) => judged(BPMN, document)),
      { numRuns: 80 },
    );
  });
});
