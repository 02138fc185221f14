import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whileAlone } from './alone.ts';
import { type Progress, silent } from './crm.ts';

const BEGUN = 'filling.json';
const DONE = 'filled.json';

/** How to fill a CRM's folder. */
export interface Filling {
  folder: string;
  /** Changes when the contents to fill in change; a folder with other contents is filled anew. */
  version: string;
  progress?: Progress | undefined;
  fill(progress: Progress): Promise<void>;
}

/** Empties a folder that an earlier filling made; refuses to touch any other. */
async function empty(folder: string): Promise<void> {
  const entries = await readdir(folder);
  if (entries.length > 0 && !entries.includes(BEGUN) && !entries.includes(DONE)) {
    const found = entries.slice(0, 3).join(', ');
    throw new Error(
      `Expected ${folder} to be empty or to hold a CRM's data, got ${found}. Name another folder, or empty it.`,
    );
  }
  for (const entry of entries.filter((name) => name !== BEGUN)) {
    await rm(path.join(folder, entry), { recursive: true, force: true });
  }
}

/**
 * Fills a CRM's folder unless it was filled before.
 *
 * One mark is written first and another last. A folder with the first alone is the rest of a start that was broken
 * off: it is emptied and filled again, so that a crash never blocks the next start. Of several processes one fills,
 * and the others wait for it.
 */
export async function fillOnce({ folder, version, progress = silent, fill }: Filling): Promise<void> {
  await mkdir(folder, { recursive: true });
  const done = path.join(folder, DONE);
  const wanted = `${JSON.stringify({ version })}\n`;
  await whileAlone(folder, async () => {
    if ((await readFile(done, 'utf8').catch(() => '')) === wanted) return;
    await empty(folder);
    await writeFile(path.join(folder, BEGUN), wanted);
    await fill(progress);
    await writeFile(done, wanted);
  });
}
