import type { FastifyInstance } from 'fastify';
import { isExtensionOrigin } from './client.ts';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type';

/**
 * Lets the extension read the server's answers without a permission for the server's address: it is nobody's
 * web page, and sends no cookies. The provider under `/oidc` decides for itself.
 */
export function allowExtension(app: FastifyInstance, moreRedirectUris: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/oidc/')) return;
    const { origin, 'access-control-request-method': asked } = request.headers;
    reply.header('vary', 'Origin');
    if (origin === undefined || !isExtensionOrigin(origin, moreRedirectUris)) return;
    reply.header('access-control-allow-origin', origin);
    if (request.method !== 'OPTIONS' || asked === undefined) return;
    const answer = {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': '7200',
    };
    return reply.headers(answer).code(204).send();
  });
}
