import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { System } from '../../../lib/protocol/index.ts';
import { listSystems, replaceSystems } from '../../domain/systems.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Systems = z.array(System);
const Registered = Systems.max(500).refine(
  (systems) => new Set(systems.map(({ id }) => id)).size === systems.length,
  {
    message: 'Expected each id once',
  },
);

/** The CRM installations that the server knows. */
export function mountSystems(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get('/systems', { schema: secured('systems', 'The CRM installations', Systems) }, async () => {
    return listSystems(around.store.db);
  });
  app.put(
    '/systems',
    { schema: { ...secured('systems', 'Replace the list of CRM installations', Systems), body: Registered } },
    async (request) => replaceSystems(around, userOf(request), request.body),
  );
}
