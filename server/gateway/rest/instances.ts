import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id, Instant, LinkedRecord, Person, Text } from '../../../lib/protocol/index.ts';
import { cancelInstance, listInstances, readInstance } from '../../domain/instances.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './routes.ts';

const Status = z.enum(['running', 'completed', 'cancelled', 'error']);
const Incident = z.object({ code: z.string(), element: z.string(), message: z.string() });
const Summary = z.object({
  id: Id,
  process: z.object({ key: Id, version: z.number(), name: z.string() }),
  caption: z.string(),
  status: Status,
  record: z.nullable(LinkedRecord),
  startedBy: z.nullable(Person),
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  incident: z.nullable(Incident),
});
const Waiting = z.object({
  step: z.string(),
  element: z.string(),
  name: z.string(),
  for: z.object({ type: z.literal('person'), user: z.string().nullable(), role: z.string().nullable() }),
});
const LogLine = z.object({
  position: z.number(),
  at: Instant,
  element: z.string().nullable(),
  event: z.string(),
  actor: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
});
const Details = Summary.extend({ waiting: z.array(Waiting), log: z.array(LogLine) });
const Filter = z.object({
  status: Status.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** Instances: list, look into, cancel. */
export function mountInstances(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/instances',
    { schema: { ...secured('instances', 'The newest instances', z.array(Summary)), querystring: Filter } },
    async (request) => listInstances(around.store.db, userOf(request), request.query),
  );
  app.get(
    '/instances/:id',
    {
      schema: {
        ...secured('instances', 'One instance, its log and what it waits for', Details),
        params: z.object({ id: Id }),
      },
    },
    async (request) => readInstance(around, userOf(request), request.params.id),
  );
  app.post(
    '/instances/:id/cancel',
    {
      schema: {
        ...secured('instances', 'Cancel an instance and end its open tasks', Summary),
        params: z.object({ id: Id }),
        body: z.object({ reason: Text.check(z.minLength(1)) }),
      },
    },
    async (request) => cancelInstance(around, userOf(request), request.params.id, request.body.reason),
  );
}
