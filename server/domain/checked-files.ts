/** What the engine says about process files, and what this server lacks to carry them out. */
import { plansMail } from '../engine/planned-mail.ts';
import type { DeployFiles, DeployOutcome } from '../engine/port.ts';
import type { Surroundings } from './surroundings.ts';

/** What checking the files comes to; nothing is changed. */
export async function checkedFiles(around: Surroundings, files: DeployFiles): Promise<DeployOutcome> {
  return withMailWarnings(around, await around.engine.check(files));
}

/** What comes of giving the files to the engine. */
export async function deployedFiles(around: Surroundings, files: DeployFiles): Promise<DeployOutcome> {
  return withMailWarnings(around, await around.engine.deploy(files));
}

/** Warns of mail that could not be sent, because no mail server is set (behaviour 1.7). */
function withMailWarnings({ mailer }: Surroundings, outcome: DeployOutcome): DeployOutcome {
  if (!outcome.ok || mailer?.ready) return outcome;
  const { facts, definition } = outcome.process;
  const unsent = facts.elements
    .filter(({ id }) => plansMail(definition, id))
    .map(({ id, name }) => ({
      ...{ element: id, name },
      problem: 'Expected a mail server that sends the e-mails of this step, got none.',
      remedy: 'Set THROUGHLINE_SMTP_URL and start the server again, before somebody runs the process.',
    }));
  return { ...outcome, warnings: [...outcome.warnings, ...unsent] };
}
