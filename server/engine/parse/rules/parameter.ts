/** Every parameter of the process has a type, and a default that is of it. */
import type { Finding } from '../../model.ts';
import { PARAMETER_TYPES } from '../profile.ts';
import { variableFault } from '../property-fault.ts';
import { readDefault } from '../read-default.ts';
import { coded, finding, type ProcessSource, property, type Rule } from '../source.ts';

const GROUPS = ['label', 'direction', 'required', 'default'];

export const parameter: Rule = (source) => [
  ...coded(source, 'parameter').flatMap(({ code, label }) => check(source, code, label)),
  ...GROUPS.flatMap((group) => stray(source, group)),
];

function check(source: ProcessSource, name: string, written: string): Finding[] {
  const findings: Finding[] = [];
  const fault = variableFault(name);
  if (fault !== null)
    findings.push(finding(source, `Expected ${fault.expected} as parameter, got "${name}".`, fault.remedy));
  const type = PARAMETER_TYPES.find((known) => known === written);
  const preset = property(source, `parameter-default:${name}`);
  if (type !== undefined && preset !== null && readDefault(type, preset) === null)
    findings.push(
      finding(
        source,
        `Expected a default of the type ${type} for ${name}, got "${preset}".`,
        EXAMPLES[type] ?? 'Enter another default, or change the type.',
      ),
    );
  const out = property(source, `parameter-direction:${name}`) === 'out';
  if (out && property(source, `parameter-required:${name}`) === 'true')
    findings.push(
      finding(
        source,
        `Expected throughline:parameter-required:${name} for a parameter that is taken in, got it for one that is given out.`,
        'Delete it, or change the direction.',
      ),
    );
  return findings;
}

const EXAMPLES: Partial<Record<(typeof PARAMETER_TYPES)[number], string>> = {
  date: 'Write it as 2026-03-31.',
  datetime: 'Write it as 2026-03-31T17:00:00Z.',
  list: 'Write it as JSON: ["a", "b"].',
  record: 'Delete the default; a record is chosen when an instance is started.',
};

function stray(source: ProcessSource, group: string): Finding[] {
  return coded(source, `parameter-${group}`)
    .filter(({ code }) => property(source, `parameter:${code}`) === null)
    .map(({ code }) =>
      finding(
        source,
        `Expected throughline:parameter:${code} with a type beside throughline:parameter-${group}:${code}, got none.`,
        'Add it, or correct the name.',
      ),
    );
}
