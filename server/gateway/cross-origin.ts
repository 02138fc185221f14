import type { FastifyInstance } from 'fastify';
import { isExtensionOrigin } from '../identity/client.ts';

const OPEN_TO_THE_EXTENSION = ['/health', '/link'];

/**
 * Lets the extension read what it needs before it has been given access to the server's address. No other
 * origin is answered to, and no route takes cookies. `moreRedirectUris`: those of other builds of the
 * extension, which have other origins.
 */
export function mountCrossOrigin(app: FastifyInstance, moreRedirectUris: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const [path = ''] = request.url.split('?');
    if (!origin || !OPEN_TO_THE_EXTENSION.includes(path) || !isExtensionOrigin(origin, moreRedirectUris)) {
      return;
    }
    reply.header('access-control-allow-origin', origin).header('vary', 'origin');
    if (request.method !== 'OPTIONS') return;
    return reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'content-type')
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  });
  for (const url of OPEN_TO_THE_EXTENSION) {
    // Routed so that the hook above sees it; another origin gets no permission in the answer.
    app.options(url, { schema: { hide: true } }, (_request, reply) => reply.code(204).send());
  }
}
