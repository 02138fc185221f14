import type { FastifyInstance } from 'fastify';
import { isExtensionOrigin } from '../identity/client.ts';

const OPEN_TO_THE_EXTENSION = ['/health', '/link'];
/** Files do not fit the messages of the link; a token is asked for there as by every route under `/api`. */
const ATTACHMENT = /^\/api\/tasks\/[^/]+\/attachments\/[^/]+$/;

/**
 * Lets the extension read what it needs before it has been given access to the server's address. No other
 * origin is answered to, and no route takes cookies. `moreRedirectUris`: those of other builds of the
 * extension, which have other origins.
 */
export function mountCrossOrigin(app: FastifyInstance, moreRedirectUris: readonly string[]): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    const [path = ''] = request.url.split('?');
    const open = OPEN_TO_THE_EXTENSION.includes(path) || ATTACHMENT.test(path);
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
  for (const url of [...OPEN_TO_THE_EXTENSION, '/api/tasks/:task/attachments/:id']) {
    // Routed so that the hook above sees it; another origin gets no permission in the answer.
    app.options(url, { schema: { hide: true } }, (_request, reply) => reply.code(204).send());
  }
}
