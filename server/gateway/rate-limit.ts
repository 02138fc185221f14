import { createHash } from 'node:crypto';
import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LIMITS, ProtocolError } from '../../lib/protocol/index.ts';

const WINDOW_MS = 10_000;
const REQUESTS_PER_ADDRESS = 1000;

/** Limits requests per sign-in, or per address where there is none. */
export async function mountRateLimit(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    // Many people can share one address, a sign-in is one person's.
    max: ({ headers }) => (headers.authorization ? LIMITS.messagesPer10s : REQUESTS_PER_ADDRESS),
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => keyOf(request.headers.authorization, request),
    errorResponseBuilder: (_request, { max: limit }) =>
      new ProtocolError('rate-exceeded', { limit, seconds: WINDOW_MS / 1000 }),
  });
}

/** The token of `POST /link` travels in the body, so its limit is counted when the body has been read. */
export const byLinkToken: RateLimitOptions & { hook: 'preHandler' } = {
  hook: 'preHandler',
  max: LIMITS.messagesPer10s,
  timeWindow: WINDOW_MS,
  keyGenerator: (request) => {
    const { body } = request;
    const hello = typeof body === 'object' && body !== null && 'hello' in body ? body.hello : null;
    return keyOf(
      typeof hello === 'object' && hello && 'token' in hello ? String(hello.token) : undefined,
      request,
    );
  },
};

function keyOf(token: string | undefined, request: FastifyRequest): string {
  return token ? createHash('sha256').update(token).digest('base64') : request.ip;
}
