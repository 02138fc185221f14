import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProtocolError, phrase, type User } from '../../lib/protocol/index.ts';
import { readUser } from '../domain/people.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import type { Db } from '../store/store.ts';

const users = new WeakMap<FastifyRequest, User>();

/** Lets only requests with a valid access token through to the routes of this scope. */
export function requireBearer(scope: FastifyInstance, db: Db, authenticate: Authenticate): void {
  scope.addHook('onRequest', async (request) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new ProtocolError('not-signed-in', { problem: phrase('none') });
    const { userId } = await authenticate(token);
    users.set(request, await readUser(db, userId));
  });
}

/** Who sent the request, in a scope that `requireBearer` guards. */
export function userOf(request: FastifyRequest): User {
  const user = users.get(request);
  if (!user) throw new Error('Expected a route inside the scope that checks tokens, got one outside.');
  return user;
}
