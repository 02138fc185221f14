import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import {
  Bulk,
  Id,
  InstanceDetails,
  InstanceSummary,
  LIMITS,
  LogPage,
  StepTrace,
  Text,
  WaitingPlace,
} from '../../../lib/protocol/index.ts';
import { requirePermission } from '../../domain/people.ts';
import { exportLog } from '../../domain/reading/log/export.ts';
import { readSummary } from '../../domain/reading/summaries.ts';
import { userOf } from '../bearer.ts';
import { ask, Once, order } from './asking.ts';
import { FilterQuery, PageQuery, toFilter } from './log-query.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';
import { streamCsv } from './stream-csv.ts';

const One = z.object({ id: Id });
const Reason = Text.check(z.minLength(1));

/** Instances: list, export, look into, cancel. What is done with their steps has a file of its own. */
export function mountInstances(scope: FastifyInstance, services: RestServices): void {
  mountLists(scope, services);
  mountDetails(scope, services);
  mountCancellation(scope, services);
}

function mountLists(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/instances',
    { schema: { ...secured('instances', 'Instances, a page at a time', LogPage), querystring: PageQuery } },
    async (request) => {
      const { sort, order: direction, cursor = null, limit, ...filter } = request.query;
      const descending = direction === 'descending';
      const page = { sort, descending, cursor, limit, filter: toFilter(filter) };
      return (await ask(services, request, { type: 'log', ...page })).page;
    },
  );
  app.get(
    '/instances.csv',
    {
      schema: {
        ...secured('instances', 'All instances that fit, as CSV', z.string()),
        ...{ querystring: FilterQuery, produces: ['text/csv'] },
      },
    },
    async (request, reply) => {
      requirePermission(userOf(request), 'see-log');
      const { db } = services.around.store;
      return streamCsv(reply, 'instances.csv', exportLog(db, toFilter(request.query)));
    },
  );
}

function mountDetails(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/instances/:id',
    {
      schema: {
        ...secured('instances', 'One instance: steps, variables, history', InstanceDetails),
        params: One,
      },
    },
    async (request) => {
      return (await ask(services, request, { type: 'instance', instance: request.params.id })).instance;
    },
  );
  app.get(
    '/instances/:id/waiting',
    {
      schema: {
        ...secured('instances', 'Where it waits, for what, and what can be done', z.array(WaitingPlace)),
        params: One,
      },
    },
    async (request) => {
      const { instance } = await ask(services, request, { type: 'instance', instance: request.params.id });
      return instance.waiting;
    },
  );
  app.get(
    '/instances/:id/steps/:step/trace',
    {
      schema: {
        ...secured('instances', 'Variables before and after a step of a traced instance', StepTrace),
        params: One.extend({ step: Id }),
      },
    },
    async (request) => {
      const { id: instance, step } = request.params;
      return (await ask(services, request, { type: 'trace', instance, step })).trace;
    },
  );
}

function mountCancellation(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/instances/:id/cancel',
    {
      schema: {
        ...secured('instances', 'Cancel an instance and end its open tasks', InstanceSummary),
        ...{ params: One, headers: Once, body: z.object({ reason: Reason }) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { reason } = request.body;
      await order(services, request, { type: 'instances.cancel', instances: [id], reason });
      return readSummary(services.around.store.db, id);
    },
  );
  app.post(
    '/instances/cancel',
    {
      bodyLimit: LIMITS.messageBytes,
      schema: {
        ...secured('instances', 'Cancel several, one after the other', Bulk),
        headers: Once,
        body: z.object({ instances: z.array(Id).min(2).max(10_000), reason: Reason }),
      },
    },
    async (request) => {
      const result = await order(services, request, { type: 'instances.cancel', ...request.body });
      if (result.type !== 'bulk') throw new Error(`Expected a bulk, got ${result.type}.`);
      return result.bulk;
    },
  );
}
