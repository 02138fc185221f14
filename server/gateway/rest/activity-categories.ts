import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Categories, readCategories, replaceCategories } from '../../domain/activities/categories.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

/** What activities made by hand can be, and with which results they end (behaviour 1.2, 7.2). */
export function mountActivityCategories(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { db } = around.store;
  app.get(
    '/activity-categories',
    { schema: secured('people', 'The categories of activities made by hand', Categories) },
    async () => readCategories(db),
  );
  app.put(
    '/activity-categories',
    {
      schema: {
        ...secured('people', 'Replace them; activities keep the category that they have', Categories),
        body: Categories,
      },
    },
    async (request) => replaceCategories(db, userOf(request), request.body),
  );
}
