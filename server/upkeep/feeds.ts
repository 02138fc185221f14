/** Keeps the record feeds running on this server. */
import type { FastifyBaseLogger } from 'fastify';
import { alignFeeds, pollFeed } from '../domain/record-feeds.ts';
import type { Surroundings } from '../domain/surroundings.ts';

/** How often this server looks whether a feed is due. */
const LOOK_MS = 1000;
/** How often it looks which feeds there should be: a new listener hears of changes that much later. */
const ALIGN_EVERY = 2;

/** Starts to poll; the function that it gives stops it when what has begun is done. */
export function startFeeds(
  around: Surroundings,
  everySeconds: number,
  log: FastifyBaseLogger,
): () => Promise<void> {
  let stopped = false;
  let looks = 0;
  let timer: ReturnType<typeof setTimeout>;
  const look = async () => {
    try {
      if (looks % ALIGN_EVERY === 0) await alignFeeds(around);
      looks += 1;
      while (!stopped && (await pollFeed(around, everySeconds)));
    } catch (error) {
      log.warn({ error: String(error) }, 'record feeds');
    }
    if (!stopped) timer = setTimeout(next, LOOK_MS);
  };
  let running = look();
  const next = () => {
    running = look();
  };
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
