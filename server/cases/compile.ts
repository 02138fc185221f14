/** From a file to a checked case: read, checked by the rules of cases and by those of steps, compiled. */

import type { CaseDefinition } from '../../lib/cases/definition.ts';
import { readCase } from '../../lib/cases/read-case.ts';
import { toldFinding } from '../../lib/cases/told-finding.ts';
import type { Definition, ProcessElement } from '../engine/definition.ts';
import type { Finding } from '../engine/model.ts';
import { compile } from '../engine/parse/compile.ts';
import { applyRules } from '../engine/parse/parse.ts';
import { readXml } from '../engine/parse/read-xml.ts';
import { RULES, WARNINGS } from '../engine/parse/rules/index.ts';
import type { CaseFiles, DeployOutcome } from '../engine/port.ts';
import { bpmnOf, EMAIL_BY_HAND } from './bpmn-of.ts';
import type { CompiledCase } from './compiled.ts';
import { factsOfCase } from './facts.ts';

/** Those that look at single steps; the others look at flows, which a case has not. */
const STEP_WARNINGS = {
  'written-variable': WARNINGS['written-variable'],
  'absent-starter': WARNINGS['absent-starter'],
};

/** Reads and checks a case. Never throws for a bad file. */
export async function compileCase({ case: text, forms }: CaseFiles): Promise<DeployOutcome> {
  const reading = readCase(text);
  if (!reading.ok)
    return { ok: false, findings: reading.findings.map((found) => toldFinding(reading.definition, found)) };
  const { definition } = reading;
  const steps = await readXml(bpmnOf(definition), forms);
  if (!steps.ok) return { ok: false, findings: steps.findings.map(forCase) };
  const { source } = steps;
  const findings = applyRules(RULES, source);
  if (findings.length > 0) return { ok: false, findings: findings.map(forCase) };
  const process = withoutFlows(compile(source), definition);
  const compiled: CompiledCase = {
    ...{ language: 'case', format: 'case-1', definition, process, elements: process.elements },
  };
  const warnings = applyRules(STEP_WARNINGS, source)
    // What it reads comes with the command that adds it.
    .filter((finding) => finding.element !== EMAIL_BY_HAND)
    .map(forCase);
  return { ok: true, process: { facts: factsOfCase(definition), definition: compiled }, warnings };
}

/** What is wrong with the case as a whole is not said of the process that it was made into. */
function forCase(finding: Finding): Finding {
  const isOurs = finding.element?.includes('.') ?? false;
  return isOurs ? { ...finding, element: null, name: null } : finding;
}

function withoutFlows(process: Definition, { stages }: CaseDefinition): Definition {
  const steps = new Set([EMAIL_BY_HAND, ...stages.flatMap((stage) => stage.steps.map(({ id }) => id))]);
  const elements = Object.entries(process.elements)
    .filter(([id]) => steps.has(id))
    .map(([id, element]): [string, ProcessElement] => [
      id,
      { ...element, incoming: [], outgoing: [], defaultFlow: null },
    ]);
  return { ...process, start: null, starts: [], flows: {}, elements: Object.fromEntries(elements) };
}
