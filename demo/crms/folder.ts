import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Progress, silent } from './crm.ts';

const MARK = 'filled.json';

/** How to fill a CRM's folder. */
export interface Filling {
  folder: string;
  /** Changes when the contents to fill in change; a folder with other contents is filled anew. */
  version: string;
  progress?: Progress | undefined;
  fill(progress: Progress): Promise<void>;
}

/**
 * Fills a CRM's folder unless it was filled before.
 *
 * A mark is written last. A folder without it is the rest of a start that was broken off: it is emptied and
 * filled again, so that a crash never blocks the next start.
 */
export async function fillOnce({ folder, version, progress = silent, fill }: Filling): Promise<void> {
  await mkdir(folder, { recursive: true });
  const mark = path.join(folder, MARK);
  const found = await readFile(mark, 'utf8').catch(() => '');
  const wanted = `${JSON.stringify({ version })}\n`;
  if (found === wanted) return;
  for (const entry of await readdir(folder)) {
    await rm(path.join(folder, entry), { recursive: true, force: true });
  }
  await fill(progress);
  await writeFile(mark, wanted);
}
