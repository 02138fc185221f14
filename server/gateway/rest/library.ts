import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import {
  Bulk,
  DefinitionView,
  Id,
  Impact,
  LibraryEntry,
  ProcessDetails,
  ProcessState,
  ProcessVersion,
  Text,
} from '../../../lib/protocol/index.ts';
import { ask, Done, Once, order, orderDone } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Key = z.object({ key: Id });
const Version = z.object({
  key: Id,
  version: z.union([z.literal('actual'), z.coerce.number().int().min(1)]),
});
const Actual = z.object({ version: z.number().int().min(1) });
const State = z.object({
  state: ProcessState,
  cancelInstances: z.boolean().default(false).describe('Also cancel what runs'),
  reason: z.nullable(Text).default(null),
});
const StateSet = z.object({
  done: z.boolean(),
  bulk: z.nullable(Bulk).describe('The cancellations, if any'),
});
const Settings = z.object({
  tracing: z.boolean(),
  quickLaunch: z.boolean(),
  retentionDays: z.nullable(z.number().int().min(0)),
  permissions: z.array(z.object({ account: z.nullable(Id), role: z.nullable(Id), allowed: z.boolean() })),
});

/** The library of processes: look into it, and change how they run. */
export function mountLibrary(scope: FastifyInstance, services: RestServices): void {
  mountReading(scope, services);
  mountChanges(scope, services);
}

function mountReading(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/library',
    { schema: secured('library', 'All processes, active or not', z.array(LibraryEntry)) },
    async (request) => (await ask(services, request, { type: 'library' })).entries,
  );
  app.get(
    '/processes/:key',
    { schema: { ...secured('library', 'One process', ProcessDetails), params: Key } },
    async (request) => {
      return (await ask(services, request, { type: 'process', process: request.params.key })).process;
    },
  );
  app.get(
    '/processes/:key/versions',
    { schema: { ...secured('library', 'Its versions, newest first', z.array(ProcessVersion)), params: Key } },
    async (request) => {
      const { process } = await ask(services, request, { type: 'process', process: request.params.key });
      return process.versions;
    },
  );
  app.get(
    '/processes/:key/versions/:version',
    { schema: { ...secured('library', 'One version with its files', DefinitionView), params: Version } },
    async (request) => {
      const { key: process, version: wanted } = request.params;
      const version = wanted === 'actual' ? null : wanted;
      return (await ask(services, request, { type: 'definition', process, version })).definition;
    },
  );
  app.get(
    '/processes/:key/impact',
    { schema: { ...secured('library', 'What deactivating it would concern', Impact), params: Key } },
    async (request) => {
      return (await ask(services, request, { type: 'impact', process: request.params.key })).impact;
    },
  );
}

function mountChanges(scope: FastifyInstance, services: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.put(
    '/processes/:key/actual',
    {
      schema: {
        ...secured('library', 'Choose the version that new instances run', Done),
        ...{ params: Key, headers: Once, body: Actual },
      },
    },
    async (request) => {
      const { key: process } = request.params;
      return orderDone(services, request, { type: 'process.set-actual', process, ...request.body });
    },
  );
  app.put(
    '/processes/:key/state',
    {
      schema: {
        ...secured('library', 'Activate, deactivate, or stop new starts only', StateSet),
        ...{ params: Key, headers: Once, body: State },
      },
    },
    async (request) => {
      const { key: process } = request.params;
      const result = await order(services, request, { type: 'process.set-state', process, ...request.body });
      return { done: true, bulk: result.type === 'bulk' ? result.bulk : null };
    },
  );
  app.put(
    '/processes/:key/settings',
    {
      schema: {
        ...secured('library', 'Tracing, quick launch, retention, and who may start it', Done),
        ...{ params: Key, headers: Once, body: Settings },
      },
    },
    async (request) => {
      const { key: process } = request.params;
      return orderDone(services, request, { type: 'process.configure', process, ...request.body });
    },
  );
}
