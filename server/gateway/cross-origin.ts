import type { FastifyInstance } from 'fastify';
import { isExtensionOrigin } from '../identity/client.ts';

/**
 * Beside the link what does not fit into it: secrets, which a link would keep, and files. A token is asked for there
 * as by every route under `/api`.
 */
const OPEN_TO_THE_EXTENSION = [
  '/health',
  '/link',
  '/api/tokens',
  '/api/tokens/:id',
  '/api/calendar-address',
  '/api/tasks/:task/attachments/:id',
  '/api/systems',
  '/api/systems/:id/connection',
  '/api/systems/:id/connection/check',
  '/api/systems/:id/webhook',
  '/api/connections',
  '/api/webhooks',
];
const OPEN_PATHS = OPEN_TO_THE_EXTENSION.map((path) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));

/**
 * Lets the extension read what it needs before it has been given access to the server's address. No other
 * origin is answered to, and no route takes cookies. `moreRedirectUris`: those of other builds of the
 * extension, which have other origins.
 */
export function mountCrossOrigin(app: FastifyInstance, moreRedirectUris: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const [path = ''] = request.url.split('?');
    const open = OPEN_PATHS.some((known) => known.test(path));
    if (!origin || !open || !isExtensionOrigin(origin, moreRedirectUris)) return;
    reply.header('access-control-allow-origin', origin).header('vary', 'origin');
    if (request.method !== 'OPTIONS') return;
    return reply
      .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '600')
      .code(204)
      .send();
  });
  for (const url of OPEN_TO_THE_EXTENSION) {
    // Routed so that the hook above sees it; another origin gets no permission in the answer.
    app.options(url, { schema: { hide: true } }, (_request, reply) => reply.code(204).send());
  }
}
