/** What deploying files would come to; nothing is changed. */
import type { FileOutcome, SourceFile } from '../../../lib/protocol/index.ts';
import { checkedFiles } from '../checked-files.ts';
import { compareDeployed } from '../processes.ts';
import { readSources, refusedOutcome, type SourceProcess, toOutcome } from '../source-files.ts';
import type { Surroundings } from '../surroundings.ts';

/** One outcome for each BPMN file or case, and one for each file that cannot be used. */
export async function checkFiles(around: Surroundings, given: readonly SourceFile[]): Promise<FileOutcome[]> {
  const { processes, refused } = readSources(given);
  const outcomes: FileOutcome[] = [];
  for (const source of processes) outcomes.push(await checkOne(around, source));
  return [...outcomes, ...refused];
}

async function checkOne(around: Surroundings, { file, files }: SourceProcess): Promise<FileOutcome> {
  const outcome = await checkedFiles(around, files);
  if (!outcome.ok) return refusedOutcome(file, outcome.findings);
  const { same, findings } = await compareDeployed(around.store.db, outcome.process.facts, files);
  if (findings.length > 0) return refusedOutcome(file, findings);
  return { ...toOutcome(file, outcome), unchanged: same !== null };
}
