import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

async function holds(server: Server, name: string): Promise<boolean> {
  try {
    server.listen(name);
    await once(server, 'listening');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

/**
 * Does work on a folder while no other process does; waits until it is free.
 *
 * The lock is an abstract socket of Linux: it has no file, and ends with the process that holds it, so a crash leaves
 * nothing behind.
 */
export async function whileAlone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const name = `\0throughline-crm-${createHash('sha256').update(path.resolve(folder)).digest('hex')}`;
  const server = createServer();
  while (!(await holds(server, name))) await wait(200);
  try {
    return await work();
  } finally {
    server.close();
  }
}
