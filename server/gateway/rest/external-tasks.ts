import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id, Instant, RecordRef, Values } from '../../../lib/protocol/index.ts';
import { completeExternal, failExternal, fetchAndLock } from '../../domain/external-jobs.ts';
import { userOf } from '../bearer.ts';
import { Done } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Fetch = z.object({
  worker: Id.check(z.describe('Names the worker: only who has locked a job may say what came of it')),
  topics: z.array(Id).min(1).max(100),
  limit: z.number().int().min(1).max(100).default(10),
  lockSeconds: z.number().int().min(1).max(86_400).default(60),
});
const Fetched = z.object({
  ...{ instance: Id, step: Id, element: Id, topic: Id },
  process: z.object({ key: Id, version: z.number() }),
  businessKey: z.nullable(z.string()),
  record: z.nullable(RecordRef),
  inputs: Values,
  variables: Values,
  attempt: z.number(),
  attempts: z.number(),
  lockedUntil: Instant,
});
const Place = z.object({ instance: Id, step: Id });
const Completion = z.object({ worker: Id, outputs: z._default(Values, {}) });
const Failure = z.object({
  worker: Id,
  message: z.string().min(1).max(20_000),
  code: z.nullable(Id).default(null).describe('A BPMN error that the process may catch; then it is final'),
  retryable: z.boolean().default(true),
  afterSeconds: z.nullable(z.number().min(0).max(2_592_000)).default(null).describe('When to try again'),
});

/** System actions of an author's own topics: fetched, carried out and told of by workers of their own. */
export function mountExternalTasks(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/external-tasks/fetch',
    {
      schema: {
        ...secured('external tasks', 'Lock jobs for a worker, the oldest first', z.array(Fetched)),
        body: Fetch,
      },
    },
    async (request) => fetchAndLock(around, userOf(request), request.body),
  );
  app.post(
    '/external-tasks/:instance/:step/complete',
    {
      schema: {
        ...secured('external tasks', 'The worker has done it', Done),
        ...{ params: Place, body: Completion },
      },
    },
    async (request) => {
      const { worker, outputs } = request.body;
      await completeExternal(around, userOf(request), { ...request.params, worker }, outputs);
      return { done: true };
    },
  );
  app.post(
    '/external-tasks/:instance/:step/fail',
    {
      schema: {
        ...secured('external tasks', 'The worker has failed: another attempt later, or for good', Done),
        ...{ params: Place, body: Failure },
      },
    },
    async (request) => {
      const { worker, ...failure } = request.body;
      await failExternal(around, userOf(request), { ...request.params, worker }, failure);
      return { done: true };
    },
  );
}
