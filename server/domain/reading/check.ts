/** What deploying files would come to; nothing is changed. */
import type { FileOutcome, SourceFile } from '../../../lib/protocol/index.ts';
import { checkedFiles } from '../checked-files.ts';
import { readSame } from '../processes.ts';
import { readSources, toOutcome } from '../source-files.ts';
import type { Surroundings } from '../surroundings.ts';

/** One outcome for each BPMN file, and one for each file that cannot be used. */
export async function checkFiles(around: Surroundings, given: readonly SourceFile[]): Promise<FileOutcome[]> {
  const { processes, refused } = readSources(given);
  const outcomes: FileOutcome[] = [];
  for (const { file, files } of processes) {
    const outcome = toOutcome(file, await checkedFiles(around, files));
    const same = outcome.key === null ? null : await readSame(around.store.db, outcome.key, files);
    outcomes.push({ ...outcome, unchanged: same !== null });
  }
  return [...outcomes, ...refused];
}
