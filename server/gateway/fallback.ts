/**
 * The link over single HTTP requests, for networks that block sockets. Each request is a link of its own
 * that lives as long as the request: hello, messages, and what there is to say to them.
 */
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  ERRORS,
  LIMITS,
  LinkRequest,
  LinkResponse,
  ProtocolError,
  type WireError,
} from '../../lib/protocol/index.ts';
import { after } from './after.ts';
import { ERROR_RESPONSES } from './errors.ts';
import { malformed, requireSize, requireVersion } from './incoming.ts';
import { Link, type LinkServices } from './link.ts';
import type { Links } from './links.ts';
import { byLinkToken } from './rate-limit.ts';

/** Serves `POST /link`. */
export async function mountFallback(
  app: FastifyInstance,
  services: LinkServices,
  links: Links,
): Promise<void> {
  app.post(
    '/link',
    {
      bodyLimit: LIMITS.messageBytes * 4,
      config: { rateLimit: byLinkToken },
      schema: {
        summary: 'The link between extension and server where sockets are blocked',
        description: 'Carries the messages of docs/protocol.md, those of the socket.',
        tags: ['link'],
        response: { 200: LinkResponse, ...ERROR_RESPONSES },
      },
    },
    async (request, reply) => {
      const { messages, error } = await exchange(readRequest(request), request, services, links);
      if (error) return reply.code(ERRORS[error.code].status).send(error);
      return reply.type('application/json').send(`{"messages":[${messages.join(',')}]}`);
    },
  );
}

function readRequest({ body }: FastifyRequest): LinkRequest {
  const { hello, messages } = (body ?? {}) as { hello?: unknown; messages?: unknown };
  requireVersion(hello);
  for (const message of Array.isArray(messages) ? messages : []) {
    if (Buffer.byteLength(JSON.stringify(message)) > LIMITS.messageBytes) {
      throw new ProtocolError('message-too-large', { limit: LIMITS.messageBytes });
    }
  }
  const parsed = LinkRequest.safeParse(body);
  if (!parsed.success) throw malformed(parsed.error.issues);
  for (const message of parsed.data.messages) requireSize(message);
  return parsed.data;
}

interface Exchanged {
  messages: string[];
  /** Set when the link could not go on: it is the whole answer then. */
  error: WireError | null;
}

async function exchange(
  { hello, messages, waitMs }: LinkRequest,
  request: FastifyRequest,
  services: LinkServices,
  links: Links,
): Promise<Exchanged> {
  const sent: string[] = [];
  let failure: WireError | null = null;
  const waiting = new AbortController();
  const wake = () => waiting.abort();
  const link = new Link(
    {
      send: (message) => {
        sent.push(message);
        if (sent.length > 1) wake();
      },
      close: (_code, error) => {
        failure = error;
        wake();
      },
      after,
      now: Date.now,
    },
    services,
  );
  links.add(link);
  try {
    for (const message of [hello, ...messages]) link.accept(message);
    await link.idle();
    // The welcome alone is nothing new: wait for something that is.
    const news = sent.length > 1 || failure !== null;
    if (!news && waitMs > 0) await pause(waitMs, waiting.signal, request.raw.socket);
    return { messages: sent, error: failure };
  } finally {
    links.delete(link);
    link.leave();
  }
}

/** Waits until the time is over, something has come, or the client has gone. */
async function pause(ms: number, news: AbortSignal, socket: Socket): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  socket.once('close', leave);
  if (socket.destroyed) leave();
  await setTimeout(ms, null, { signal: AbortSignal.any([news, gone.signal]) }).catch(() => undefined);
  socket.off('close', leave);
}
