import * as z from 'zod/mini';
import type { Answer, PageRequest } from '../messaging/contract.ts';
import { CheckedConnection, MadeWebhook, System, Webhook } from '../protocol/index.ts';
import { createRestCall, type RestParts } from './rest-calls.ts';

type Of<Type extends PageRequest['type']> = Extract<PageRequest, { type: Type }>;

/** The server itself waits for the CRM, for 25 s; Chrome ends a worker that waits for 30. */
const CRM_MS = 29_000;

const Done = z.object({ done: z.boolean() });

/** The CRMs of the company, their connections and webhooks: their secrets go to the server and are kept nowhere here. */
export function createCrmConnections(parts: RestParts) {
  const call = createRestCall(parts);
  const placeOf = (system: string, what: string) => `/systems/${encodeURIComponent(system)}/${what}`;
  return {
    'crms.list': async (): Promise<Answer> => {
      const [systems, connections, webhooks] = await Promise.all([
        call('GET', '/systems', z.array(System)),
        call('GET', '/connections', z.array(CheckedConnection)),
        call('GET', '/webhooks', z.array(Webhook)),
      ]);
      return { type: 'crms', crms: { systems, connections, webhooks } };
    },
    'connection.save': async ({ system, type: _, ...draft }: Of<'connection.save'>): Promise<Answer> => ({
      type: 'connection',
      connection: await call('PUT', placeOf(system, 'connection'), CheckedConnection, draft),
    }),
    'connection.check': async ({ system }: Of<'connection.check'>): Promise<Answer> => ({
      type: 'connection',
      connection: await call(
        'POST',
        placeOf(system, 'connection/check'),
        CheckedConnection,
        undefined,
        CRM_MS,
      ),
    }),
    'connection.remove': async ({ system }: Of<'connection.remove'>): Promise<void> => {
      await call('DELETE', placeOf(system, 'connection'), Done);
    },
    'webhook.make': async ({ system }: Of<'webhook.make'>): Promise<Answer> => ({
      type: 'webhook',
      webhook: await call('PUT', placeOf(system, 'webhook'), MadeWebhook),
    }),
    'webhook.remove': async ({ system }: Of<'webhook.remove'>): Promise<void> => {
      await call('DELETE', placeOf(system, 'webhook'), Done);
    },
  };
}
