import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id, LIMITS, ProtocolError, phrase, Text, Values } from '../../../lib/protocol/index.ts';
import { recordEvents } from '../../domain/record-events.ts';
import type { Surroundings } from '../../domain/surroundings.ts';
import { requireWebhook } from '../../domain/webhooks.ts';
import { ERROR_RESPONSES } from '../errors.ts';

const Event = z.object({
  event: z.enum(['added', 'modified', 'deleted']),
  type: Id.check(z.describe('Type of the record, as the CRM names it')),
  id: Id,
  changedFields: z.nullable(z.array(Id).max(1000)).default(null).describe('Null: it is not known which'),
  data: z._default(Values, {}).describe('The fields of the record as they are now, for filters'),
  title: z.nullable(Text).default(null),
  url: z.nullable(z.string().max(4000)).default(null),
});
const Events = z.union([Event, z.array(Event).min(1).max(100)]);
const Heard = z.object({ heard: z.number().describe('Processes and instances that waited for it') });

/** Where CRMs tell what happens to their records. The token is that of the system's webhook, nobody's sign-in. */
export function mountHooks(app: FastifyInstance, around: Surroundings): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/hooks/records/:system',
    {
      bodyLimit: LIMITS.messageBytes,
      schema: {
        summary: 'Something has happened to records of this CRM',
        tags: ['events'],
        security: [{ bearer: [] }],
        params: z.object({ system: Id }),
        body: Events,
        response: { 200: Heard, ...ERROR_RESPONSES },
      },
      // Before the body is read: strangers are not listened to.
      onRequest: async (request) => {
        const { system } = request.params;
        const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
        if (!token) throw new ProtocolError('not-signed-in', { problem: phrase('none') });
        await requireWebhook(around, system, token);
      },
    },
    async (request) => {
      const { system } = request.params;
      const happenings = [request.body].flat().map((event) => ({ system, ...event }));
      return { heard: await recordEvents(around, happenings) };
    },
  );
}
