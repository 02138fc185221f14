/** Starts a real Operaton behind its REST interface, for the conformance suite, the adapter's tests and the bench. */
import { type ChildProcess, spawn } from 'node:child_process';
import { findJava } from './java.ts';
import { buildOperaton } from './operaton-build.ts';

export interface OperatonOptions {
  /** The port to listen on; 0: any free one. */
  port?: number;
  /** A PostgreSQL database of its own; without, everything is kept in memory. */
  postgres?: { url: string; user: string; password: string };
  /** Starts in half the time and runs slower afterwards: right for tests, wrong for measurements. */
  quickStart?: boolean;
  /** Whether Operaton executes jobs that are due by itself. A script that fires its timers wants none of it. */
  jobExecutor?: boolean;
}

export interface RunningOperaton {
  /** The root of the REST interface, without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

export type OperatonStart = { ok: true; operaton: RunningOperaton } | { ok: false; why: string };

const READY = /^remote-engine listens on port (\d+)$/m;
const PATIENCE_MS = 180_000;
const LAST_LINES = 20;

/**
 * Builds Operaton if need be and starts it. Where Java or Maven is missing, `why` says so; throws where they
 * are there and it does not start. It ends with this process, however that ends.
 *
 * ```ts
 * const start = await startOperaton();
 * if (start.ok) await fetch(`${start.operaton.url}/version`);
 * ```
 */
export async function startOperaton(options: OperatonOptions = {}): Promise<OperatonStart> {
  const java = findJava();
  if (!java.ok) return java;
  const build = await buildOperaton();
  if (!build.ok) return build;
  const child = spawn(java.program, argumentsOf(build.jar, options), {
    // Its input stays open for as long as this process lives: that is how it knows.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environmentOf(options) },
  });
  const port = await listening(child);
  return { ok: true, operaton: { url: `http://127.0.0.1:${port}/engine-rest`, stop: () => stop(child) } };
}

function argumentsOf(
  jar: string,
  { port = 0, quickStart = false, jobExecutor = true }: OperatonOptions,
): string[] {
  const machine = quickStart ? ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m'] : ['-Xmx1g'];
  const settings = [`--server.port=${port}`, `--operaton.bpm.job-execution.enabled=${jobExecutor}`];
  return [...machine, '-jar', jar, ...settings];
}

/** By environment, so that no password stands in the list of processes. */
function environmentOf({ postgres }: OperatonOptions): Record<string, string> {
  if (postgres === undefined) return {};
  return {
    SPRING_DATASOURCE_URL: postgres.url,
    SPRING_DATASOURCE_USERNAME: postgres.user,
    SPRING_DATASOURCE_PASSWORD: postgres.password,
  };
}

function listening(child: ChildProcess): Promise<number> {
  let output = '';
  return new Promise((done, fail) => {
    const refuse = (got: string) => {
      clearTimeout(deadline);
      child.kill('SIGKILL');
      const end = output.trim().split('\n').slice(-LAST_LINES).join('\n');
      fail(new Error(`Expected Operaton to start, got ${got}. Its last lines:\n${end}`));
    };
    const deadline = setTimeout(() => refuse(`no answer within ${PATIENCE_MS / 1000} s`), PATIENCE_MS);
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
      const port = READY.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(deadline);
      done(Number(port));
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', read);
    child.once('error', ({ message }) => refuse(message));
    child.once('exit', (code, signal) => refuse(`its end (${signal ?? `exit code ${code}`})`));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once('exit', () => done());
    child.stdin?.end();
  });
}
