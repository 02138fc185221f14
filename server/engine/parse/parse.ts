/** From files to a checked process: read, check by every rule, compile. */
import type { Definition } from '../definition.ts';
import type { Finding } from '../model.ts';
import type { DeployOutcome, ProcessFiles } from '../port.ts';
import { compile } from './compile.ts';
import { factsOf } from './facts.ts';
import { readXml } from './read-xml.ts';
import { RULES, WARNINGS } from './rules/index.ts';
import { finding, type ProcessSource, type Rule } from './source.ts';

/**
 * Reads and checks a process. Never throws for a bad file.
 *
 * ```ts
 * const outcome = await parse({ bpmn, forms: { 'qualification.form': form } });
 * if (!outcome.ok) for (const { element, problem, remedy } of outcome.findings) …
 * ```
 */
export async function parse({ bpmn, forms }: ProcessFiles): Promise<DeployOutcome> {
  const reading = await readXml(bpmn, forms);
  if (!reading.ok) return reading;
  const { source } = reading;
  const findings = applyRules(RULES, source);
  if (findings.length > 0) return { ok: false, findings };
  const definition: Definition = compile(source);
  const warnings = [...reading.warnings, ...applyRules(WARNINGS, source)];
  return { ok: true, process: { facts: factsOf(source), definition }, warnings };
}

/** A rule that breaks becomes a finding of its own, so that it can't hide what the others found. */
export function applyRules(rules: Record<string, Rule>, source: ProcessSource): Finding[] {
  return Object.entries(rules).flatMap(([name, rule]) => {
    try {
      return rule(source);
    } catch (fault) {
      const problem = `Expected the check "${name}" to come to an end, got ${String(fault)}.`;
      return [finding(source, problem, 'Report it together with the file; it is a fault of the server.')];
    }
  });
}
