/** What the operating system and `postmaster.pid` tell about a PostgreSQL that may still be running. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A postmaster as its pid file describes it. */
export interface Postmaster {
  pid: number;
  dataFolder: string;
  port: number;
}

/** Reads `postmaster.pid`; null when there is none or it is half written. */
export async function readPidFile(dataFolder: string): Promise<Postmaster | null> {
  const text = await readFile(`${dataFolder}/postmaster.pid`, 'utf8').catch(() => '');
  const [pid, folder, , port] = text.split('\n');
  if (!pid || !folder || !port) return null;
  return { pid: Number(pid), dataFolder: folder, port: Number(port) };
}

/** Parent and command line of a process; null when it does not run (a pid is reused, so look at both). */
export async function lookUpProcess(pid: number): Promise<{ parent: number; command: string } | null> {
  const run = promisify(execFile);
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    const parent = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
    return { parent, command: command.replaceAll('\0', ' ').trim() };
  } catch {
    if (process.platform === 'linux') return null;
  }
  const listed = await run('ps', ['-o', 'ppid=,command=', '-p', String(pid)]).catch(() => null);
  const found = /^\s*(\d+)\s+(.*)/.exec(listed?.stdout ?? '');
  return found ? { parent: Number(found[1]), command: found[2] ?? '' } : null;
}

/** Does this process still run? One that has ended counts as gone, even if nobody has asked how it ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && !isZombie(pid);
  }
  return !isZombie(pid);
}

/** In a container whose first process reaps nobody, an orphan that has ended stays in the process table. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Waits until a process has gone; false when it is still there after `ms`. */
export async function waitUntilGone(pid: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 50) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return !isAlive(pid);
}
