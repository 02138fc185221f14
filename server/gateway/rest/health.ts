import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import { Health, PROTOCOL_VERSION } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';

/** Answers to anybody whether this server works and where people sign in. */
export function mountHealth(
  scope: FastifyInstance,
  { db, server, signIn }: { db: Db; server: { version: string; node: string }; signIn: Health['signIn'] },
): void {
  const app = scope.withTypeProvider<ZodTypeProvider>();
  const schema = {
    summary: 'Does the server work?',
    tags: ['operation'],
    response: { 200: Health, 503: Health },
  };
  app.get('/health', { schema }, async (_request, reply) => {
    const works = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    );
    const health = { ...server, protocol: PROTOCOL_VERSION, signIn };
    return works
      ? { status: 'ok' as const, ...health }
      : reply.code(503).send({ status: 'failing', ...health });
  });
}
