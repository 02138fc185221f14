import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { writeCalendar } from '../../domain/activities/calendar.ts';
import {
  findCalendarOwner,
  makeCalendarAddress,
  revokeCalendarAddress,
} from '../../domain/activities/calendar-address.ts';
import type { Surroundings } from '../../domain/surroundings.ts';
import { userOf } from '../bearer.ts';
import { ERROR_RESPONSES } from '../errors.ts';
import { requirePerson } from './person-only.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

/** How a person gets, and ends, the secret address of their calendar. */
export function mountCalendarAddress(scope: FastifyInstance, { around, publicUrl }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { db } = around.store;
  app.post(
    '/calendar-address',
    {
      schema: secured(
        'people',
        'Make the address of my calendar, in place of the one before; only this answer carries it',
        z.object({ url: z.string() }),
      ),
    },
    async (request) => {
      const user = userOf(request);
      requirePerson(request, user, 'addresses');
      const secret = await makeCalendarAddress(db, user.id, around.now());
      return { url: `${publicUrl.replace(/\/+$/, '')}/calendar/${secret}.ics` };
    },
  );
  app.delete(
    '/calendar-address',
    { schema: secured('people', 'End the address of my calendar', z.object({ revoked: z.boolean() })) },
    async (request) => ({ revoked: await revokeCalendarAddress(db, userOf(request).id) }),
  );
}

/** The calendar itself: the secret in its address is all that there is of a sign-in. */
export function mountCalendar(app: FastifyInstance, around: Surroundings): void {
  const { db } = around.store;
  app.withTypeProvider<ZodTypeProvider>().get(
    '/calendar/:name',
    {
      schema: {
        summary: 'The calendar of a person, by its secret address',
        tags: ['people'],
        params: z.object({ name: z.string().max(200) }),
        response: { 200: z.string().describe('iCalendar'), ...ERROR_RESPONSES },
      },
    },
    async (request, reply) => {
      const secret = /^(.+)\.ics$/.exec(request.params.name)?.[1];
      const account = secret === undefined ? null : await findCalendarOwner(db, secret);
      // The path stays out of it: the secret is nobody else's business.
      if (account === null) throw new ProtocolError('route-unknown', { path: '/calendar/….ics' });
      return reply
        .type('text/calendar; charset=utf-8')
        .header('cache-control', 'private, no-cache')
        .header('referrer-policy', 'no-referrer')
        .send(await writeCalendar(db, account, around.now()));
    },
  );
}
