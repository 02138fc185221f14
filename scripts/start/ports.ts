import { createServer } from 'node:net';

/**
 * A port to listen on: the preferred one, or any free one when something else has it. The caller tells the
 * person when it is another one.
 */
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
