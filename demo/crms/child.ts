import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A program to run. */
export interface Command {
  command: readonly string[];
  cwd?: string;
  /** Laid over the environment of this process; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** What the program reads from its standard input. */
  input?: string;
}

/** A program that keeps running until it is stopped. */
export interface Service {
  stop(): Promise<void>;
}

// The program replaces the shell, so its process id and exit code are the child's own. A sibling waits for the
// end of the pipe: it comes when this process ends, however it ends, and takes the program along.
const UNDER_WATCH = '(cat <&3; kill -TERM $$) </dev/null >/dev/null 2>&1 & exec "$@" 3<&-';
const STOP_MS = 10_000;

function spawnWatched({ command, cwd, env, input }: Command): ChildProcess {
  const child = spawn('/bin/sh', ['-c', UNDER_WATCH, 'sh', ...command], {
    cwd,
    env: { ...process.env, ...env },
    // A group of its own: Ctrl-C in the terminal reaches this process only, which then stops its children.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input ?? '');
  return child;
}

/** Signals what is left of a child's process group. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

const KEPT = 20;

/** Keeps the first and the last lines that a child prints, for error texts: some programs name the cause first. */
function linesOf(child: ChildProcess): () => string {
  let lines: string[] = [];
  const keep = (chunk: Buffer) => {
    lines.push(
      ...chunk
        .toString()
        .split('\n')
        .filter((line) => line.trim() !== ''),
    );
    if (lines.length > 2 * KEPT) lines = [...lines.slice(0, KEPT), ...lines.slice(-KEPT)];
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return () => lines.join('\n');
}

/** Runs a program to its end; throws, with what it printed, unless it exits with 0. */
export async function run(command: Command): Promise<void> {
  const child = spawnWatched(command);
  const said = linesOf(child);
  const [code, signal] = await once(child, 'exit');
  signalGroup(child, 'SIGKILL');
  if (code === 0) return;
  const line = command.command.join(' ');
  throw new Error(`Expected "${line}" to exit with 0, got ${signal ?? code}. It printed:\n${said()}`);
}

/** True when something answers at the address, whatever it answers. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a program that keeps running, and returns when `readyUrl` answers.
 *
 * It ends with `stop()`, and also when this process ends without calling it, be it by a crash or `kill -9`.
 */
export async function startService(command: Command, readyUrl: string): Promise<Service> {
  const child = spawnWatched(command);
  const said = linesOf(child);
  const exited = once(child, 'exit');
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const stop = async () => {
    if (isRunning()) {
      const tooLong = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS);
      signalGroup(child, 'SIGTERM');
      await exited;
      clearTimeout(tooLong);
    }
    signalGroup(child, 'SIGKILL');
  };
  while (!(await answers(readyUrl))) {
    if (!isRunning()) {
      const line = command.command.join(' ');
      throw new Error(`Expected "${line}" to answer at ${readyUrl}, got its end. It printed:\n${said()}`);
    }
    await Promise.race([wait(100), exited]);
  }
  return { stop };
}

/** The port itself, or a free one for 0. */
export async function choosePort(port: number): Promise<number> {
  if (port !== 0) return port;
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('Expected a TCP port, got none.');
  return address.port;
}
