import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { Id, Instant } from '../../../lib/protocol/index.ts';
import { revokeToken } from '../../domain/accounts.ts';
import { createAccessToken, listAccessTokens } from '../../identity/access-tokens.ts';
import { userOf } from '../bearer.ts';
import { requirePerson } from './person-only.ts';
import { secured } from './route-schema.ts';
import type { RestServices } from './services.ts';

const Shown = {
  id: Id,
  name: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: z.nullable(Instant),
};
const Created = z.object({ ...Shown, token: z.string() });
const Draft = z.object({
  name: z.string().min(1).max(100),
  days: z.number().int().min(1).max(366).default(90),
});

/** Tokens for programs that act in a person's name, such as a pipeline. */
export function mountTokens(scope: FastifyInstance, { around }: RestServices): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const { db } = around.store;
  app.get(
    '/tokens',
    { schema: secured('people', 'My access tokens', z.array(z.object(Shown))) },
    async (request) => listAccessTokens(db, userOf(request).id),
  );
  app.post(
    '/tokens',
    {
      schema: {
        ...secured('people', 'Make an access token; only this answer carries it', Created),
        body: Draft,
      },
    },
    async (request) => {
      const user = userOf(request);
      requirePerson(request, user, 'tokens');
      return createAccessToken(db, user.id, request.body, around.now());
    },
  );
  app.delete(
    '/tokens/:id',
    {
      schema: {
        ...secured('people', 'Revoke an access token of mine', z.object({ revoked: z.boolean() })),
        params: z.object({ id: Id }),
      },
    },
    async (request) => ({ revoked: await revokeToken(around, userOf(request).id, request.params.id) }),
  );
}
