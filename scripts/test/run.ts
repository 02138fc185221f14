import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface RunOptions {
  minutes: number;
  env?: Record<string, string>;
}

export interface Outcome {
  code: number;
  timedOut: boolean;
}

const GRACE_MS = 5_000;
const running = new Set<ChildProcess>();

/** Runs a shell command, without input, its output on ours; ends it and all it started when the time is up. */
export function run(command: string, options: RunOptions): Promise<Outcome> {
  return start(command, options, 'inherit');
}

/** Like `run`, but shows the output only when the command fails. */
export async function runQuietly(command: string, options: RunOptions): Promise<Outcome> {
  const output: Buffer[] = [];
  const outcome = await start(command, options, 'pipe', (chunk) => output.push(chunk));
  if (outcome.code !== 0) process.stdout.write(Buffer.concat(output));
  return outcome;
}

/** Ends everything that still runs; for when this process is told to stop. */
export function stopAll(): void {
  for (const child of running) if (child.pid) kill(treeOf(child.pid), 'SIGKILL');
}

function start(
  command: string,
  { minutes, env }: RunOptions,
  output: 'inherit' | 'pipe',
  onOutput?: (chunk: Buffer) => void,
): Promise<Outcome> {
  // A group of its own: what hangs is ended with all that it started.
  const child = spawn('/bin/sh', ['-c', command], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
    detached: true,
  });
  running.add(child);
  if (onOutput) for (const stream of [child.stdout, child.stderr]) stream?.on('data', onOutput);
  let timedOut = false;
  const deadline = setTimeout(() => {
    timedOut = true;
    if (child.pid) endTree(child.pid);
  }, minutes * 60_000);
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(deadline);
      running.delete(child);
      resolve({ code: timedOut ? 1 : (code ?? 1), timedOut });
    });
  });
}

/** A hung browser driver ignores SIGTERM, and browsers have process groups of their own: hence the tree. */
function endTree(pid: number): void {
  const tree = treeOf(pid);
  kill(tree, 'SIGTERM');
  setTimeout(() => kill(tree, 'SIGKILL'), GRACE_MS);
}

function kill(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

/** A process and all its descendants, as /proc shows them; only the process itself where there is no /proc. */
function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

function processes(): [pid: number, parent: number][] {
  const found: [number, number][] = [];
  for (const entry of safely(() => readdirSync('/proc')) ?? []) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = safely(() => readFileSync(`/proc/${entry}/stat`, 'utf8'));
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent) found.push([Number(entry), Number(parent)]);
  }
  return found;
}

function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
