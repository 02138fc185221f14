import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Child {
  pid: number;
  /** Resolves when the process has ended, however it did. */
  ended: Promise<void>;
  stop(): Promise<void>;
  /** Ends it at once, without a chance to tidy up, as a crash does. */
  kill(): Promise<void>;
}

const STOP_MS = 15_000;

/**
 * Runs a TypeScript file of ours as a child that ends with this process, however this one ends. Its output
 * goes to `log`.
 */
export function startNode(entry: string, env: Record<string, string>, log: string): Child {
  const child = spawn(process.execPath, ['--import', './scripts/start/follow-parent.mjs', entry], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // A group of its own: Ctrl-C reaches this process only, which then stops its children in order.
    detached: true,
  });
  const file = createWriteStream(log, { flags: 'a' });
  child.stdout?.pipe(file, { end: false });
  child.stderr?.pipe(file, { end: false });
  const ended = once(child, 'exit').then(() => undefined);
  return {
    pid: child.pid ?? 0,
    ended,
    stop: () => stopChild(child, ended),
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = new AbortController();
  await Promise.race([ended, wait(STOP_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await ended;
}
