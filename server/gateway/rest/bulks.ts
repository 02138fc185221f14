import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Bulk, Id } from '../../../lib/protocol/index.ts';
import { ask } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

/** How far many starts or cancellations have come. */
export function mountBulks(scope: FastifyInstance, services: RestServices): void {
  scope.withTypeProvider<ZodTypeProvider>().get(
    '/bulks/:id',
    {
      schema: {
        ...secured('instances', 'How far many starts or cancellations have come', Bulk),
        params: z.object({ id: Id }),
      },
    },
    async (request) => (await ask(services, request, { type: 'bulk', bulk: request.params.id })).bulk,
  );
}
