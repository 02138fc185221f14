import {
  type ClientMessage,
  type Hello,
  LinkResponse,
  type ServerMessage,
  WireError,
} from '../protocol/index.ts';
import { asWireError, malformed } from './socket.ts';
import type { Transport, TransportOptions } from './transport.ts';

/** Below the 30 s after which a browser ends a worker's request. */
const WAIT_MS = 20_000;
/** The server answers after the wait; so much later the request is dead. */
const GRACE_MS = 10_000;

/**
 * The same link over HTTP, where something between here and the server blocks sockets: one request waits for
 * what the server has to say, commands leave in requests of their own. Each carries the hello, so any node of
 * the server can answer it, and what comes twice is known by its offset.
 */
export function openFallback(options: TransportOptions): Transport {
  const { server, hello, onOpen, onMessage, onLost } = options;
  const abort = new AbortController();
  let over = false;
  let welcomed = false;
  let outgoing: Exclude<ClientMessage, Hello>[] = [];

  function end(problem: WireError): void {
    if (over) return;
    over = true;
    abort.abort();
    onLost(problem);
  }

  async function exchange(messages: readonly ClientMessage[], waitMs: number): Promise<void> {
    const request = { hello: await hello(), messages, waitMs };
    const response = await fetch(`${server.replace(/\/+$/, '')}/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.any([abort.signal, AbortSignal.timeout(waitMs + GRACE_MS)]),
    });
    const body: unknown = await response.json();
    const refused = WireError.safeParse(body);
    if (refused.success) return end(refused.data);
    const parsed = LinkResponse.safeParse(body);
    if (!parsed.success) return end(malformed(server));
    for (const message of parsed.data.messages) {
      if (!over) await take(message);
    }
  }

  async function take(message: ServerMessage): Promise<void> {
    if (message.type === 'error') return end(message.error);
    // Every answer begins with a welcome; only the first one, or one that a snapshot follows, is news.
    if (message.type === 'welcome' && welcomed && message.resumed) return;
    if (message.type === 'welcome') welcomed = true;
    await onMessage(message);
  }

  async function poll(): Promise<void> {
    await exchange([], 0);
    while (!over) await exchange([], WAIT_MS);
  }

  function flush(): void {
    const messages = outgoing;
    outgoing = [];
    exchange(messages, 0).catch((error) => end(asWireError(error, server)));
  }

  onOpen();
  poll().catch((error) => end(asWireError(error, server)));
  return {
    send(message) {
      if (over) return;
      if (outgoing.length === 0) queueMicrotask(flush);
      outgoing.push(message);
    },
    close() {
      over = true;
      abort.abort();
    },
  };
}
