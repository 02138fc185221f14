/** Deploys the processes that tests build. */

import type { Definition } from '../definition.ts';
import { createEmbeddedEngine } from '../embedded.ts';
import type { DeployOutcome } from '../port.ts';
import type { ProcessBuilder } from './process-builder.ts';

export { extension, ProcessBuilder, process } from './process-builder.ts';

/** Deploys a process with the embedded engine. */
export function deploy(
  built: ProcessBuilder | string,
  forms: Record<string, unknown> = {},
): Promise<DeployOutcome> {
  return createEmbeddedEngine().deploy({ bpmn: typeof built === 'string' ? built : built.xml(), forms });
}

/** The definition of a process that must pass every check. */
export async function defined(
  built: ProcessBuilder | string,
  forms: Record<string, unknown> = {},
): Promise<Definition> {
  const outcome = await deploy(built, forms);
  if (!outcome.ok)
    throw new Error(`Expected a process that deploys, got ${JSON.stringify(outcome.findings, null, 1)}`);
  return outcome.process.definition as Definition;
}
