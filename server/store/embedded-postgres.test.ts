import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from '../testing/data-folder.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { firstClosedAbove } from './postgres-user.ts';
import { isAlive, lookUpProcess, waitUntilGone } from './postmaster.ts';

const SCRIPT = new URL('../testing/hold-database.ts', import.meta.url).pathname;
const isRoot = process.getuid?.() === 0;

let folder: string;
const holders: ChildProcess[] = [];

beforeEach(async () => {
  folder = await makeDataFolder();
});

afterEach(async () => {
  for (const holder of holders.splice(0)) holder.kill('SIGKILL');
  await removeDataFolder(folder);
});

/** Starts another process that runs the database of the folder. */
async function hold(as: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['ignore', 'pipe', 'inherit'], ...as });
  holders.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
    child.once('exit', (code) => reject(new Error(`Expected a database, got exit code ${code}`)));
  });
  return { child, ...(JSON.parse(line) as { pid: number; url: string }) };
}

async function ask(url: string, query: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

test('a folder keeps its data from one start to the next, and a stop leaves no process', async () => {
  const first = await startEmbeddedPostgres(folder, { fleeting: true });
  await ask(first.url, 'create table kept (id text)');
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await startEmbeddedPostgres(folder, { fleeting: true });
  expect(await ask(second.url, 'select * from kept')).toEqual([]);
  await second.stop();
});

test('a server that is killed takes its database with it, and the next start is not blocked', async () => {
  const { child, pid } = await hold();
  child.kill('SIGKILL');
  const next = await startEmbeddedPostgres(folder, { fleeting: true });
  expect(next.pid).not.toBe(pid);
  expect(isAlive(pid)).toBe(false);
  await next.stop();
});

test.runIf(process.platform === 'linux')(
  'an orphan that lost its watchdog as well is stopped by the next start',
  async () => {
    const { child, pid } = await hold();
    const watchdog = (await lookUpProcess(pid))?.parent ?? 0;
    const children = await readFile(`/proc/${watchdog}/task/${watchdog}/children`, 'utf8');
    const helpers = children
      .trim()
      .split(' ')
      .map(Number)
      .filter((one) => one !== pid);
    for (const one of [watchdog, ...helpers]) process.kill(one, 'SIGKILL');
    child.kill('SIGKILL');
    await waitUntilGone(watchdog, 5000);
    expect(isAlive(pid)).toBe(true);
    const next = await startEmbeddedPostgres(folder, { fleeting: true });
    expect(isAlive(pid)).toBe(false);
    await next.stop();
  },
);

test('a database that was killed itself leaves a stale pid file, which blocks nothing', async () => {
  const first = await startEmbeddedPostgres(folder, { fleeting: true });
  process.kill(first.pid, 'SIGKILL');
  await waitUntilGone(first.pid, 5000);
  await readFile(join(folder, 'postgres', 'postmaster.pid'));
  const next = await startEmbeddedPostgres(folder, { fleeting: true });
  expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await next.stop();
});

test('a folder that another live server uses is refused with the remedy', async () => {
  const { pid } = await hold();
  await expect(startEmbeddedPostgres(folder, { fleeting: true })).rejects.toThrow(
    `in use by process ${pid}. Stop the other server`,
  );
  expect(isAlive(pid)).toBe(true);
});

test('the end of the database by itself is reported with its reason', async () => {
  const ended = Promise.withResolvers<string>();
  const { pid } = await startEmbeddedPostgres(folder, { fleeting: true, onExit: ended.resolve });
  process.kill(pid, 'SIGKILL');
  expect(await ended.promise).toMatch(/^exit code/);
});

test.runIf(isRoot)('a folder that only root may pass is no obstacle for root', async () => {
  const inner = join(folder, 'closed', 'data');
  await mkdir(inner, { recursive: true });
  await chmod(join(folder, 'closed'), 0o700);
  const database = await startEmbeddedPostgres(inner, { fleeting: true });
  expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await database.stop();
});

/** Nobody else gets at a project that root keeps in a closed folder. */
const open = (await firstClosedAbove([import.meta.filename, process.execPath])) === null;

test.runIf(isRoot && open)('an ordinary user runs the database as that user', async () => {
  const uid = Number((await promisify(execFile)('id', ['-u', 'nobody'])).stdout);
  await chown(folder, uid, uid);
  const { url } = await hold({ uid, gid: uid });
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }]);
});
