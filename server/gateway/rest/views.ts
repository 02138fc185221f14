import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Assignee, Id, SavedView, Text } from '../../../lib/protocol/index.ts';
import { ask, Done, Once, orderDone } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const One = z.object({ id: Id });
const Draft = z.object({ name: SavedView.shape.name, filter: SavedView.shape.filter });
const Search = z.object({ search: z._default(Text, '') });

/** Saved filters of the log, and whom a step can be assigned to. */
export function mountViews(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/views',
    { schema: secured('instances', 'My saved filters of the log', z.array(SavedView)) },
    async (request) => (await ask(services, request, { type: 'views' })).views,
  );
  app.put(
    '/views/:id',
    {
      schema: {
        ...secured('instances', 'Save a filter of the log', Done),
        ...{ params: One, headers: Once, body: Draft },
      },
    },
    async (request) => {
      const view = { id: request.params.id, ...request.body };
      return orderDone(services, request, { type: 'view.save', view });
    },
  );
  app.delete(
    '/views/:id',
    {
      schema: {
        ...secured('instances', 'Delete a saved filter', Done),
        ...{ params: One, headers: Once },
      },
    },
    async (request) => orderDone(services, request, { type: 'view.delete', view: request.params.id }),
  );
  app.get(
    '/assignees',
    {
      schema: {
        ...secured('instances', 'People and roles by a part of their name', z.array(Assignee)),
        querystring: Search,
      },
    },
    async (request) => {
      return (await ask(services, request, { type: 'assignees', search: request.query.search })).assignees;
    },
  );
}
