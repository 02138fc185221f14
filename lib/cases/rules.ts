/** Everything that must fit together in a case: the same rules while it is designed and when it is deployed. */
import type { CaseDefinition } from './definition.ts';
import type { CaseFinding } from './findings.ts';
import * as stages from './stage-rules.ts';
import * as steps from './step-rules.ts';

/**
 * What is wrong with a case; empty: nothing that can be told without the CRM and the other processes.
 *
 * ```ts
 * for (const finding of checkCase(definition)) …describeFinding(finding)
 * ```
 */
export function checkCase(definition: CaseDefinition): CaseFinding[] {
  return [...Object.values(stages), ...Object.values(steps)].flatMap((rule) => rule(definition));
}
