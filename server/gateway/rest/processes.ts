import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { CommandResult, Id, LinkedRecord, StartableProcess, WireError } from '../../../lib/protocol/index.ts';
import { deploy, listActive } from '../../domain/processes.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './routes.ts';

const Finding = z.object({
  element: z.string().nullable(),
  name: z.string().nullable(),
  problem: z.string(),
  remedy: z.string(),
});
const Deployed = z.object({ process: StartableProcess, warnings: z.array(Finding) });
const Refused = z.object({ ...WireError.shape, findings: z.array(Finding).optional() });
const Files = z.object({
  bpmn: z.string().min(1).describe('BPMN 2.0 XML'),
  forms: z.record(z.string(), z.unknown()).default({}).describe('The forms that it refers to, by file name'),
});
const Start = z.object({ record: z.nullable(LinkedRecord).default(null) });

const MOST_DEPLOYED_BYTES = 10 * 1024 * 1024;

/** Processes: deploy, list, start. */
export function mountProcesses(scope: FastifyInstance, { around, requests }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const deployed = secured('processes', 'Check a process and make it the active version', Deployed);
  app.post(
    '/processes',
    {
      bodyLimit: MOST_DEPLOYED_BYTES,
      schema: { ...deployed, body: Files, response: { ...deployed.response, 422: Refused } },
    },
    async (request) => deploy(around, userOf(request), request.body),
  );
  app.get(
    '/processes',
    { schema: secured('processes', 'The active processes', z.array(StartableProcess)) },
    async () => listActive(around.store.db),
  );
  app.post(
    '/processes/:key/start',
    {
      schema: {
        ...secured('processes', 'Start a process; with an Idempotency-Key, once', CommandResult),
        params: z.object({ key: Id }),
        headers: z.object({ 'idempotency-key': z.optional(Id) }),
        body: Start,
      },
    },
    async (request) => {
      const id = request.headers['idempotency-key'] ?? randomUUID();
      const { key: process } = request.params;
      const { record } = request.body;
      return requests.command(userOf(request).id, id, { type: 'process.start', process, record });
    },
  );
}
