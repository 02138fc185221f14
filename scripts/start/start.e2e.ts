import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../../e2e/support/ui.ts';
import { connectApi } from './api.ts';
import { healthOf } from './server.ts';

const READY_MS = 60_000;
const running: ChildProcess[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  for (const place of folders.splice(0)) rmSync(place, { recursive: true, force: true, maxRetries: 10 });
});

describe('npm start', () => {
  it('gets everything ready: server, people, processes, a CRM, the extension', async () => {
    const { url, said } = await start(folder());
    expect((await healthOf(url))?.status).toBe('ok');
    const alice = await connectApi(url, 'alice');
    const keys = (await alice.get<{ key: string }[]>('/processes')).map(({ key }) => key);
    expect(keys).toContain('qualify-a-lead');
    const [crm] = await alice.get<{ origins: string[] }[]>('/systems');
    expect((await fetch(crm?.origins[0] ?? '')).ok).toBe(true);
    expect(said()).toContain('alice');
    expect(readFileSync('.output/chrome-mv3/manifest.json', 'utf8')).toContain('manifest_version');
  });

  it('stops everything that it started when told to', async () => {
    const data = folder();
    const { child, url } = await start(data);
    const database = databaseOf(data);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(await healthOf(url)).toBeNull();
    expect(isAlive(database)).toBe(false);
  });

  it('can be started again after it was killed, with the data that was there', async () => {
    const data = folder();
    const first = await start(data);
    const alice = await connectApi(first.url, 'alice');
    await alice.post('/processes/qualify-a-lead/start', {
      record: { system: 'demo', type: 'lead', id: '1', title: 'Two deck ovens', url: null },
    });
    first.child.kill('SIGKILL');
    const second = await start(data);
    const tasks = await (await connectApi(second.url, 'alice')).get<{ title: string }[]>('/tasks');
    expect(tasks.map(({ title }) => title)).toEqual([expect.stringContaining('Two deck ovens')]);
  });

  it('takes another port, and says so, when something else has the one that it wants', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    const { url, said } = await start(folder(), taken);
    other.close();
    expect(url).not.toContain(`:${taken}`);
    expect(said()).toContain(`Port ${taken} is taken by another program`);
  });
});

interface Started {
  child: ChildProcess;
  url: string;
  said(): string;
}

/** Runs the command until it prints its ready line. */
async function start(data: string, port = 0): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-browser', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, THROUGHLINE_DATA: data },
  });
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  const url = await until(
    async () => `npm start to get ready (it says: ${said})`,
    async () => {
      if (child.exitCode !== null) throw new Error(`It ended: ${said}`);
      return /^ready (http\S+)$/m.exec(said)?.[1];
    },
    READY_MS,
  );
  return { child, url, said: () => said };
}

function folder(): string {
  const place = mkdtempSync(join(tmpdir(), 'throughline-start-'));
  folders.push(place);
  return place;
}

function databaseOf(data: string): number {
  return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
