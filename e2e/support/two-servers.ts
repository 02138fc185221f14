import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectApi } from '../../scripts/start/api.ts';
import { portFrom } from '../../scripts/start/ports.ts';
import { type ServerProcess, startServer } from '../../scripts/start/server.ts';
import { readPidFile } from '../../server/store/postmaster.ts';
import type { WorldServer } from './world.ts';

type OneOfTwo = Pick<WorldServer, 'port' | 'url' | 'as' | 'kill'>;

/** Two process servers on one database, as behind a load balancer. The second one has no data of its own. */
export interface TwoServers {
  first: OneOfTwo;
  second: OneOfTwo;
  stop(): Promise<void>;
}

/** Starts both; they answer when this resolves. */
export async function startTwoServers(): Promise<TwoServers> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-e2e-'));
  const publicPort = await portFrom(0);
  const start = (port: number, env: Record<string, string>) =>
    startServer({ port, data: folder, log: join(folder, `server-${port}.log`), env });
  const first = await start(publicPort, {});
  const second = await start(await portFrom(0), {
    DATABASE_URL: await databaseIn(folder),
    PUBLIC_URL: first.url,
  });
  return {
    first: asWorldServer(first),
    second: asWorldServer(second),
    async stop() {
      await second.stop();
      await first.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** The address of the embedded database of a server that runs. */
async function databaseIn(folder: string): Promise<string> {
  const password = (await readFile(join(folder, 'database-password'), 'utf8')).trim();
  const postmaster = await readPidFile(join(folder, 'postgres'));
  if (!postmaster) throw new Error(`Expected a running database in ${folder}, got none.`);
  return `postgres://throughline:${password}@127.0.0.1:${postmaster.port}/throughline`;
}

function asWorldServer(process: ServerProcess): OneOfTwo {
  return {
    port: Number(new URL(process.url).port),
    url: process.url,
    as: (login) => connectApi(process.url, login),
    kill: () => process.kill(),
  };
}
