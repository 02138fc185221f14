import type { FileOutcome, SourceFile, User } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import { changeCatalogue } from './catalogue.ts';
import { requirePermission } from './people.ts';
import { DeploymentRefused, deployIn } from './processes.ts';
import { readSources, refusedOutcome, type SourceProcess } from './source-files.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Deploys those of the files that pass, each process with the forms that it refers to; one outcome for each.
 * Needs *manage definitions*.
 */
export async function deployFiles(
  around: Surroundings,
  tx: Tx,
  user: User,
  given: readonly SourceFile[],
): Promise<FileOutcome[]> {
  requirePermission(user, 'manage-definitions');
  const { processes, refused } = readSources(given);
  // One change of the catalogue for all of them, of which everybody hears once.
  return changeCatalogue(tx, async () => {
    const outcomes: FileOutcome[] = [];
    for (const source of processes) outcomes.push(await deployOne(around, tx, user, source));
    return [...outcomes, ...refused];
  });
}

/** The files are checked before anything is written: a refusal leaves the transaction as it was. */
async function deployOne(
  around: Surroundings,
  tx: Tx,
  user: User,
  { file, files }: SourceProcess,
): Promise<FileOutcome> {
  try {
    const { process, warnings, unchanged } = await deployIn(around, tx, user, files);
    const { key, name, version } = process;
    return { file, key, name, version, findings: [], warnings, unchanged };
  } catch (error) {
    if (error instanceof DeploymentRefused) return refusedOutcome(file, error.findings);
    throw error;
  }
}
