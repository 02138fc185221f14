/** A PostgreSQL connection that listens, and comes back when it breaks. */
import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';

export interface Listener {
  readonly up: boolean;
  close(): Promise<void>;
}

const HEARTBEAT_MS = 20_000;
const LONGEST_PAUSE_MS = 5000;

/**
 * Listens on `channel` until closed. Rejects when the first connection can't be made; later breaks are
 * repaired, and `onBack` tells that notifications may have been missed.
 */
export async function listen(
  url: string,
  channel: string,
  log: FastifyBaseLogger,
  { onMessage, onBack }: { onMessage(payload: string): void; onBack(): void },
): Promise<Listener> {
  let client: pg.Client | null = null;
  let closed = false;
  let pause = 50;
  let timer: NodeJS.Timeout | null = null;

  const connect = async () => {
    const fresh = new pg.Client({
      ...{ connectionString: url, application_name: 'throughline-listen', keepAlive: true },
      ...{ connectionTimeoutMillis: 10_000, query_timeout: 10_000 },
    });
    fresh.on('error', () => undefined);
    fresh.on('notification', (message) => onMessage(message.payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await fresh.end().catch(() => undefined);
      throw error;
    }
    fresh.once('end', () => {
      if (client === fresh) lost();
    });
    client = fresh;
    pause = 50;
  };

  const lost = () => {
    client = null;
    if (closed) return;
    log.warn('the listening connection is lost; reconnecting');
    timer = setTimeout(repair, pause);
  };

  const repair = async () => {
    try {
      await connect();
      if (closed) return await end();
      onBack();
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      if (!closed) timer = setTimeout(repair, pause);
    }
  };

  // A connection can die without a word; a question that gets no answer ends it.
  const heartbeat = setInterval(() => {
    const asked = client;
    asked?.query('select 1').catch(() => asked.end().catch(() => undefined));
  }, HEARTBEAT_MS);

  const end = async () => {
    const last = client;
    client = null;
    await last?.end().catch(() => undefined);
  };

  await connect().catch((error) => {
    clearInterval(heartbeat);
    throw error;
  });
  return {
    get up() {
      return client !== null;
    },
    close: async () => {
      closed = true;
      clearInterval(heartbeat);
      if (timer) clearTimeout(timer);
      await end();
    },
  };
}
