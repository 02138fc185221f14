import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { User } from '../../../lib/protocol/index.ts';
import { userOf } from '../bearer.ts';
import { secured } from './route-schema.ts';

/** Who the token speaks for. */
export function mountMe(scope: FastifyInstance): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  app.get('/me', { schema: secured('people', 'The user of this token', User) }, async (request) =>
    userOf(request),
  );
}
