import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import {
  Bulk,
  FileOutcome,
  Finding,
  Id,
  InstanceResult,
  LinkedRecord,
  SourceFile,
  StartableProcess,
  Values,
  WireError,
} from '../../../lib/protocol/index.ts';
import { deploy, listActive } from '../../domain/processes.ts';
import { userOf } from '../bearer.ts';
import { ask, keyOf, Once, order } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Deployed = z.object({ process: StartableProcess, warnings: z.array(Finding), unchanged: z.boolean() });
const Refused = z.object({ ...WireError.shape, findings: z.array(Finding).optional() });
const Files = z.object({
  bpmn: z.string().min(1).describe('BPMN 2.0 XML'),
  forms: z.record(z.string(), z.unknown()).default({}).describe('The forms that it refers to, by file name'),
});
const ManyFiles = z.object({
  files: z.array(SourceFile).min(1).max(200).describe('BPMN files, and the forms that they refer to'),
});
const Outcomes = z.object({ outcomes: z.array(FileOutcome) });
const Start = z.object({
  record: z.nullable(LinkedRecord).default(null),
  variables: z._default(Values, {}).describe('Parameters of the process; what is missing gets its default'),
  businessKey: z.optional(Id).describe('What the instance is known by outside'),
});
const Client = Once.extend({
  'throughline-client': z.enum(['rest', 'command-line']).default('rest').describe('Noted as the origin'),
});
const StartMany = z.object({
  records: z.array(LinkedRecord).min(1).max(10_000),
  variables: z._default(Values, {}),
});

const MOST_DEPLOYED_BYTES = 10 * 1024 * 1024;

/** Processes: check, deploy, list, start. */
export function mountProcesses(scope: FastifyInstance, services: RestServices): void {
  mountDeployment(scope, services);
  mountStarts(scope, services);
}

function mountDeployment(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { around } = services;
  const bodyLimit = MOST_DEPLOYED_BYTES;
  const deployed = secured('processes', 'Check a process and make it the actual version', Deployed);
  app.post(
    '/processes',
    { bodyLimit, schema: { ...deployed, body: Files, response: { ...deployed.response, 422: Refused } } },
    async (request) => deploy(around, userOf(request), request.body),
  );
  app.post(
    '/processes/deploy',
    {
      bodyLimit,
      schema: {
        ...secured('processes', 'Deploy those files that pass; one outcome for each', Outcomes),
        ...{ headers: Once, body: ManyFiles },
      },
    },
    async (request) => {
      const { files } = request.body;
      const result = await order(services, request, { type: 'definition.deploy', files });
      return { outcomes: result.type === 'deployed' ? result.outcomes : [] };
    },
  );
  app.post(
    '/processes/check',
    {
      bodyLimit,
      schema: {
        ...secured('processes', 'What deploying files would come to; changes nothing', Outcomes),
        body: ManyFiles,
      },
    },
    async (request) => {
      const { outcomes } = await ask(services, request, { type: 'definition.check', ...request.body });
      return { outcomes };
    },
  );
  app.get(
    '/processes',
    { schema: secured('processes', 'The active processes', z.array(StartableProcess)) },
    async () => listActive(around.store.db),
  );
}

function mountStarts(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const params = z.object({ key: Id });
  app.post(
    '/processes/:key/start',
    {
      schema: {
        ...secured('processes', 'Start a process; with an Idempotency-Key, once', InstanceResult),
        ...{ params, headers: Client, body: Start },
      },
    },
    async (request) => {
      const { key: process } = request.params;
      const { businessKey, ...rest } = request.body;
      const command = { type: 'process.start' as const, process, ...rest };
      const user = userOf(request).id;
      const origin = request.headers['throughline-client'];
      return services.requests.command(
        user,
        keyOf(request),
        businessKey === undefined ? command : { ...command, businessKey },
        origin,
      );
    },
  );
  app.post(
    '/processes/:key/start-many',
    {
      bodyLimit: MOST_DEPLOYED_BYTES,
      schema: {
        ...secured('processes', 'Start one instance for each record', Bulk),
        ...{ params, headers: Once, body: StartMany },
      },
    },
    async (request) => {
      const { key: process } = request.params;
      const result = await order(services, request, { type: 'process.start-many', process, ...request.body });
      if (result.type !== 'bulk') throw new Error(`Expected a bulk, got ${result.type}.`);
      return result.bulk;
    },
  );
}
