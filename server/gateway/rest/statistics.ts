import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id, Instant, Statistics, Text } from '../../../lib/protocol/index.ts';
import { ask } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Filter = z.object({
  process: z.nullable(Id).default(null),
  version: z.nullable(z.coerce.number().int()).default(null),
  owner: z.nullable(Id).default(null),
  from: Instant.check(z.describe('Ended then or later')),
  to: Instant.check(z.describe('Ended before')),
  timeZone: z._default(Text.check(z.describe('IANA name: days and weeks begin there')), 'UTC'),
  by: z.enum(['day', 'week', 'month']).default('day'),
});

/** Figures about completed instances. */
export function mountStatistics(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/statistics',
    {
      schema: {
        ...secured('statistics', 'How many completed, and how long they took', Statistics),
        querystring: Filter,
      },
    },
    async (request) => {
      return (await ask(services, request, { type: 'statistics', filter: request.query })).statistics;
    },
  );
}
