import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { healthOf } from './server.ts';

const LEAVING_MS = 8_000;

/**
 * A port for the process server: the preferred one, or any free one, with a line that says so, when something
 * else has it. A process server that a crash left behind is on its way out: it is waited for.
 */
export async function portFor(preferred: number, say: (line: string) => void): Promise<number> {
  const end = performance.now() + LEAVING_MS;
  while ((await listenOn(preferred)) === null && performance.now() < end) {
    if (!(await healthOf(`http://127.0.0.1:${preferred}`))) break;
    await wait(100);
  }
  const port = await portFrom(preferred);
  if (port !== preferred && preferred !== 0)
    say(`Port ${preferred} is taken by another program; using ${port}.`);
  return port;
}

/** The preferred port, or any free one when something listens there. */
export async function portFrom(preferred: number): Promise<number> {
  return (await listenOn(preferred)) ?? (await listenOn(0)) ?? preferred;
}

/** Tries to listen; gives the port, freed again, or null when it is taken. */
function listenOn(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const got = typeof address === 'object' && address ? address.port : null;
      probe.close(() => resolve(got));
    });
  });
}
