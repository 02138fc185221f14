import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { CheckedConnection, Id, MadeWebhook, Webhook } from '../../../lib/protocol/index.ts';
import {
  checkConnection,
  deleteConnection,
  listConnections,
  saveConnection,
} from '../../domain/system-connections.ts';
import { deleteWebhook, listWebhooks, makeWebhook } from '../../domain/webhooks.ts';
import { userOf } from '../bearer.ts';
import { Done } from './asking.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const One = z.object({ id: Id });
const Draft = z.object({
  kind: z.string().min(1).max(50),
  settings: z.record(z.string(), z.unknown()),
  secret: z
    .string()
    .max(4000)
    .nullable()
    .optional()
    .describe('Kept encrypted, never given back. Left out: the stored one stays. Null: none'),
});

/** How the server reaches the CRMs, and how they reach it. */
export function mountConnections(scope: FastifyInstance, services: RestServices): void {
  mountOutward(scope, services);
  mountInward(scope, services);
}

function mountOutward(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/connections',
    { schema: secured('systems', 'How CRMs are reached; without secrets', z.array(CheckedConnection)) },
    async (request) => listConnections(around, userOf(request)),
  );
  app.put(
    '/systems/:id/connection',
    {
      schema: { ...secured('systems', 'Connect a CRM', CheckedConnection), ...{ params: One, body: Draft } },
    },
    async (request) => saveConnection(around, userOf(request), request.params.id, request.body),
  );
  app.post(
    '/systems/:id/connection/check',
    {
      schema: {
        ...secured('systems', 'Sign in to a CRM to see whether it works', CheckedConnection),
        params: One,
      },
    },
    async (request) => checkConnection(around, userOf(request), request.params.id),
  );
  app.delete(
    '/systems/:id/connection',
    { schema: { ...secured('systems', 'Forget a connection, its secret too', Done), params: One } },
    async (request) => {
      await deleteConnection(around, userOf(request), request.params.id);
      return { done: true };
    },
  );
}

function mountInward(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get(
    '/webhooks',
    { schema: secured('systems', 'The webhooks of CRMs; without tokens', z.array(Webhook)) },
    async (request) => listWebhooks(around.store.db, userOf(request)),
  );
  app.put(
    '/systems/:id/webhook',
    {
      schema: {
        ...secured('systems', 'Make the webhook of a CRM, or give it another token', MadeWebhook),
        params: One,
      },
    },
    async (request) => makeWebhook(around, userOf(request), request.params.id),
  );
  app.delete(
    '/systems/:id/webhook',
    { schema: { ...secured('systems', 'End the webhook of a CRM', Done), params: One } },
    async (request) => {
      await deleteWebhook(around.store.db, userOf(request), request.params.id);
      return { done: true };
    },
  );
}
