import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id } from '../../../lib/protocol/index.ts';
import { revokeSignIns } from '../../domain/accounts.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

/** What administrators do with accounts. */
export function mountAccounts(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.post(
    '/accounts/:id/revoke',
    {
      schema: {
        ...secured('people', 'End all sign-ins of an account', z.object({ revoked: Id })),
        params: z.object({ id: Id }),
      },
    },
    async (request) => {
      const { id } = request.params;
      await revokeSignIns(around, userOf(request), id);
      return { revoked: id };
    },
  );
}
