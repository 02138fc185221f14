import type { FastifyBaseLogger } from 'fastify';
import { Logger, parseCronItems, run } from 'graphile-worker';
import { openStore } from '../store/store.ts';
import { prune } from './prune.ts';

/** The background work of this server: one of the servers of a database does each piece. */
export interface Worker {
  stop(): Promise<void>;
}

/** Starts it; its own tables are made or updated first. */
export async function startWorker(url: string, log: FastifyBaseLogger, now: () => Date): Promise<Worker> {
  // Connections of its own: one listens all the time.
  const store = openStore(url, { max: 3 });
  const runner = await run({
    pgPool: store.pool,
    noHandleSignals: true,
    concurrency: 1,
    // Nothing here is urgent: cron starts it all.
    pollInterval: 60_000,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn({ message }, 'background work');
    }),
    taskList: {
      prune: async () => {
        log.info(await prune(store.db, now()), 'pruned');
      },
    },
    parsedCronItems: parseCronItems([{ task: 'prune', match: '17 3 * * *', identifier: 'prune' }]),
  });
  return {
    stop: async () => {
      await runner.stop();
      await store.close();
    },
  };
}
