/** What the engine says about process files, and what this server lacks to carry them out. */
import { plansMail } from '../engine/planned-mail.ts';
import type { DeployFiles, DeployOutcome } from '../engine/port.ts';
import type { Surroundings } from './surroundings.ts';

/** Checks the files. Warns of mail that could not be sent, because no mail server is set (behaviour 1.7). */
export async function checkedFiles(around: Surroundings, files: DeployFiles): Promise<DeployOutcome> {
  const outcome = await around.engine.deploy(files);
  if (!outcome.ok || around.mailer?.ready) return outcome;
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
