import { setTimeout as wait } from 'node:timers/promises';
import { Health } from '../../lib/protocol/health.ts';
import { type Child, startNode } from './child.ts';

export interface ServerOptions {
  port: number;
  /** Folder of the embedded database. */
  data: string;
  log: string;
  env?: Record<string, string>;
}

/** The process server as a child process, answering. */
export interface ServerProcess extends Child {
  url: string;
  log: string;
}

/** Of all people of the demonstration. */
export const DEMO_PASSWORD = 'demo';

const START_MS = 60_000;

/** Starts `server/main.ts` with the demonstration's people, and waits until it answers. */
export async function startServer({ port, data, log, env }: ServerOptions): Promise<ServerProcess> {
  const url = `http://127.0.0.1:${port}`;
  const child = startNode(
    'server/main.ts',
    {
      THROUGHLINE_DEMO: '1',
      THROUGHLINE_DEMO_PASSWORD: DEMO_PASSWORD,
      THROUGHLINE_DATA: data,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...env,
    },
    log,
  );
  const failed = child.ended.then(() => {
    throw new Error(`Expected the process server to run, got its end. Its last words are in ${log}.`);
  });
  await Promise.race([healthy(url), failed]);
  failed.catch(() => {});
  return { ...child, url, log };
}

/** The health of whatever answers at this address; null when it is no process server. */
export async function healthOf(url: string): Promise<Health | null> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    return Health.parse(await response.json());
  } catch {
    return null;
  }
}

async function healthy(url: string): Promise<void> {
  const end = performance.now() + START_MS;
  while (performance.now() < end) {
    if ((await healthOf(url))?.status === 'ok') return;
    await wait(50);
  }
  throw new Error(
    `Expected the process server at ${url} to answer within ${START_MS / 1000} s, got nothing.`,
  );
}
