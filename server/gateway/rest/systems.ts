import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { EnteredSystem, Id, System, SystemId } from '../../../lib/protocol/index.ts';
import { listSystems, replaceSystems, requireSystem } from '../../domain/systems.ts';
import { userOf } from '../bearer.ts';
import { Done, Once, orderDone } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Systems = z.array(System);
const Registered = Systems.max(500).refine(
  (systems) => new Set(systems.map(({ id }) => id)).size === systems.length,
  {
    message: 'Expected each id once',
  },
);
const { id: _, ...entered } = EnteredSystem.shape;
const Entered = z.strictObject(entered);

/** The CRM installations that the server knows. */
export function mountSystems(scope: FastifyInstance, services: RestServices): void {
  const { around } = services;
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get('/systems', { schema: secured('systems', 'The CRM installations', Systems) }, async () => {
    return listSystems(around.store.db);
  });
  app.put(
    '/systems',
    { schema: { ...secured('systems', 'Replace the list of CRM installations', Systems), body: Registered } },
    async (request) => replaceSystems(around, userOf(request), request.body),
  );
  mountSystem(scope, services);
}

/** One at a time: two administrators side by side do not undo what the other has done. */
function mountSystem(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.put(
    '/systems/:id',
    {
      schema: {
        ...secured('systems', 'Add a CRM installation, or change it', System),
        ...{ headers: Once, params: z.object({ id: SystemId }), body: Entered },
      },
    },
    async (request) => {
      const { id } = request.params;
      const system = { ...request.body, id };
      await orderDone(services, request, { type: 'system.put', system, isNew: false });
      return requireSystem(services.around.store.db, id);
    },
  );
  app.delete(
    '/systems/:id',
    {
      schema: {
        ...secured('systems', 'Forget a CRM installation, its connection and its webhook', Done),
        ...{ headers: Once, params: z.object({ id: Id }) },
      },
    },
    (request) => orderDone(services, request, { type: 'system.remove', system: request.params.id }),
  );
}
