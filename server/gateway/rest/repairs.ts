import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Bulk, Id, LIMITS, Text, Value } from '../../../lib/protocol/index.ts';
import { Done, Once, order, orderDone } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const One = z.object({ id: Id });
const Step = z.object({ id: Id, step: Id });
const Skip = z.object({
  outcome: z
    .nullable(z.union([Id, z.array(Id)]))
    .default(null)
    .describe('Chooses the flows, as on completing it; a list for a question with several answers'),
  reason: Text.check(z.minLength(1)),
});
const Reassign = z.object({ user: z.nullable(Id).default(null), role: z.nullable(Id).default(null) });

const ReassignMany = Reassign.extend({
  instances: z
    .nullable(z.array(Id).min(1).max(10_000))
    .default(null)
    .describe('The instances whose steps they are; null: all'),
  from: z.nullable(Id).default(null).describe('The user whose steps they are; null: anybody'),
});

/** What administrators do so that an instance goes on, and deleting one that has ended. */
export function mountRepairs(scope: FastifyInstance, services: RestServices): void {
  mountInstanceRepairs(scope, services);
  mountStepRepairs(scope, services);
}

function mountInstanceRepairs(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/instances/:id/retry',
    {
      schema: {
        ...secured('instances', 'Execute every failed step once more', Done),
        ...{ params: One, headers: Once },
      },
    },
    async (request) => {
      return orderDone(services, request, { type: 'instance.retry', instance: request.params.id });
    },
  );
  app.put(
    '/instances/:id/variables/:name',
    {
      schema: {
        ...secured('instances', 'Set a variable of the process', Done),
        ...{ params: One.extend({ name: Id }), headers: Once, body: z.object({ value: Value }) },
      },
    },
    async (request) => {
      const { id: instance, name } = request.params;
      const { value } = request.body;
      return orderDone(services, request, { type: 'instance.set-variable', instance, name, value });
    },
  );
  app.delete(
    '/instances/:id',
    {
      schema: {
        ...secured('instances', 'Delete an instance that has ended, with those that it called', Done),
        ...{ params: One, headers: Once },
      },
    },
    async (request) => {
      return orderDone(services, request, { type: 'instance.delete', instance: request.params.id });
    },
  );
}

function mountStepRepairs(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/instances/:id/steps/:step/retry',
    {
      schema: {
        ...secured('instances', 'Execute a failed step once more', Done),
        ...{ params: Step, headers: Once },
      },
    },
    async (request) => {
      const { id: instance, step } = request.params;
      return orderDone(services, request, { type: 'step.retry', instance, step });
    },
  );
  app.post(
    '/instances/:id/steps/:step/skip',
    {
      schema: {
        ...secured('instances', 'End a step without doing it', Done),
        ...{ params: Step, headers: Once, body: Skip },
      },
    },
    async (request) => {
      const { id: instance, step } = request.params;
      return orderDone(services, request, { type: 'step.skip', instance, step, ...request.body });
    },
  );
  app.post(
    '/instances/:id/steps/:step/reassign',
    {
      schema: {
        ...secured('instances', 'Give a step to another user, or to a role', Done),
        ...{ params: Step, headers: Once, body: Reassign },
      },
    },
    async (request) => {
      const { id: instance, step } = request.params;
      return orderDone(services, request, { type: 'step.reassign', instance, step, ...request.body });
    },
  );
  app.post(
    '/steps/reassign',
    {
      bodyLimit: LIMITS.messageBytes,
      schema: {
        ...secured('instances', 'Give many open steps to another user, or to a role', Bulk),
        ...{ headers: Once, body: ReassignMany },
      },
    },
    async (request) => {
      const result = await order(services, request, { type: 'steps.reassign', ...request.body });
      if (result.type !== 'bulk') throw new Error(`Expected a bulk, got ${result.type}.`);
      return result.bulk;
    },
  );
}
