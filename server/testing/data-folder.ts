import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPidFile, waitUntilGone } from '../store/postmaster.ts';

/** A new folder for an embedded PostgreSQL, which may run as another user and has to pass through. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-data-'));
  await chmod(folder, 0o711);
  return folder;
}

/** Removes it, when the PostgreSQL of a server that was killed has ended as well. */
export async function removeDataFolder(folder: string): Promise<void> {
  const postmaster = await readPidFile(join(folder, 'postgres'));
  if (postmaster) await waitUntilGone(postmaster.pid, 10_000);
  await rm(folder, { recursive: true, force: true });
}
