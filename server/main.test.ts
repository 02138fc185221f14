/** The server as its own process: what is printed, how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readPidFile } from './store/postmaster.ts';
import { TestClient } from './testing/client.ts';
import { makeDataFolder, removeDataFolder } from './testing/data-folder.ts';

const MAIN = new URL('./main.ts', import.meta.url).pathname;
const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) await removeDataFolder(folder);
});

async function dataFolder(): Promise<string> {
  const folder = await makeDataFolder();
  folders.push(folder);
  return folder;
}

/** Starts the server and collects what it writes. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
  children.push(child);
  const written = { out: '', err: '' };
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      written.out += data;
      const url = /^ready (\S+)$/m.exec(written.out)?.[1];
      if (url) resolve(url);
    });
    child.stderr.on('data', (data) => {
      written.err += data;
    });
    ended.then(() => reject(new Error(`Expected a server, got its end: ${written.err}`)));
  });
  // A test that expects the end does not look at it.
  ready.catch(() => undefined);
  return { child, written, ended, ready };
}

test('a fresh folder becomes a server that says when it is ready and ends when asked to', async () => {
  const folder = await dataFolder();
  const { child, ended, ready } = start({ PORT: '0', THROUGHLINE_DATA: folder });
  const client = await TestClient.open(await ready);
  child.kill('SIGTERM');
  expect((await client.next('error')).error.code).toBe('server-stopping');
  expect(await ended).toBe(0);
  expect(await readPidFile(join(folder, 'postgres'))).toBeNull();
});

test('a server that was killed starts again on the same folder', async () => {
  const folder = await dataFolder();
  const first = start({ PORT: '0', THROUGHLINE_DATA: folder, THROUGHLINE_DEMO: '1' });
  await first.ready;
  first.child.kill('SIGKILL');
  await first.ended;
  const second = start({ PORT: '0', THROUGHLINE_DATA: folder, THROUGHLINE_DEMO: '1' });
  expect((await fetch(`${await second.ready}/health`)).status).toBe(200);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('a bad setting ends the start with a text that names it', async () => {
  const { ended, written } = start({ PORT: 'eighty' });
  expect(await ended).toBe(1);
  expect(written.err).toMatch(/^Expected settings as docs\/operating.md lists them, got PORT: /);
  expect(written.err).not.toContain('    at ');
});

test('a port that is taken ends the start with a text, and stops what was started', async () => {
  const { ready } = start({ PORT: '0', THROUGHLINE_DATA: await dataFolder() });
  const port = new URL(await ready).port;
  const folder = await dataFolder();
  const second = start({ PORT: port, THROUGHLINE_DATA: folder });
  expect(await second.ended).toBe(1);
  expect(second.written.err).toContain(`Expected port ${port} of 127.0.0.1 to be free`);
  expect(await readPidFile(join(folder, 'postgres'))).toBeNull();
});

test('a database that does not answer ends the start with a text, not a stack', async () => {
  const { ended, written } = start({ PORT: '0', DATABASE_URL: 'postgres://app:secret@127.0.0.1:1/app' });
  expect(await ended).toBe(1);
  expect(written.err).toMatch(/^Expected a PostgreSQL at 127\.0\.0\.1:1\/app, got: .+ECONNREFUSED/);
  expect(written.err).not.toContain('secret');
});
