/** As whom PostgreSQL runs: it refuses root, so root lends it a system user. */
import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** How to start a program as the user that PostgreSQL runs as. */
export interface Runner {
  uid?: number;
  gid?: number;
  wrap(
    program: string,
    args: string[],
  ): { command: string; args: string[]; spawnOptions: { uid?: number; gid?: number } };
}

/**
 * Finds out as whom to run PostgreSQL so that it can reach `paths`.
 *
 * An ordinary user: as that user. Root: as the system user `postgres`, made when missing. When that user
 * may not pass one of the folders (data under `/root`), it is lent the one capability that passing
 * takes, instead of opening the folders to everybody.
 */
export async function runnerFor(paths: string[]): Promise<Runner> {
  if (process.getuid?.() !== 0) return { wrap: (command, args) => ({ command, args, spawnOptions: {} }) };
  const { uid, gid } = await postgresUser();
  const closed = await firstClosed(paths, uid, gid);
  if (!closed) return { uid, gid, wrap: (command, args) => ({ command, args, spawnOptions: { uid, gid } }) };
  const setpriv = await findSetpriv();
  if (!setpriv) {
    throw new Error(
      `Expected folders that the system user postgres may pass, got ${closed}. Move the project, run it as an ` +
        'ordinary user, or set DATABASE_URL.',
    );
  }
  const lend = ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  const become = ['--reuid', String(uid), '--regid', String(gid), '--clear-groups', ...lend, '--'];
  return {
    uid,
    gid,
    wrap: (program, args) => ({ command: setpriv, args: [...become, program, ...args], spawnOptions: {} }),
  };
}

/** The first folder above `paths` that the user who runs PostgreSQL may not pass; null when all are open. */
export async function firstClosedAbove(paths: string[]): Promise<string | null> {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = await postgresUser();
  return firstClosed(paths, uid, gid);
}

async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const read = async () => {
    const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  };
  return read().catch(async () => {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/sh', 'postgres']);
    return read();
  });
}

/** The first folder above `paths` that the user may not pass; null when all are open. */
async function firstClosed(paths: string[], uid: number, gid: number): Promise<string | null> {
  for (const path of paths) {
    for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
      const { mode, uid: owner, gid: group } = await stat(folder);
      const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
      if (!(mode & bit)) return folder;
    }
  }
  return null;
}

async function findSetpriv(): Promise<string | null> {
  for (const path of ['/usr/bin/setpriv', '/bin/setpriv']) {
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}
