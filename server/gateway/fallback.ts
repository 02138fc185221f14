/**
 * The link over single HTTP requests, for networks that block sockets. Each request is a link of its own
 * that lives as long as the request: hello, messages, and what there is to say to them.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  ERRORS,
  LIMITS,
  LinkRequest,
  LinkResponse,
  ProtocolError,
  type WireError,
} from '../../lib/protocol/index.ts';
import { ERROR_RESPONSES } from './errors.ts';
import { malformed, requireVersion } from './incoming.ts';
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
  let wake = () => {};
  const link = new Link(
    {
      send: (message) => {
        sent.push(message);
        wake();
      },
      close: (_code, error) => {
        failure = error;
        wake();
      },
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      now: Date.now,
    },
    services,
  );
  links.add(link);
  try {
    for (const message of [hello, ...messages]) link.accept(message);
    await link.idle();
    // The welcome alone is nothing new: wait for something that is.
    if (sent.length <= 1 && !failure && waitMs > 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        const timer = setTimeout(resolve, waitMs);
        request.raw.socket.once('close', resolve);
        wake = () => {
          clearTimeout(timer);
          request.raw.socket.off('close', resolve);
          resolve();
        };
      });
    }
    return { messages: sent, error: failure };
  } finally {
    links.delete(link);
    link.leave();
  }
}
